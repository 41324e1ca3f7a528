"""Each outcome of the specification, and the one way in which it goes on."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from tests.make import outreach as make

from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, Task, Visit
from entremise.outreach.operations.closing import close_call
from entremise.outreach.vocabulary.calls import (
    CallState,
    Closing,
    Outcome,
    Refusal,
    StopReason,
    TaskKind,
)
from entremise.outreach.vocabulary.visits import VisitCause

pytestmark = pytest.mark.django_db
NOON = make.NOON  # eleven in Aubrelle, a Thursday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OTHER_HALF_DAY = 3 * HOUR  # two in the afternoon


@dataclass(frozen=True)
class Row:
    """What an outcome leads to: a state, the next moment, whose it is, what a steward is asked."""

    outcome: Outcome
    state: CallState
    after: timedelta | None = None
    is_mine: bool = False
    task: TaskKind | None = None
    stop: str = ""
    language: str = "fr"
    given: dict[str, object] = field(default_factory=dict)


TABLE = (
    Row(Outcome.NO_ANSWER, CallState.WAITING, OTHER_HALF_DAY),
    Row(Outcome.BUSY, CallState.WAITING, 20 * MINUTE),
    Row(Outcome.VOICEMAIL, CallState.WAITING, OTHER_HALF_DAY),
    Row(Outcome.CUT_OFF, CallState.CALLBACK, 5 * MINUTE, is_mine=True),
    Row(Outcome.SPOKEN_WELL, CallState.DONE),
    Row(Outcome.SPOKEN_DIFFICULTY, CallState.DONE),
    Row(
        Outcome.CALL_BACK,
        CallState.CALLBACK,
        40 * MINUTE,
        is_mine=True,
        given={"callback_at": NOON + 40 * MINUTE},
    ),
    Row(Outcome.NOT_TODAY, CallState.WAITING, 7 * DAY),
    Row(Outcome.OBJECTION, CallState.STOPPED, stop=StopReason.OBJECTION),
    Row(Outcome.WRONG_NUMBER, CallState.UNREACHABLE, task=TaskKind.WRONG_NUMBER),
    Row(Outcome.OUT_OF_SERVICE, CallState.UNREACHABLE, task=TaskKind.OUT_OF_SERVICE),
    Row(Outcome.RELATIVE_ANSWERED, CallState.WAITING, OTHER_HALF_DAY),
    Row(Outcome.LANGUAGE, CallState.READY, language="uk", given={"language": "uk"}),
    Row(Outcome.AWAY, CallState.WAITING, 12 * DAY, given={"away_until": NOON + 12 * DAY}),
    Row(Outcome.MINOR_ALONE, CallState.WAITING, OTHER_HALF_DAY),
    Row(Outcome.DECEASED, CallState.STOPPED, task=TaskKind.DEATH, stop=StopReason.DEATH),
    Row(Outcome.EMERGENCY, CallState.DONE),
)


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def caller(call):
    return make.caller(call.campaign)


def close(caller, call, outcome, at=NOON, **given):
    taken = make.told(caller, call.campaign, at)
    closing = Closing(outcome=outcome, **given)
    done = close_call(
        actor=caller, call_id=taken.call_id, token=taken.token, closing=closing, at=at
    )
    call.refresh_from_db()
    return done


def test_the_table_has_every_outcome():
    assert {row.outcome for row in TABLE} == set(Outcome)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.outcome)
def test_each_outcome_goes_on_as_the_specification_says(call, caller, row):
    done = close(caller, call, row.outcome, **row.given)

    assert (done.state, call.state, call.stop_reason) == (row.state, row.state, row.stop)
    assert call.due_at == (None if row.after is None else NOON + row.after)
    assert (call.owner_id == caller.user_id) is row.is_mine
    assert [one.kind for one in Task.objects.all()] == ([row.task] if row.task else [])
    assert call.pool.language == row.language
    assert Attempt.objects.get().outcome == row.outcome


def on_shift(call, caller, at):
    make.booking(make.shift(call.campaign, starts_at=at, ends_at=at + 20 * MINUTE), caller)


def test_three_busy_lines_then_another_half_day(call, caller):
    waits = []
    at = NOON
    for _ in range(4):
        close(caller, call, Outcome.BUSY, at)
        waits.append(call.due_at - at)
        at = call.due_at

    assert waits[:3] == [20 * MINUTE] * 3
    assert localtime(call.due_at).date() > localtime(NOON).date()  # four tries a day at most


def test_a_line_that_is_always_cut_ends_with_a_visit(call, caller):
    at = NOON
    for _ in range(6):
        close(caller, call, Outcome.CUT_OFF, at)
        at = call.due_at or at

    assert call.state == CallState.UNREACHABLE
    visit = Visit.objects.get()
    assert (visit.cause, visit.call_id) == (VisitCause.UNREACHABLE, call.pk)


def test_enough_tries_on_two_half_days_ask_for_a_visit_and_on_one_do_not(call, caller):
    """Four in forty-eight hours, the fourth on a second half-day."""
    at = NOON
    for number in range(4):
        on_shift(call, caller, at)
        Call.objects.filter(pk=call.pk).update(state=CallState.READY, due_at=None)
        close(caller, call, Outcome.NO_ANSWER, at)
        assert Visit.objects.exists() == (number == 3)
        at = NOON + 5 * HOUR + number * 10 * MINUTE

    assert call.state == CallState.UNREACHABLE


def test_a_promise_kept_too_late_is_counted(call, caller):
    close(caller, call, Outcome.CALL_BACK, callback_at=NOON + 10 * MINUTE)

    late = NOON + 41 * MINUTE
    close(caller, call, Outcome.CALL_BACK, late, callback_at=late + 10 * MINUTE)

    assert call.promises_missed_count == 1
    assert Attempt.objects.order_by("pk").last().is_promise_kept is False


def test_a_person_who_is_not_free_a_second_time_is_left_alone(call, caller):
    close(caller, call, Outcome.NOT_TODAY)
    week = NOON + 7 * DAY
    on_shift(call, caller, week)

    close(caller, call, Outcome.NOT_TODAY, week)

    assert call.state == CallState.DONE


def test_no_outcome_is_taken_without_a_hold(call, caller):
    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        close_call(
            actor=caller,
            call_id=call.pk,
            token=1,
            closing=Closing(outcome=Outcome.NO_ANSWER),
            at=NOON,
        )
