"""How a call ends: its outcome, or back to the others without one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import release
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.calling import is_unreachable, next_try
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, Conflict
from entremise.outreach.operations.households import share_phone
from entremise.outreach.operations.pools import pool_for
from entremise.outreach.operations.stopping import let_go, stop
from entremise.outreach.operations.tasks import ask_steward
from entremise.outreach.operations.visits import ask_visit
from entremise.outreach.rules import calling_rules, calls_at, may_lead, retry_after
from entremise.outreach.vocabulary.calls import (
    CALLBACK_GRACE,
    QUIET_AFTER_LOST,
    SPOKEN,
    CallState,
    Cause,
    ClosedCall,
    Closing,
    HandBackReason,
    Outcome,
    Refusal,
    StopReason,
    TaskKind,
)
from entremise.outreach.vocabulary.campaigns import Level
from entremise.outreach.vocabulary.visits import NewVisit, VisitCause

CUT_OFF_PAUSE: Final = timedelta(minutes=5)
NOT_TODAY_PAUSE: Final = timedelta(days=7)
BUSY_AT_MOST: Final = 3

ENDINGS: Final[dict[Outcome, CallState]] = {
    Outcome.SPOKEN_WELL: CallState.DONE,
    Outcome.SPOKEN_DIFFICULTY: CallState.DONE,
    Outcome.EMERGENCY: CallState.DONE,
    Outcome.WRONG_NUMBER: CallState.UNREACHABLE,
    Outcome.OUT_OF_SERVICE: CallState.UNREACHABLE,
}
STOPS: Final = {Outcome.OBJECTION: StopReason.OBJECTION, Outcome.DECEASED: StopReason.DEATH}
TASKS: Final = {
    Outcome.WRONG_NUMBER: TaskKind.WRONG_NUMBER,
    Outcome.OUT_OF_SERVICE: TaskKind.OUT_OF_SERVICE,
    Outcome.DECEASED: TaskKind.DEATH,
}


@transaction.atomic
def close_call(
    *, actor: Actor, call_id: int, token: int, closing: Closing, at: datetime
) -> ClosedCall:
    """End a call with its outcome; after the lease it is a note only (`is_late`); refuse with
    `NOT_HELD`, `NUMBER_NOT_SHOWN`, `NOTICE_NOT_GIVEN`, `CALLBACK_OUTSIDE_HOURS`."""
    call, attempt = own_attempt(actor, call_id, token)
    if not is_held(call, attempt, at):
        return note_late(call, attempt, closing, at)
    if call.shown_at is None:
        raise Refused(Refusal.NUMBER_NOT_SHOWN)
    if closing.outcome in SPOKEN and attempt.notice_given_at is None:
        raise Refused(Refusal.NOTICE_NOT_GIVEN)
    end_attempt(call, attempt, closing, at)
    if closing.outcome in TASKS:
        ask_steward(call=call, kind=TASKS[closing.outcome], actor=actor, at=at)
    if closing.outcome in STOPS:
        stop(call=call, reason=STOPS[closing.outcome], at=at)
    else:
        let_go(call)
        move(call, closing, actor, at)
        call.save()
        release(origin=Origin("CALL", call.pk), at=at)
        share_phone(call=call, outcome=closing.outcome, actor=actor, at=at)
    return closed(call, attempt, is_late=False)


def own_attempt(actor: Actor, call_id: int, token: int) -> tuple[Call, Attempt]:
    call = (
        Call.objects.select_for_update(of=("self",))
        .select_related("campaign", "pool")
        .filter(pk=call_id)
        .order_by("pk")
        .first()
    )
    attempt = (
        Attempt.objects.filter(call_id=call_id, token=token, user_id=actor.user_id or 0)
        .order_by("pk")
        .first()
    )
    if call is None or attempt is None:
        raise Refused(Refusal.NOT_HELD)
    return call, attempt


def is_held(call: Call, attempt: Attempt, at: datetime) -> bool:
    return (
        call.held_by_id == attempt.user_id
        and call.token == attempt.token
        and call.lease_until is not None
        and call.lease_until > at
    )


def note_late(call: Call, attempt: Attempt, closing: Closing, at: datetime) -> ClosedCall:
    """What comes after the lease is kept beside; the same answer sent twice is no second note."""
    is_repeated = attempt.outcome == closing.outcome
    if not is_repeated and not attempt.late_outcome:
        attempt.late_outcome, attempt.late_at = closing.outcome, at
        attempt.save(update_fields=["late_outcome", "late_at"])
    return closed(call, attempt, is_late=not is_repeated)


def end_attempt(call: Call, attempt: Attempt, closing: Closing, at: datetime) -> None:
    if call.promised_at is not None and call.due_at is not None:
        attempt.is_promise_kept = attempt.held_at <= call.due_at + CALLBACK_GRACE
    attempt.outcome, attempt.ended_at = closing.outcome, at
    attempt.save(update_fields=["outcome", "ended_at", "is_promise_kept"])
    call.tries_count += 1
    call.last_try_at = call.shown_at
    call.is_maybe_called = False


def closed(call: Call, attempt: Attempt, *, is_late: bool) -> ClosedCall:
    return ClosedCall(
        call_id=call.pk,
        attempt_id=attempt.pk,
        campaign_id=call.campaign_id,
        person=call.person,
        purpose=Purpose(call.campaign.purpose),
        state=CallState(call.state),
        is_late=is_late,
        next_at=call.due_at,
    )


def move(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """Where the call goes on from an outcome."""
    call.pool = pool_for(
        campaign_id=call.campaign_id,
        level=Level(call.pool.level),
        language=closing.language or call.pool.language,
        is_retry=True,
    )
    if closing.outcome in ENDINGS:
        call.state, call.ended_at = ENDINGS[closing.outcome], at
        return
    MOVES.get(closing.outcome, try_again)(call, closing, actor, at)


def promise(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    due = closing.callback_at
    if due is None or due <= at or not calls_at(call.campaign, due):
        raise Refused(Refusal.CALLBACK_OUTSIDE_HOURS)
    call.state, call.due_at, call.promised_at = CallState.CALLBACK, due, at
    call.owner_id = actor.user_id if closing.is_mine else None
    call.open_at = due + CALLBACK_GRACE if closing.is_mine else due


def ring_back(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """The line was cut: the same caller, in five minutes."""
    call.state, call.owner_id = CallState.CALLBACK, actor.user_id
    call.due_at = at + CUT_OFF_PAUSE
    call.open_at = call.due_at + CALLBACK_GRACE


def leave_alone(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """Not today: one more try in seven days, then no other."""
    call.not_today_count += 1
    if call.not_today_count > 1:
        call.state, call.ended_at = CallState.DONE, at
    else:
        wait(call, at + NOT_TODAY_PAUSE)


def pause(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    wait(call, closing.away_until or at + NOT_TODAY_PAUSE)


def hand_to_language(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    call.state = CallState.READY


def try_again(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """Another half-day, until enough was tried; then a visit is asked."""
    rules = calling_rules(call.campaign)
    shown = Attempt.objects.filter(call=call, shown_at__isnull=False).order_by("pk")
    tries = [localtime(moment) for moment in shown.values_list("shown_at", flat=True) if moment]
    call.busy_count += closing.outcome is Outcome.BUSY
    outcome = Outcome.NO_ANSWER if call.busy_count > BUSY_AT_MOST else closing.outcome
    slot = next_try(rules, retry_after(call.campaign, outcome), tries, localtime(at))
    if slot is None or is_unreachable(rules, tries, localtime(at)):
        call.state, call.ended_at = CallState.UNREACHABLE, at
        new = NewVisit(call.campaign_id, call.person, VisitCause.UNREACHABLE, call.pk)
        ask_visit(actor=actor, new=new, at=at)
    else:
        wait(call, slot)


def wait(call: Call, until: datetime) -> None:
    call.state, call.due_at = CallState.WAITING, until


Move = Callable[[Call, Closing, Actor, datetime], None]
MOVES: Final[dict[Outcome, Move]] = {
    Outcome.CALL_BACK: promise,
    Outcome.CUT_OFF: ring_back,
    Outcome.NOT_TODAY: leave_alone,
    Outcome.AWAY: pause,
    Outcome.LANGUAGE: hand_to_language,
}


@transaction.atomic
def release_call(
    *, actor: Actor, call_id: int, token: int, reason: HandBackReason, at: datetime
) -> None:
    """Hand a person back, never to meet her again; refuse with `NOT_HELD`."""
    call, attempt = own_attempt(actor, call_id, token)
    if not is_held(call, attempt, at):
        raise Refused(Refusal.NOT_HELD)
    Conflict.objects.bulk_create(
        [Conflict(user_id=attempt.user_id, person=call.person, reason=reason, at=at)],
        ignore_conflicts=True,
    )
    attempt.ended_at, attempt.cause = at, Cause.HANDED_BACK
    attempt.hand_back_reason = reason
    attempt.save(update_fields=["ended_at", "cause", "hand_back_reason"])
    if reason is HandBackReason.INCONSISTENT:
        ask_steward(call=call, kind=TaskKind.INCONSISTENT, actor=actor, at=at)
    if reason is HandBackReason.TOO_HARD:
        raise_level(call)
    put_back(call, at)


def raise_level(call: Call) -> None:
    call.pool = pool_for(
        campaign_id=call.campaign_id,
        level=Level(min(call.pool.level + 1, Level.REFERENT)),
        language=call.pool.language,
        is_retry=call.pool.is_retry,
    )


@transaction.atomic
def take_back(*, actor: Actor, call_id: int, at: datetime) -> None:
    """The lead frees a call whose caller is gone; refuse with `NOT_HELD`."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("pool", "campaign")
    call = rows.get(pk=call_id)
    if call.held_by_id is None or not may_lead(call.campaign, actor):
        raise Refused(Refusal.NOT_HELD)
    Attempt.objects.filter(call=call, token=call.token, ended_at=None).update(
        ended_at=at, cause=Cause.TAKEN_BACK
    )
    put_back(call, at)


def put_back(call: Call, at: datetime) -> None:
    """Ready at once when no number was shown, with its promise; else quiet for two hours."""
    promised_at, due_at = call.promised_at, call.due_at
    was_shown, shown_at = call.shown_at is not None, call.shown_at
    let_go(call)
    if was_shown:
        call.tries_count += 1
        call.last_try_at, call.is_maybe_called = shown_at, True
        wait(call, at + QUIET_AFTER_LOST)
    elif promised_at is not None:
        call.state, call.promised_at, call.due_at = CallState.CALLBACK, promised_at, due_at
        call.open_at = due_at
    else:
        call.state = CallState.READY
    call.save()
    release(origin=Origin("CALL", call.pk), at=at)


@transaction.atomic
def entrust_promise(*, actor: Actor, call_id: int, at: datetime) -> None:
    """Give one's promise to the others, to be kept at its hour; refuse with `NOT_HELD`."""
    call = (
        Call.objects.select_for_update(of=("self",))
        .filter(pk=call_id, owner_id=actor.user_id, held_by=None)
        .order_by("pk")
        .first()
    )
    if call is None or call.due_at is None:
        raise Refused(Refusal.NOT_HELD)
    call.owner_id, call.open_at = None, call.due_at
    call.save(update_fields=["owner", "open_at"])
