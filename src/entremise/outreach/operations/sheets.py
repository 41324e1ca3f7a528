"""A sheet is typed: by another account than its caller's, once or twice; it never overwrites a later call."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.queries import human_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment, Reach
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, Sheet
from entremise.outreach.operations.closing import end_with, note_late
from entremise.outreach.operations.own_grants import give_own_grants
from entremise.outreach.rules import has_level
from entremise.outreach.vocabulary.calls import (
    CallState,
    Cause,
    ClosedCall,
    Closing,
    HandBackReason,
)
from entremise.outreach.vocabulary.campaigns import Level
from entremise.outreach.vocabulary.paper import (
    READ_WITHIN,
    TYPED_ALONE_AFTER,
    Refusal,
    SheetState,
    SheetToType,
)

TYPING_CAP_AN_HOUR = 40


@transaction.atomic
def begin_typing(*, actor: Actor, sheet: SheetToType, at: datetime) -> None:
    """Let the typist write about this person for a quarter of an hour; refuse with `OWN_SHEET`."""
    refuse_own(actor, sheet, at)
    row = Sheet.objects.select_related("bundle__campaign").get(pk=sheet.sheet_id)
    if not has_level(row.bundle.campaign, actor, Level.LISTENING):  # a lead who calls nobody
        give_own_grants(
            actor=actor,
            campaign_id=sheet.campaign_id,
            reach=Reach.ASSIGNED,
            hourly_cap=TYPING_CAP_AN_HOUR,
            at=at,
        )
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=sheet.person,
        purpose=sheet.purpose,
        origin=Origin("SHEET", sheet.sheet_id),
        until=at + READ_WITHIN,
    )
    assign(new=new, at=at)


def refuse_own(actor: Actor, sheet: SheetToType, at: datetime) -> None:
    """Nobody types her own sheet, under any of her accounts; nor twice, unless nobody else came for an hour."""
    mine = human_of(user_id=actor.user_id or 0)
    if mine == human_of(user_id=sheet.caller_id):
        raise Refused(Refusal.OWN_SHEET)
    first, first_at = sheet.first_typed_by, sheet.first_typed_at
    if first is None or first_at is None or at >= first_at + TYPED_ALONE_AFTER:
        return
    if mine == human_of(user_id=first):
        raise Refused(Refusal.OWN_SHEET)


def locked_sheet(sheet_id: int, *states: SheetState) -> tuple[Sheet, Call, Attempt]:
    """The call first, as everywhere; refuse with `NO_SHEET` when the sheet moved on meanwhile."""
    known = Sheet.objects.values_list("call_id", flat=True).get(pk=sheet_id)
    call = Call.objects.select_for_update(of=("self",)).select_related("campaign", "pool")
    row = call.get(pk=known)
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    if sheet.state not in states or sheet.attempt_id is None:
        raise Refused(Refusal.NO_SHEET)
    return sheet, row, Attempt.objects.get(pk=sheet.attempt_id)


@transaction.atomic
def note_typed_once(*, actor: Actor, sheet_id: int, at: datetime) -> None:
    """A grave sheet waits for a second pair of eyes; refuse with `NO_SHEET`."""
    sheet, _, _ = locked_sheet(
        sheet_id, SheetState.OUT, SheetState.BACK, SheetState.MISSING, SheetState.ONCE
    )
    sheet.state, sheet.first_typed_by_id, sheet.first_typed_at = SheetState.ONCE, actor.user_id, at
    sheet.save(update_fields=["state", "first_typed_by", "first_typed_at"])
    release(origin=Origin("SHEET", sheet_id), at=at, user_id=actor.user_id)


@transaction.atomic
def close_sheet(
    *,
    actor: Actor,
    sheet_id: int,
    closing: Closing | None,
    called_at: datetime,
    has_notice: bool,
    at: datetime,
    differences_count: int = 0,
) -> ClosedCall | None:
    """End the call as its caller wrote it, in her name; none when she did not call: the person is ready again.
    After a later call it is a note (`is_late`); refuse with `NO_SHEET`, `NOTICE_NOT_GIVEN`, `CALLBACK_OUTSIDE_HOURS`."""
    sheet, call, attempt = locked_sheet(
        sheet_id, SheetState.OUT, SheetState.BACK, SheetState.ONCE, SheetState.MISSING
    )
    done = written(call, attempt, closing, called_at, at, has_notice=has_notice)
    sheet.state = SheetState.LATE if not is_ours(call, attempt, done) else SheetState.TYPED
    sheet.typed_by_id, sheet.typed_at = actor.user_id, at
    sheet.differences_count = differences_count
    sheet.save(update_fields=["state", "typed_by", "typed_at", "differences_count"])
    release(origin=Origin("SHEET", sheet_id), at=at)
    return done


def is_ours(call: Call, attempt: Attempt, done: ClosedCall | None) -> bool:
    return not done.is_late if done is not None else call.token == attempt.token


def is_on_paper(call: Call, attempt: Attempt) -> bool:
    """Nobody took it since: on a screen, on another sheet or at the call-back desk."""
    return call.token == attempt.token and call.ended_at is None and call.held_by_id is None


def written(
    call: Call,
    attempt: Attempt,
    closing: Closing | None,
    called_at: datetime,
    at: datetime,
    *,
    has_notice: bool,
) -> ClosedCall | None:
    if closing is None:
        not_called(call, attempt, at)
        return None
    if not is_on_paper(call, attempt):
        return note_late(call, attempt, closing, at)
    attempt.shown_at = call.shown_at = called_at
    attempt.notice_given_at = called_at if has_notice else None
    attempt.save(update_fields=["shown_at", "notice_given_at"])
    author = Actor(user_id=attempt.user_id, roles=frozenset({Role.CALLER}))
    return end_with(call, attempt, closing, author, at)


def not_called(call: Call, attempt: Attempt, at: datetime) -> None:
    """Not a try: she is as if nobody had printed her."""
    attempt.shown_at, attempt.ended_at = None, at
    attempt.cause, attempt.hand_back_reason = Cause.HANDED_BACK, HandBackReason.SHIFT_ENDS
    attempt.save(update_fields=["shown_at", "ended_at", "cause", "hand_back_reason"])
    if is_on_paper(call, attempt) and call.state in (CallState.WAITING, CallState.READY):
        call.state, call.due_at, call.is_maybe_called = CallState.READY, None, False
        call.save(update_fields=["state", "due_at", "is_maybe_called"])
