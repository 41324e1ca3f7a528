"""Somebody rings back: her call is found, she says who she is, then she talks, is promised a call, or says no."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign, release
from entremise.commons.queries.objections import has_objected
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import NewAssignment, Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, Conflict, RingBack
from entremise.outreach.operations.calls import begin, let_see, locked_caller, show_number
from entremise.outreach.operations.own_grants import give_own_grants
from entremise.outreach.operations.pools import pool_of_tried
from entremise.outreach.operations.stopping import let_go
from entremise.outreach.operations.visits import stop_visits_of
from entremise.outreach.queries.calls import held_call_id_of
from entremise.outreach.queries.ring_backs import desk_campaigns, may_be_taken
from entremise.outreach.rules import calls_at, origin_of
from entremise.outreach.vocabulary.calls import (
    CALLBACK_GRACE,
    LEASE_BEFORE_NUMBER,
    CallState,
    Cause,
    Lane,
    TakenCall,
)
from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.outreach.vocabulary.ring_backs import (
    FOUND_AN_HOUR,
    OPEN_FOR,
    FoundBy,
    Refusal,
    RingBackEnd,
)
from entremise.outreach.vocabulary.visits import VisitEnding

HOUR = timedelta(hours=1)


@transaction.atomic
def open_desk(*, actor: Actor, at: datetime) -> tuple[int, ...]:
    """The campaigns whose calls this actor may find, with her grants to search; none for a clerk who calls nobody."""
    campaigns = desk_campaigns(actor=actor)
    for campaign_id in campaigns:
        give_own_grants(
            actor=actor,
            campaign_id=campaign_id,
            reach=Reach.SEARCH,
            hourly_cap=FOUND_AN_HOUR,
            at=at,
        )
    return campaigns


@transaction.atomic
def begin_ring_back(
    *, actor: Actor, call_id: int, purpose: Purpose, found_by: FoundBy, at: datetime
) -> int:
    """Somebody is on the line about this call; twelve an hour at most; refuse with `CAPPED`."""
    mine = RingBack.objects.filter(user_id=actor.user_id or 0, at__gt=at - HOUR)
    if mine.values("call").distinct().count() >= FOUND_AN_HOUR:
        raise Refused(access.Refusal.CAPPED)
    call = Call.objects.get(pk=call_id)
    row = RingBack.objects.create(call=call, user_id=actor.user_id or 0, at=at, found_by=found_by)
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=call.person,
        purpose=purpose,
        origin=Origin("RING_BACK", row.pk),
        until=at + OPEN_FOR,
    )
    assign(new=new, at=at)
    return row.pk


def locked_ring_back(actor: Actor, ring_back_id: int, at: datetime) -> RingBack:
    row = (
        RingBack.objects.select_for_update(of=("self",))
        .filter(pk=ring_back_id, user_id=actor.user_id or 0, ended_at=None, at__gt=at - OPEN_FOR)
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.RING_BACK_OVER)
    return row


def confirmed(actor: Actor, ring_back_id: int, at: datetime) -> RingBack:
    row = locked_ring_back(actor, ring_back_id, at)
    if row.confirmed_at is None:
        raise Refused(Refusal.NOT_CONFIRMED)
    return row


@transaction.atomic
def confirm_identity(*, actor: Actor, ring_back_id: int, at: datetime) -> None:
    """She said her name, and it is the one of the sheet; refuse with `RING_BACK_OVER`."""
    row = locked_ring_back(actor, ring_back_id, at)
    row.confirmed_at = row.confirmed_at or at
    row.save(update_fields=["confirmed_at"])


def end(row: RingBack, ending: RingBackEnd, at: datetime) -> None:
    row.ending, row.ended_at = ending, at
    row.save(update_fields=["ending", "ended_at"])
    release(origin=Origin("RING_BACK", row.pk), at=at)


@transaction.atomic
def note_told(*, actor: Actor, ring_back_id: int, at: datetime) -> None:
    """She knows who called, and wants nothing else; refuse with `RING_BACK_OVER`."""
    end(locked_ring_back(actor, ring_back_id, at), RingBackEnd.TOLD, at)


@transaction.atomic
def note_stopped(*, actor: Actor, ring_back_id: int, at: datetime) -> UUID:
    """She says no: whom the refusal is of; refuse with `RING_BACK_OVER`, `NOT_CONFIRMED`."""
    row = confirmed(actor, ring_back_id, at)
    end(row, RingBackEnd.STOP, at)
    return row.call.person


@transaction.atomic
def talk_now(*, actor: Actor, ring_back_id: int, at: datetime) -> TakenCall:
    """Take her call at once, under the rules of every call: hours, shift, level, one at a time; refuse as a take does,
    and with `RING_BACK_OVER`, `NOT_CONFIRMED`, `CANNOT_BE_TAKEN`."""
    row = confirmed(actor, ring_back_id, at)
    caller = locked_caller(actor, row.call.campaign_id)
    if held_call_id_of(actor=actor, at=at) is not None:
        raise Refused(Refusal.HOLDS_A_CALL)
    refusal = begin(caller, actor, at)
    if refusal is not None:
        raise Refused(refusal)
    call = free_call(row.call_id, at)
    refuse_this_caller(call, actor, caller.level)
    taken = hold(call, actor, at)
    caller.takes_count += 1
    caller.save(update_fields=["takes_count"])
    let_see(actor, taken, Purpose(caller.campaign.purpose), at)
    show_number(actor=actor, call_id=call.pk, token=taken.token, at=at)
    end(row, RingBackEnd.TALK, at)
    return taken


def refuse_this_caller(call: Call, actor: Actor, level: int) -> None:
    """Not a relative's, not above her level, not of somebody who refused."""
    is_known = Conflict.objects.filter(user_id=actor.user_id or 0, person=call.person).exists()
    has_refused = has_objected(
        person=call.person,
        purpose=Purpose(call.campaign.purpose),
        origin=origin_of(call.campaign_id),
    )
    if is_known or has_refused or call.pool.level > level:
        raise Refused(Refusal.CANNOT_BE_TAKEN)


def free_call(call_id: int, at: datetime) -> Call:
    """The call, locked, that nobody has on her screen and that is still to be made; refuse with `CANNOT_BE_TAKEN`."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("campaign", "pool")
    call = rows.get(pk=call_id)
    if not may_be_taken(call, at):
        raise Refused(Refusal.CANNOT_BE_TAKEN)
    if call.held_by_id is not None:  # its lease is over, nobody swept it yet
        lapsed = Attempt.objects.filter(call=call, token=call.token, ended_at=None)
        lapsed.update(ended_at=at, cause=Cause.LEASE_ENDED)
    if call.state == CallState.UNREACHABLE:  # nobody needs to go and see her: she rings
        stop_visits_of(
            person=call.person,
            at=at,
            ending=VisitEnding.ANSWERED,
            campaign_id=call.campaign_id,
        )
    let_go(call)
    call.ended_at = None
    call.token += 1  # whoever has her on paper writes a note from now on
    return call


def hold(call: Call, actor: Actor, at: datetime) -> TakenCall:
    call.state, call.lane, call.held_by_id = CallState.HELD, Lane.DESK, actor.user_id
    call.held_at, call.lease_until = at, at + LEASE_BEFORE_NUMBER
    call.has_heartbeat = False
    call.save()
    Attempt.objects.create(
        call=call,
        campaign_id=call.campaign_id,
        user_id=actor.user_id or 0,
        token=call.token,
        lane=Lane.DESK,
        held_at=at,
    )
    return TakenCall(call.pk, call.person, call.token, is_new=True)


@transaction.atomic
def promise_call(
    *, actor: Actor, ring_back_id: int, due_at: datetime, is_mine: bool, at: datetime
) -> None:
    """Promise her a call, by oneself or by a colleague; refuse with `RING_BACK_OVER`, `NOT_CONFIRMED`, `CANNOT_BE_TAKEN`,
    `CALLBACK_OUTSIDE_HOURS`."""
    row = confirmed(actor, ring_back_id, at)
    call = free_call(row.call_id, at)
    if due_at <= at or not calls_at(call.campaign, due_at):
        raise Refused(CallRefusal.CALLBACK_OUTSIDE_HOURS)
    call.state, call.due_at, call.promised_at = CallState.CALLBACK, due_at, at
    call.owner_id = actor.user_id if is_mine else None
    call.open_at = due_at + CALLBACK_GRACE if is_mine else due_at
    call.is_maybe_called, call.pool = False, pool_of_tried(call)
    call.save()
    end(row, RingBackEnd.PROMISE, at)
