"""What the archives agree to, and what suspends a deletion."""

from datetime import date, timedelta

from django.utils.timezone import localdate
from tests.make import accounts, commons

from entremise.accounts.vocabulary import Role
from entremise.commons.models import ArchiveAgreement, DeletionHold, Elimination, Register
from entremise.commons.vocabulary.deletions import Answer, HoldReason
from entremise.commons.vocabulary.law import RegisterKind


def agreement(**given: object) -> ArchiveAgreement:
    """For every campaign of the host."""
    signed_on: date = localdate() - timedelta(days=300)
    defaults: dict[str, object] = {
        "kind": RegisterKind.CAMPAIGN,
        "reference": "AD 2026-014",
        "signed_on": signed_on,
        "until": signed_on + timedelta(days=1800),
        "noted_at": commons.now(),
    }
    if "controller_id" not in given:
        defaults["controller_id"] = commons.host_id()
    if "noted_by_id" not in given:
        defaults["noted_by_id"] = accounts.actor(Role.DPO).user_id
    return ArchiveAgreement.objects.create(**(defaults | given))


def elimination(register_id: int, *, answer: str = "", **given: object) -> Elimination:
    """A list drawn a month ago, and what was answered a week ago."""
    at = commons.now()
    who = accounts.actor(Role.DPO).user_id
    answered = (
        {"reference": "B 12/2026", "signed_on": localdate() - timedelta(days=7), "noted_by_id": who}
        if answer in tuple(Answer)
        else {}
    )
    defaults: dict[str, object] = {
        "number": f"B-2026-{Elimination.objects.count() + 1:02d}",
        "register_id": register_id,
        "rule": "canicule 1",
        "delay_days": 180,
        "since_at": at - timedelta(days=230),
        "until_at": at - timedelta(days=200),
        "due_at": at - timedelta(days=20),
        "counts": {"PEOPLE": 1, "CALLS": 1},
        "drawn_at": at - timedelta(days=30),
        "drawn_by_id": who,
        "answer": answer,
    }
    return Elimination.objects.create(**(defaults | answered | given))


def hold(register_id: int, **given: object) -> DeletionHold:
    at = commons.now()
    defaults: dict[str, object] = {
        "register": Register.objects.get(pk=register_id),
        "reason": HoldReason.LITIGATION,
        "words": "Recours au tribunal administratif, n° 2600123",
        "role": Role.LEGAL_OFFICER,
        "placed_at": at - timedelta(days=1),
        "until": at + timedelta(days=90),
    }
    if "placed_by_id" not in given:
        defaults["placed_by_id"] = accounts.actor(Role.LEGAL_OFFICER).user_id
    return DeletionHold.objects.create(**(defaults | given))
