"""A mandate is asked for with a need, confirmed by the desk with the person's yes, held while it serves, taken back, or over."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Mandate, Need
from entremise.mutual_aid.operations.tracing import locked_need, note, own_need
from entremise.mutual_aid.rules import is_past
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.mandates import (
    CONFIRMED_WITHIN,
    LASTS_AT_MOST,
    LIVING,
    MandateRefusal,
    MandateState,
    NewMandate,
    Proof,
)


@transaction.atomic
def ask_mandate(*, new: NewMandate, at: datetime, actor: Actor = RESIDENT) -> int:
    """Note who wants to act for the person of a need; it opens nothing; return its id, the same for the same form."""
    row, is_new = Mandate.objects.get_or_create(
        key=new.key,
        defaults={
            "person": new.person,
            "need_id": new.need_id,
            "tie": new.tie,
            "state": MandateState.ASKED,
            "code": new.code,
            "seconds": list(new.seconds),
            "asked_at": at,
        },
    )
    if is_new:
        note(row.need, actor, at, "MANDATE_ASKED")
    return row.pk


def locked_mandate(mandate_id: int) -> Mandate:
    row = Mandate.objects.select_for_update().filter(pk=mandate_id).order_by("pk").first()
    if row is None:
        raise Refused(MandateRefusal.MANDATE_NOT_FOUND)
    return row


@transaction.atomic
def confirm_mandate(
    *, actor: Actor, mandate_id: int, proof: Proof, until: date, at: datetime
) -> None:
    """The owner of the need has the person's yes, or the guardian's paper.

    Refuse with `MANDATE_WRONG_STATE`, `MANDATE_TOO_LONG`, `DATE_PAST`, `HELD_BY_ANOTHER`, `WRONG_STATE`, `MANDATE_NOT_FOUND`."""
    row = locked_mandate(mandate_id)
    need = own_need(row.need_id, actor)
    if row.state != MandateState.ASKED:
        raise Refused(MandateRefusal.MANDATE_WRONG_STATE)
    if is_past(until, at):
        raise Refused(Refusal.DATE_PAST)
    if until > localdate(at) + LASTS_AT_MOST:
        raise Refused(MandateRefusal.MANDATE_TOO_LONG)
    row.state, row.proof, row.until, row.tries = MandateState.CONFIRMED, proof, until, 0
    row.confirmed_on, row.confirmed_by_id = localdate(at), actor.user_id
    row.save()
    note(need, actor, at, "MANDATE_CONFIRMED", proof)


@transaction.atomic
def revoke_mandate(*, actor: Actor, mandate_id: int, at: datetime) -> None:
    """The person takes it back, herself or through whoever of the desk she rings; again is nothing; refuse with `MANDATE_NOT_FOUND`."""
    row = locked_mandate(mandate_id)
    if row.state in LIVING:
        row.is_ended_by_person = actor.user_id is None
        row.ended_by_id = actor.user_id
        close(row, MandateState.REVOKED, at)
        note(row.need, actor, at, "MANDATE_REVOKED", is_by_person=row.is_ended_by_person)


def close(row: Mandate, state: MandateState, at: datetime) -> None:
    row.state, row.ended_at, row.code = state, at, None
    row.save()


@transaction.atomic
def end_mandates(*, actor: Actor, at: datetime) -> tuple[int, ...]:
    """Those whose last day is over, or whom the desk has not confirmed within a month; return their ids."""
    today = localdate(at)
    waited = Q(state=MandateState.ASKED, asked_at__lt=at - CONFIRMED_WITHIN)
    due = Mandate.objects.filter(Q(state=MandateState.CONFIRMED, until__lt=today) | waited)
    rows = list(due.select_for_update().order_by("pk"))
    for row in rows:
        close(row, MandateState.ENDED, at)
        note(row.need, actor, at, "MANDATE_ENDED")
    return tuple(row.pk for row in rows)


@transaction.atomic
def hold_mandate(*, mandate_id: int, need_id: int, at: datetime) -> None:
    """Keep it from being taken back until the caller's transaction ends: an act is wholly before, or not at all.

    Refuse with `MANDATE_NOT_FOUND` when it does not stand today, or is about somebody else."""
    row = locked_mandate(mandate_id)
    is_hers = Need.objects.filter(pk=need_id, person=row.person).exists()
    if not (row.state == MandateState.CONFIRMED and is_hers) or is_past(row.until or date.min, at):
        raise Refused(MandateRefusal.MANDATE_NOT_FOUND)


@transaction.atomic
def note_mandated(*, need_id: int, at: datetime) -> None:
    """The act that was just noted was done by whoever holds a mandate."""
    note(locked_need(need_id), RESIDENT, at, "BY_RELATIVE")
