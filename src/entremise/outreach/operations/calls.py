"""What a caller does with the one call she holds: take, show the number, keep it alive, hand it back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign_many, extend_assignment
from entremise.commons.queries.objections import has_objected
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.calling import half_hour_bit
from entremise.kernel.compiled import compiled, compiled_change
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, Caller
from entremise.outreach.operations.stopping import stop
from entremise.outreach.queries.calls import held_call_id_of
from entremise.outreach.rules import origin_of, why_closed
from entremise.outreach.vocabulary.calls import (
    LEASE_AFTER_SIGN,
    LEASE_BEFORE_NUMBER,
    LEASE_WITHOUT_HEARTBEAT,
    QUIET_AFTER_LOST,
    RETRY_SHARE_AT_MOST,
    Refusal,
    StopReason,
    TakenCall,
)
from entremise.outreach.vocabulary.campaigns import CampaignState, Level
from entremise.outreach.vocabulary.staffing import Refusal as Unready
from entremise.outreach.vocabulary.staffing import Standing
from entremise.solidarity.operations.shifts import start_shift
from entremise.solidarity.queries.shifts import presence_of


@transaction.atomic
def claim_next_call(*, actor: Actor, campaign_id: int, at: datetime) -> TakenCall:
    """The call this caller holds already, or the next one of her pools; refuse with `NO_CALL_LEFT`."""
    caller = locked_caller(actor, campaign_id)  # two tabs of one caller wait for each other here
    refusal = begin(caller, actor, at)
    if refusal is not None and held_call_id_of(actor=actor, at=at) is None:
        raise Refused(refusal)  # one that was begun before the hour may end after it
    while (taken := take(caller, at)) is not None:
        purpose = Purpose(caller.campaign.purpose)
        if not has_objected(person=taken.person, purpose=purpose, origin=origin_of(campaign_id)):
            if taken.is_new:
                let_see(actor, taken, purpose, at)
            return taken
        stop(call=Call.objects.get(pk=taken.call_id), reason=StopReason.OBJECTION, at=at)
    raise Refused(Refusal.NO_CALL_LEFT)


def locked_caller(actor: Actor, campaign_id: int) -> Caller:
    rows = locked_callers(user_id=actor.user_id or 0)
    caller = next((row for row in rows if row.campaign_id == campaign_id), None)
    if caller is None:
        raise Refused(Refusal.NOT_A_CALLER)
    return caller


@compiled
def locked_callers(*, user_id: int) -> QuerySet[Caller]:
    """In all her campaigns, so that two tabs never take in two of them."""
    rows = Caller.objects.select_for_update(of=("self",)).select_related("campaign", "engagement")
    mine = rows.filter(user_id=user_id, ended_at=None).order_by("pk")
    return mine.defer(*SEALED_OF_ENGAGEMENT)


SEALED_OF_ENGAGEMENT: Final = (
    "engagement__manager_name",
    "engagement__suspension_reason",
    "engagement__appeal",
)
NOT_READY: Final[dict[str, StrEnum]] = {
    Standing.ASLEEP: Unready.ASLEEP,
    Standing.SUSPENDED: Unready.SUSPENDED,
}


def begin(caller: Caller, actor: Actor, at: datetime) -> StrEnum | None:
    """Why no call may begin now; none when hours and shift allow one, and the first one starts the shift."""
    closed = NOT_READY.get(caller.engagement.standing) or why_closed(caller.campaign, at)
    if closed is not None:
        return closed
    origin = origin_of(caller.campaign_id)
    presence = presence_of(user_id=caller.user_id, origin=origin, at=at)
    if presence is None:
        return Refusal.NOT_ON_SHIFT
    if presence.started_at is None:
        start_shift(actor=actor, booking_id=presence.booking_id, at=at)
    if presence.is_light:
        caller.level = Level.LISTENING  # for this take: simple calls only
    return None


def take(caller: Caller, at: datetime, half_hours: int | None = None) -> TakenCall | None:
    """For now, or for the half-hours of a mask."""
    campaign = caller.campaign
    has_room = caller.retries_count <= RETRY_SHARE_AT_MOST * caller.takes_count
    is_alert = campaign.purpose == Purpose.ALERT_CALL
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT call_id, person, token, is_new"
            " FROM outreach_take(%s, %s, %s, %s::text[], %s, %s, %s, %s, %s, %s)",
            [
                caller.user_id,
                campaign.pk,
                caller.level,
                caller.languages,
                campaign.state == CampaignState.OPEN,
                is_alert and has_room,
                half_hour_bit(localtime(at)) if half_hours is None else half_hours,
                f"{LEASE_BEFORE_NUMBER.total_seconds()} seconds",
                f"{QUIET_AFTER_LOST.total_seconds()} seconds",
                at,
            ],
        )
        row = cursor.fetchone()
    return None if row is None else TakenCall(*row)


def let_see(actor: Actor, taken: TakenCall, purpose: Purpose, at: datetime) -> None:
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=taken.person,
        purpose=purpose,
        origin=Origin("CALL", taken.call_id),
        until=at + LEASE_BEFORE_NUMBER,
    )
    assign_many(new=(new,), at=at)


@dataclass(frozen=True, slots=True)
class Hold:
    """The gesture of a holder: its call, its token, its moment."""

    actor: Actor
    call_id: int
    token: int
    at: datetime


@transaction.atomic
def show_number(*, actor: Actor, call_id: int, token: int, at: datetime) -> datetime:
    """Note that the number is shown; return the end of the lease; refuse with `NOT_HELD`."""
    hold = Hold(actor, call_id, token, at)
    lease = prolong(hold, at + LEASE_WITHOUT_HEARTBEAT, shown)
    (call,) = locked_calls(call_id=call_id)
    purpose = Purpose(call.campaign.purpose)
    if has_objected(person=call.person, purpose=purpose, origin=origin_of(call.campaign_id)):
        raise Refused(Refusal.NOT_HELD)
    note_shown(call_id=call_id, token=token, at=call.shown_at or at)
    return lease


@compiled
def locked_calls(*, call_id: int) -> QuerySet[Call]:
    rows = Call.objects.select_for_update(of=("self",)).select_related("campaign", "pool")
    return rows.filter(pk=call_id).order_by("pk")


@transaction.atomic
def heartbeat(*, actor: Actor, call_id: int, token: int, at: datetime) -> datetime:
    """The page is still open: keep the call for twenty minutes more; refuse with `NOT_HELD`."""
    return prolong(Hold(actor, call_id, token, at), at + LEASE_AFTER_SIGN, beating)


def lock_held_call(*, actor: Actor, call_id: int, token: int, at: datetime) -> None:
    """Until the transaction ends, nobody else saves anything of this call; refuse with `NOT_HELD`."""
    rows = held(actor.user_id or 0, call_id, token, at).select_for_update(of=("self",))
    if rows.order_by("pk").first() is None:
        raise Refused(Refusal.NOT_HELD)


@transaction.atomic(savepoint=False)
def give_notice(*, actor: Actor, call_id: int, token: int, at: datetime) -> None:
    """Record that the person was told who calls and that she may say no; before any other answer."""
    note_sign_of_life(actor=actor, call_id=call_id, token=token, at=at)
    note_notice(call_id=call_id, token=token, at=at)


@transaction.atomic(savepoint=False)
def note_sign_of_life(*, actor: Actor, call_id: int, token: int, at: datetime) -> datetime:
    """A step was saved; return the end of the lease; refuse with `NOT_HELD` or `NUMBER_NOT_SHOWN`."""
    hold = Hold(actor, call_id, token, at)
    rows = signs_of_life(user_id=actor.user_id or 0, call_id=call_id, token=token, at=at)
    if not rows:
        raise Refused(Refusal.NOT_HELD)
    shown_at, has_heartbeat = rows[0]
    if shown_at is None:
        raise Refused(Refusal.NUMBER_NOT_SHOWN)
    note_saved(call_id=call_id, token=token, at=at)
    return prolong(
        hold, at + (LEASE_AFTER_SIGN if has_heartbeat else LEASE_WITHOUT_HEARTBEAT), kept
    )


@compiled
def signs_of_life(
    *, user_id: int, call_id: int, token: int, at: datetime
) -> QuerySet[Call, tuple[datetime | None, bool]]:
    mine = held(user_id, call_id, token, at)
    return mine.order_by("pk").values_list("shown_at", "has_heartbeat")


def held(user_id: int, call_id: int, token: int, at: datetime) -> QuerySet[Call]:
    return Call.objects.filter(pk=call_id, held_by_id=user_id, token=token, lease_until__gt=at)


class Prolonging(Protocol):
    def __call__(
        self, *, user_id: int, call_id: int, token: int, at: datetime, until: datetime
    ) -> int: ...


def prolong(hold: Hold, until: datetime, change: Prolonging) -> datetime:
    """Holder, token and lease are checked in the statement that prolongs."""
    user_id = hold.actor.user_id or 0
    if not change(user_id=user_id, call_id=hold.call_id, token=hold.token, at=hold.at, until=until):
        raise Refused(Refusal.NOT_HELD)
    extend_assignment(origin=Origin("CALL", hold.call_id), until=until, at=hold.at)
    return until


Change = tuple[QuerySet[Any], dict[str, object]]


@compiled_change
def kept(*, user_id: int, call_id: int, token: int, at: datetime, until: datetime) -> Change:
    return held(user_id, call_id, token, at), {"lease_until": until}


@compiled_change
def shown(*, user_id: int, call_id: int, token: int, at: datetime, until: datetime) -> Change:
    first = Coalesce(F("shown_at"), at)
    return held(user_id, call_id, token, at), {"lease_until": until, "shown_at": first}


@compiled_change
def beating(*, user_id: int, call_id: int, token: int, at: datetime, until: datetime) -> Change:
    """Before the number is shown, nothing prolongs."""
    mine = held(user_id, call_id, token, at).filter(shown_at__isnull=False)
    return mine, {"lease_until": until, "has_heartbeat": True}


def attempt_of(call_id: int, token: int) -> QuerySet[Attempt]:
    return Attempt.objects.filter(call_id=call_id, token=token)


@compiled_change
def note_shown(*, call_id: int, token: int, at: datetime) -> Change:
    return attempt_of(call_id, token), {"shown_at": at}


@compiled_change
def note_saved(*, call_id: int, token: int, at: datetime) -> Change:
    return attempt_of(call_id, token), {"saved_at": at}


@compiled_change
def note_notice(*, call_id: int, token: int, at: datetime) -> Change:
    mine = attempt_of(call_id, token).filter(shown_at__isnull=False, notice_given_at=None)
    return mine, {"notice_given_at": at}
