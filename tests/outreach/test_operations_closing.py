from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from tests.make import accounts
from tests.make import outreach as make

from entremise.commons.models import Assignment
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, Conflict, Task, Visit
from entremise.outreach.operations.calls import claim_next_call
from entremise.outreach.operations.closing import (
    close_call,
    entrust_promise,
    release_call,
    take_back,
)
from entremise.outreach.operations.settling import settle_task
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.vocabulary.calls import (
    CallState,
    Cause,
    Closing,
    HandBackReason,
    Outcome,
    Refusal,
    StopReason,
    TaskKind,
)

pytestmark = pytest.mark.django_db
NOON = make.NOON
MINUTE = timedelta(minutes=1)


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def caller(call):
    return make.caller(call.campaign)


def close(caller, taken, outcome, at=NOON, **given):
    closing = Closing(outcome=outcome, **given)
    return close_call(
        actor=caller, call_id=taken.call_id, token=taken.token, closing=closing, at=at
    )


def test_a_talk_ends_the_call_and_the_access(call, caller):
    taken = make.told(caller, call.campaign)

    done = close(caller, taken, Outcome.SPOKEN_WELL, NOON + MINUTE)

    assert (done.state, done.is_late) == (CallState.DONE, False)
    assert Assignment.objects.get().released_at == NOON + MINUTE


@pytest.mark.parametrize("outcome", [Outcome.SPOKEN_WELL, Outcome.SPOKEN_DIFFICULTY])
def test_nobody_has_spoken_before_the_notice(call, caller, outcome):
    taken = make.shown(caller, call.campaign)

    with pytest.raises(Refused, match=Refusal.NOTICE_NOT_GIVEN):
        close(caller, taken, outcome)


@pytest.mark.parametrize("outcome", [Outcome.SPOKEN_WELL, Outcome.SPOKEN_DIFFICULTY])
def test_the_database_holds_the_notice_before_a_talk(call, caller, outcome):
    taken = make.shown(caller, call.campaign)
    row = Attempt.objects.filter(call_id=taken.call_id)

    with pytest.raises(IntegrityError, match="spoken_only_after_notice"), transaction.atomic():
        row.update(outcome=outcome, ended_at=NOON)
    row.update(notice_given_at=NOON, outcome=outcome, ended_at=NOON)


def test_no_outcome_before_the_number(call, caller):
    taken = make.held(caller, call.campaign)

    with pytest.raises(Refused, match=Refusal.NUMBER_NOT_SHOWN):
        close(caller, taken, Outcome.NO_ANSWER)


def test_a_late_submit_is_a_note_and_never_the_outcome(call, caller):
    taken = make.told(caller, call.campaign)
    other = make.caller(call.campaign)
    late = NOON + timedelta(hours=3)
    make.booking(make.shift(call.campaign, starts_at=late, ends_at=late + 5 * MINUTE), other)
    make.held(other, call.campaign, late)

    done = close(caller, taken, Outcome.SPOKEN_WELL, late + MINUTE)

    assert done.is_late
    assert Call.objects.get().held_by_id == other.user_id
    row = Attempt.objects.get(token=1)
    assert (row.outcome, row.late_outcome, row.cause) == ("", "SPOKEN_WELL", Cause.LEASE_ENDED)


def test_the_same_outcome_sent_twice_counts_once(call, caller):
    taken = make.shown(caller, call.campaign)
    close(caller, taken, Outcome.NO_ANSWER)

    again = close(caller, taken, Outcome.NO_ANSWER, NOON + MINUTE)

    call.refresh_from_db()
    assert (again.is_late, call.tries_count) == (False, 1)


def test_who_never_held_a_call_cannot_end_it(call, caller):
    taken = make.shown(caller, call.campaign)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        close(make.caller(call.campaign), taken, Outcome.NO_ANSWER)


def test_no_answer_waits_for_another_half_day(call, caller):
    taken = make.shown(caller, call.campaign)

    done = close(caller, taken, Outcome.NO_ANSWER)

    assert done.state == CallState.WAITING
    assert localtime(done.next_at).hour == 14
    call.refresh_from_db()
    assert call.pool.is_retry


def test_busy_is_tried_again_in_twenty_minutes_three_times(call, caller):
    moment, waits = NOON, []
    for _ in range(4):
        taken = make.shown(caller, call.campaign, moment)
        done = close(caller, taken, Outcome.BUSY, moment)
        if done.next_at is None:
            break
        waits.append(done.next_at - moment)
        moment = done.next_at

    assert waits[:3] == [20 * MINUTE] * 3
    assert done.state != CallState.READY


def test_a_cut_line_comes_back_to_the_same_caller_in_five_minutes(call, caller):
    taken = make.shown(caller, call.campaign)
    close(caller, taken, Outcome.CUT_OFF)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(make.caller(call.campaign), call.campaign, NOON + 5 * MINUTE)
    assert make.held(caller, call.campaign, NOON + 5 * MINUTE).call_id == call.pk


def test_a_promise_is_kept_or_not(call, caller):
    taken = make.shown(caller, call.campaign)
    close(caller, taken, Outcome.CALL_BACK, callback_at=NOON + 30 * MINUTE)

    again = make.told(caller, call.campaign, NOON + 35 * MINUTE)
    close(caller, again, Outcome.SPOKEN_WELL, NOON + 40 * MINUTE)

    row = Attempt.objects.get(token=2)
    assert (row.is_promise_kept, row.promised_at) == (True, NOON)


@pytest.mark.parametrize(
    "moment", [NOON - MINUTE, NOON + timedelta(hours=2), NOON + timedelta(days=3)]
)
def test_nothing_is_promised_outside_the_hours(call, caller, moment):
    taken = make.shown(caller, call.campaign)

    with pytest.raises(Refused, match=Refusal.CALLBACK_OUTSIDE_HOURS):
        close(caller, taken, Outcome.CALL_BACK, callback_at=moment)


def test_a_promise_may_be_entrusted_to_the_others(call, caller):
    taken = make.shown(caller, call.campaign)
    close(caller, taken, Outcome.CALL_BACK, callback_at=NOON + 30 * MINUTE)
    entrust_promise(actor=caller, call_id=call.pk, at=NOON)

    other = make.held(make.caller(call.campaign), call.campaign, NOON + 30 * MINUTE)

    assert other.call_id == call.pk


def test_not_today_is_tried_once_more_in_seven_days(call, caller):
    done = close(caller, make.shown(caller, call.campaign), Outcome.NOT_TODAY)
    assert (done.state, done.next_at) == (CallState.WAITING, NOON + timedelta(days=7))
    week = NOON + timedelta(days=7)
    make.booking(make.shift(call.campaign, starts_at=week, ends_at=week + 9 * MINUTE), caller)

    done = close(caller, make.shown(caller, call.campaign, week), Outcome.NOT_TODAY, week)

    assert done.state == CallState.DONE


@pytest.mark.parametrize(
    ("outcome", "kind", "state"),
    [
        (Outcome.WRONG_NUMBER, TaskKind.WRONG_NUMBER, CallState.UNREACHABLE),
        (Outcome.OUT_OF_SERVICE, TaskKind.OUT_OF_SERVICE, CallState.UNREACHABLE),
        (Outcome.DECEASED, TaskKind.DEATH, CallState.STOPPED),
    ],
)
def test_what_is_wrong_in_a_register_goes_to_its_steward(call, caller, outcome, kind, state):
    done = close(caller, make.shown(caller, call.campaign), outcome)

    assert (done.state, Task.objects.get().kind) == (state, kind)


def test_a_number_put_right_is_called_again(call, caller):
    close(caller, make.shown(caller, call.campaign), Outcome.WRONG_NUMBER)

    settle_task(actor=caller, task_id=Task.objects.get().pk, can_be_called=True, at=NOON)

    assert make.held(caller, call.campaign, NOON).call_id == call.pk


def test_who_was_said_to_be_dead_by_mistake_is_called_again(call, caller):
    close(caller, make.shown(caller, call.campaign), Outcome.DECEASED)

    settle_task(actor=caller, task_id=Task.objects.get().pk, can_be_called=True, at=NOON)

    assert make.held(caller, call.campaign, NOON).call_id == call.pk
    call.refresh_from_db()
    assert call.stop_reason == ""


def test_a_death_that_is_confirmed_calls_nobody_and_sends_nobody(call, caller):
    close(caller, make.shown(caller, call.campaign), Outcome.DECEASED)

    settle_task(actor=caller, task_id=Task.objects.get().pk, can_be_called=False, at=NOON)

    call.refresh_from_db()
    assert (call.state, call.stop_reason) == (CallState.STOPPED, "DEATH")
    assert not Visit.objects.exists()


def test_another_language_waits_for_who_speaks_it(call, caller):
    close(caller, make.shown(caller, call.campaign), Outcome.LANGUAGE, language="uk")

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(make.caller(call.campaign), call.campaign)
    assert make.held(make.caller(call.campaign, languages=("uk",)), call.campaign)


def test_the_fourth_try_on_a_second_half_day_asks_for_a_visit(call, caller):
    moments = (NOON, NOON + timedelta(hours=3, minutes=5), NOON + timedelta(hours=5, minutes=30))
    for number, moment in enumerate((*moments, NOON + timedelta(days=1))):
        seat = make.shift(call.campaign, starts_at=moment, ends_at=moment + 9 * MINUTE)
        make.booking(seat, caller)
        Call.objects.filter(pk=call.pk).update(state=CallState.READY, due_at=None)
        done = close(caller, make.shown(caller, call.campaign, moment), Outcome.NO_ANSWER, moment)
        assert (number < 3) == (done.state == CallState.WAITING)

    assert done.state == CallState.UNREACHABLE


def test_a_person_handed_back_is_ready_for_the_others_at_once(call, caller):
    taken = make.held(caller, call.campaign)

    release_call(
        actor=caller,
        call_id=call.pk,
        token=taken.token,
        reason=HandBackReason.KNOWS_PERSON,
        at=NOON,
    )

    assert Conflict.objects.get().person == call.person
    assert make.held(make.caller(call.campaign), call.campaign).call_id == call.pk


def test_a_person_handed_back_after_the_number_is_quiet_for_two_hours(call, caller):
    taken = make.shown(caller, call.campaign)

    release_call(
        actor=caller, call_id=call.pk, token=taken.token, reason=HandBackReason.SHIFT_ENDS, at=NOON
    )

    call.refresh_from_db()
    assert (call.state, call.due_at) == (CallState.WAITING, NOON + timedelta(hours=2))


def test_a_promise_handed_back_stays_a_promise(call, caller):
    due = NOON + 30 * MINUTE
    close(caller, make.shown(caller, call.campaign), Outcome.CALL_BACK, callback_at=due)
    taken = make.held(caller, call.campaign, due)

    release_call(
        actor=caller, call_id=call.pk, token=taken.token, reason=HandBackReason.SHIFT_ENDS, at=due
    )

    other = make.caller(call.campaign)
    assert make.held(other, call.campaign, due + MINUTE).call_id == call.pk


def test_too_hard_asks_for_a_higher_level(call, caller):
    taken = make.held(caller, call.campaign)

    release_call(
        actor=caller, call_id=call.pk, token=taken.token, reason=HandBackReason.TOO_HARD, at=NOON
    )

    call.refresh_from_db()
    assert call.pool.level == 2


def test_only_the_lead_of_its_body_takes_a_call_back(call, caller):
    make.held(caller, call.campaign)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        take_back(actor=accounts.actor(), call_id=call.pk, at=NOON)
    take_back(actor=caller, call_id=call.pk, at=NOON)

    assert Call.objects.get().state == CallState.READY


def test_a_stop_takes_the_call_from_who_holds_it(call, caller):
    taken = make.shown(caller, call.campaign)

    stop_calls_of(person=call.person, reason=StopReason.OBJECTION, at=NOON)

    done = close(caller, taken, Outcome.NO_ANSWER, NOON + MINUTE)
    call.refresh_from_db()
    assert (done.is_late, call.state, call.held_by_id) == (True, CallState.STOPPED, None)


def test_a_person_has_one_live_call_in_all_campaigns(call):
    with pytest.raises(IntegrityError, match="one_live_call_a_person"), transaction.atomic():
        make.call(person=call.person)
    stop_calls_of(person=call.person, reason=StopReason.PURPOSE_ENDED, at=NOON)
    assert make.call(person=call.person)


def test_a_caller_has_one_held_call(caller, call):
    make.held(caller, call.campaign)
    other = make.call(campaign=call.campaign)

    with pytest.raises(IntegrityError, match="one_held_call_a_caller"), transaction.atomic():
        Call.objects.filter(pk=other.pk).update(
            state=CallState.HELD, held_by_id=caller.user_id, lease_until=NOON + MINUTE
        )
    assert claim_next_call(actor=caller, campaign_id=call.campaign_id, at=NOON).call_id == call.pk


def test_a_couple_on_one_phone_is_one_call_with_two_outcomes():
    campaign = make.campaign()
    her = make.call(campaign=campaign, household=b"p" * 32, rank=9)
    his = make.call(campaign=campaign, household=b"p" * 32)
    make.call(campaign=campaign, rank=8)
    caller = make.caller(campaign)

    close(caller, make.told(caller, campaign), Outcome.SPOKEN_WELL)

    assert make.held(caller, campaign).call_id == his.pk
    assert her.pk != his.pk


def test_a_phone_that_nobody_answers_is_quiet_for_both():
    campaign = make.campaign()
    make.call(campaign=campaign, household=b"p" * 32, rank=9)
    his = make.call(campaign=campaign, household=b"p" * 32)
    caller = make.caller(campaign)

    done = close(caller, make.shown(caller, campaign), Outcome.NO_ANSWER)

    his.refresh_from_db()
    assert (his.state, his.due_at, his.tries_count) == (CallState.WAITING, done.next_at, 0)
