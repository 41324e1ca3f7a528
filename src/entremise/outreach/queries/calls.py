"""What a caller may know of the one call she holds, and of her own work."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.compiled import compiled
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call
from entremise.outreach.vocabulary.calls import (
    STILL_ON_THE_LINE,
    CallState,
    Cause,
    DialledCall,
    HeldCall,
    Lane,
    Outcome,
    PastAttempt,
    Promise,
    Refusal,
)
from entremise.outreach.vocabulary.campaigns import Level

PAST_SHOWN = 6
ON_THE_CARD = (
    "campaign__kit_version_id",
    "campaign__purpose",
    "campaign__register_id",
    "campaign__switchboard",
    "campaign__title",
    "pool__language",
    "pool__level",
    "due_at",
    "held_at",
    "held_by_id",
    "is_maybe_called",
    "lane",
    "lease_until",
    "not_today_count",
    "owner_id",
    "person",
    "promised_at",
    "reach_by",
    "reasons",
    "shown_at",
    "token",
)


def held_call(*, actor: Actor, call_id: int, at: datetime) -> HeldCall:
    """The call, if this caller holds it now; refuse with `NOT_HELD` whatever the cause."""
    rows = held_calls(call_id=call_id, user_id=actor.user_id or 0, at=at)
    if not rows:
        raise Refused(Refusal.NOT_HELD)
    return card(rows[0])


@compiled
def held_calls(*, call_id: int, user_id: int, at: datetime) -> QuerySet[Call]:
    return (
        Call.objects.filter(pk=call_id, held_by_id=user_id, lease_until__gt=at)
        .select_related("campaign", "pool")
        .only(*ON_THE_CARD)
        .order_by("pk")
    )


def dialled_call(*, actor: Actor, call_id: int, token: int, at: datetime) -> DialledCall:
    """The call whose number this caller was shown, also when its lease or its person's consent ended; refuse with `NOT_HELD`."""
    row = (
        Attempt.objects.filter(
            call_id=call_id,
            token=token,
            user_id=actor.user_id or 0,
            shown_at__gt=at - STILL_ON_THE_LINE,
        )
        .select_related("call")
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.NOT_HELD)
    return DialledCall(row.call_id, row.campaign_id, row.call.person)


def held_call_id_of(*, actor: Actor, at: datetime) -> int | None:
    """The call that this account holds now, or none."""
    if actor.user_id is None:
        return None
    rows = Call.objects.filter(held_by_id=actor.user_id, lease_until__gt=at).order_by("pk")
    return rows.values_list("pk", flat=True).first()


def card(row: Call) -> HeldCall:
    tries = last_attempts(person=row.person)
    current = next(one for one in tries if one.call_id == row.pk and one.token == row.token)
    held_at, lease_until = row.held_at, row.lease_until
    if held_at is None or lease_until is None:
        raise Refused(Refusal.NOT_HELD)
    return HeldCall(
        call_id=row.pk,
        campaign_id=row.campaign_id,
        campaign_title=row.campaign.title,
        register_id=row.campaign.register_id,
        kit_version_id=row.campaign.kit_version_id,
        purpose=Purpose(row.campaign.purpose),
        person=row.person,
        attempt_id=current.pk,
        token=row.token,
        lane=Lane(row.lane),
        level=Level(row.pool.level),
        language=row.pool.language,
        reasons=tuple(row.reasons),
        held_at=held_at,
        shown_at=row.shown_at,
        notice_given_at=current.notice_given_at,
        saved_at=current.saved_at,
        lease_until=lease_until,
        promised_at=row.due_at if row.promised_at is not None else None,
        reach_by=row.reach_by,
        is_promise_mine=row.owner_id == row.held_by_id,
        is_maybe_called=row.is_maybe_called,
        not_today_count=row.not_today_count,
        attempts=tuple(past(one) for one in tries if one is not current and one.shown_at),
        switchboard=row.campaign.switchboard,
    )


@compiled
def last_attempts(*, person: UUID) -> QuerySet[Attempt]:
    """The one of this hold, and those before."""
    rows = Attempt.objects.filter(call__person=person).order_by("-held_at", "-pk")
    return rows[: PAST_SHOWN + 1]


def past(row: Attempt) -> PastAttempt:
    return PastAttempt(
        at=row.shown_at or row.held_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        cause=Cause(row.cause) if row.cause else None,
    )


def promises_of(*, user_id: int, at: datetime) -> tuple[Promise, ...]:
    """What this caller promised and has not kept yet, the oldest first; no name."""
    rows = Call.objects.filter(
        owner_id=user_id, state=CallState.CALLBACK, promised_at__isnull=False
    ).order_by("due_at", "pk")
    return tuple(
        Promise(
            call_id=row.pk, due_at=row.due_at, promised_at=row.promised_at, is_due=row.due_at <= at
        )
        for row in rows
        if row.due_at is not None and row.promised_at is not None
    )


def person_of(*, call_id: int) -> UUID:
    """Whom a call is for, by uuid: for the journeys that go on from it."""
    return Call.objects.values_list("person", flat=True).get(pk=call_id)


def campaign_of(*, call_id: int) -> int:
    """The campaign of a call."""
    return Call.objects.values_list("campaign_id", flat=True).get(pk=call_id)


def has_calls(*, people: Collection[UUID]) -> bool:
    """Whether one of these people is or was on a list of calls."""
    return Call.objects.filter(person__in=people).exists()
