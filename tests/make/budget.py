"""Builders of money: a town hall that opens, spends and pays."""

from dataclasses import dataclass
from datetime import date

from tests.make import accounts
from tests.make.outreach import NOON

from entremise.accounts.models import Organization
from entremise.accounts.vocabulary import Actor, Role
from entremise.solidarity.operations.budget import commit_money, open_envelope
from entremise.solidarity.operations.expenses import justify_expense
from entremise.solidarity.vocabulary.budget import (
    CommitmentKind,
    NewCommitment,
    NewEnvelope,
    NewExpense,
)

PDF = b"%PDF-1.7\n% une facture d'essai, Mme Canari\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Hall:
    body: Organization
    first: Actor
    second: Actor
    lead: Actor


def hall() -> Hall:
    body = accounts.host()
    return Hall(
        body,
        accounts.actor(Role.DECIDER, organization=body),
        accounts.actor(Role.DECIDER, organization=body),
        accounts.actor(Role.CAMPAIGN_LEAD, organization=body),
    )


def envelope(actor: Actor, cents: int = 100_000, **given: object) -> int:
    defaults = {"title": "Repas de quartier", "year": 2026, "act_reference": "Délibération 2026-31"}
    return open_envelope(
        actor=actor, new=NewEnvelope(amount_cents=cents, **(defaults | given)), at=NOON
    )


def commitment(actor: Actor, envelope_id: int, cents: int = 40_000, **given: object) -> int:
    defaults = {"kind": CommitmentKind.PURCHASE, "label": "Tables", "payee": "Bricorama d'Aubrelle"}
    return commit_money(
        actor=actor,
        envelope_id=envelope_id,
        new=NewCommitment(amount_cents=cents, **(defaults | given)),
        at=NOON,
    )


def expense(
    actor: Actor,
    commitment_id: int,
    cents: int = 10_000,
    corrects: int | None = None,
    receipt: bytes = PDF,
) -> int:
    new = NewExpense("Dix tables", cents, date(2026, 7, 10), corrects)
    return justify_expense(
        actor=actor, commitment_id=commitment_id, new=new, receipt=receipt, at=NOON
    )
