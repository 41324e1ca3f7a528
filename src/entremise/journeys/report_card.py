"""The person of a report, as the one who holds it may read her; and what is written back into her record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach, Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault.cards import open_card
from entremise.people.vault.notes import Reader, open_notes
from entremise.people.vault.writing import store_text
from entremise.people.vocabulary import Card
from entremise.referral.vocabulary.facts import Facts
from entremise.referral.vocabulary.reports import ReportCard

CALL: Final = "CALL"
ITEMS: Final = UUID("3b1d5b53-2c67-4a4e-9a0c-0d6f6c1e7b52")  # names the note of an item
SEEN = (
    FieldGroup.NAME,
    FieldGroup.PHONE,
    FieldGroup.AGE_BAND,
    FieldGroup.DISTRICT,
    FieldGroup.CONTACT,
    FieldGroup.AROUND,
    FieldGroup.FACTS,
)


def note_of_item(item_id: int) -> UUID:
    """The note that holds what was written of an item by somebody who may not write into the record."""
    return uuid5(ITEMS, str(item_id))


def grants(actor: Actor, register_id: int, at: datetime) -> list[int]:
    found = live_grants_of(
        actor=actor,
        purpose=Purpose.REFERRAL,
        reaches=(Reach.ASSIGNED,),
        register_id=register_id,
        at=at,
    )
    if not found:
        raise Refused(Refusal.NOT_AVAILABLE)
    return [grant.grant_id for grant in found]


def report_card(
    *,
    actor: Actor,
    person: UUID,
    register_id: int,
    at: datetime,
    groups: tuple[FieldGroup, ...] = SEEN,
) -> tuple[Card, Facts]:
    """The card and the facts of the campaign's record; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    grant_ids = grants(actor, register_id, at)
    tickets = ask(actor=actor, grant_ids=grant_ids, person=person, groups=groups, at=at)
    card = open_card(tickets=tickets, at=at)
    return card, Facts.opened(card.facts)


def with_said(*, actor: Actor, of: ReportCard, facts: Facts, at: datetime) -> Facts:
    """The facts with what was written of a need or a meeting, for whoever holds the report; this reading is told too."""
    if of.origin.kind == CALL:
        return facts
    by = Reader(actor, tuple(grants(actor, of.register_id, at)))
    ids = [note_of_item(item.item_id) for item in of.items]
    for text in open_notes(by=by, ids=ids, at=at).values():
        facts = replace(facts, items=Facts.opened(text).items | facts.items)
    return facts


def write_facts(
    *,
    actor: Actor,
    person: UUID,
    register_id: int,
    change: Callable[[Facts], Facts],
    at: datetime,
) -> Facts:
    """Change the sealed facts of a record, keeping what others wrote; return them."""
    grant_ids = grants(actor, register_id, at)
    groups = (FieldGroup.FACTS,)
    tickets = ask(actor=actor, grant_ids=grant_ids, person=person, groups=groups, at=at)
    facts = change(Facts.opened(open_card(tickets=tickets, at=at).facts))
    store_text(
        actor=actor,
        grant_id=grant_ids[0],
        register_id=register_id,
        person=person,
        group=FieldGroup.FACTS,
        text=facts.text(),
        at=at,
    )
    return facts
