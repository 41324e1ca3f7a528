"""How a call ends: its outcome, or back to the others without one."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import release
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.compiled import compiled, compiled_save
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, Conflict
from entremise.outreach.operations.calls import locked_calls
from entremise.outreach.operations.contacts import note_said
from entremise.outreach.operations.households import share_phone
from entremise.outreach.operations.outcomes import move, wait
from entremise.outreach.operations.pairs import (
    call_each_week,
    date_next_week,
    end_pairs,
    promise_again,
)
from entremise.outreach.operations.pools import pool_for
from entremise.outreach.operations.stopping import let_go, stop
from entremise.outreach.operations.tasks import ask_steward
from entremise.outreach.operations.visits import ask_visit
from entremise.outreach.rules import may_lead
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

STOPS: Final = {Outcome.OBJECTION: StopReason.OBJECTION, Outcome.DECEASED: StopReason.DEATH}
TASKS: Final = {
    Outcome.WRONG_NUMBER: TaskKind.WRONG_NUMBER,
    Outcome.OUT_OF_SERVICE: TaskKind.OUT_OF_SERVICE,
    Outcome.DECEASED: TaskKind.DEATH,
}

save_end = compiled_save(Attempt, "outcome", "ended_at", "is_promise_kept")
save_move = compiled_save(
    Call,
    "pool_id",
    "state",
    "tries_count",
    "not_today_count",
    "busy_count",
    "promises_missed_count",
    "last_try_at",
    "due_at",
    "open_at",
    "promised_at",
    "owner_id",
    "is_maybe_called",
    "held_by_id",
    "lease_until",
    "shown_at",
    "ended_at",
)


@transaction.atomic
def close_call(
    *, actor: Actor, call_id: int, token: int, closing: Closing, at: datetime
) -> ClosedCall:
    """End a call with its outcome; after the lease it is a note only (`is_late`); refuse with
    `NOT_HELD`, `NUMBER_NOT_SHOWN`, `NOTICE_NOT_GIVEN`, `CALLBACK_OUTSIDE_HOURS`, `PAIRS_FULL`, `RELATIVE_NOT_INFORMED`."""
    call, attempt = own_attempt(actor, call_id, token)
    if not is_held(call, attempt, at):
        return note_late(call, attempt, closing, at)
    if call.shown_at is None:
        raise Refused(Refusal.NUMBER_NOT_SHOWN)
    return end_with(call, attempt, closing, actor, at)


def end_with(
    call: Call, attempt: Attempt, closing: Closing, actor: Actor, at: datetime
) -> ClosedCall:
    """The outcome acts, from a screen or from paper; refuse with `NOTICE_NOT_GIVEN`, `CALLBACK_OUTSIDE_HOURS`."""
    if closing.outcome in SPOKEN and attempt.notice_given_at is None:
        raise Refused(Refusal.NOTICE_NOT_GIVEN)
    if closing.said is not None:
        note_said(call, attempt, closing.said, actor, at)
    end_attempt(call, attempt, closing, at)
    if closing.outcome in TASKS:
        ask_steward(call=call, kind=TASKS[closing.outcome], actor=actor, at=at)
    if closing.outcome in STOPS:
        stop(call=call, reason=STOPS[closing.outcome], at=at)
    else:
        let_go(call)
        move(call, closing, actor, at)
        save_move(call)
        release(origin=Origin("CALL", call.pk), at=at)
        share_phone(call=call, outcome=closing.outcome, actor=actor, at=at)
    if closing.outcome in SPOKEN:
        keep_word(call, closing, actor, at)
    return closed(call, attempt, is_late=False)


def keep_word(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """What was promised in a talk: each week, at a moment, by a visit, a correction of her entry."""
    if closing.is_weekly:
        call_each_week(call=call, actor=actor, at=at)
    if closing.callback_at is not None:
        promise_again(call=call, closing=closing, actor=actor, at=at)
    else:
        date_next_week(call=call, at=at)
    if closing.asks_visit:
        new = NewVisit(call.campaign_id, call.person, VisitCause.WISHED, call.pk)
        ask_visit(actor=actor, new=new, at=at)
    if closing.asks_correction:
        ask_steward(call=call, kind=TaskKind.INCONSISTENT, actor=actor, at=at)


def own_attempt(actor: Actor, call_id: int, token: int) -> tuple[Call, Attempt]:
    calls = locked_calls(call_id=call_id)
    attempts = attempts_of(call_id=call_id, token=token, user_id=actor.user_id or 0)
    if not (calls and attempts):
        raise Refused(Refusal.NOT_HELD)
    return calls[0], attempts[0]


@compiled
def attempts_of(*, call_id: int, token: int, user_id: int) -> QuerySet[Attempt]:
    mine = Attempt.objects.filter(call_id=call_id, token=token, user_id=user_id)
    return mine.order_by("pk")


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
        call.promises_missed_count += not attempt.is_promise_kept
    attempt.outcome, attempt.ended_at = closing.outcome, at
    save_end(attempt)
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
    call = next(iter(locked_calls(call_id=call_id)), None)
    if call is None or call.held_by_id is None or not may_lead(call.campaign, actor):
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
    end_pairs(user_id=actor.user_id, person=call.person, at=at)
    call.owner_id, call.open_at = None, call.due_at
    call.save(update_fields=["owner", "open_at"])
