from datetime import timedelta

import pytest
from tests.make import outreach as make

from entremise.accounts.vocabulary import Actor
from entremise.commons.models import Assignment
from entremise.commons.operations.objections import object_to
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, Caller
from entremise.outreach.operations.calls import (
    claim_next_call,
    give_notice,
    heartbeat,
    note_sign_of_life,
    show_number,
)
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import (
    CallState,
    Cause,
    Lane,
    Refusal,
    StopReason,
)
from entremise.outreach.vocabulary.campaigns import CampaignState, Level

pytestmark = pytest.mark.django_db
NOON = make.NOON
MINUTE = timedelta(minutes=1)


def test_two_callers_never_hold_the_same_call():
    call = make.call()
    claim_next_call(actor=make.caller(call.campaign), campaign_id=call.campaign_id, at=NOON)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        claim_next_call(actor=make.caller(call.campaign), campaign_id=call.campaign_id, at=NOON)


def test_a_caller_with_two_tabs_sees_one_person():
    campaign = make.campaign()
    make.call(campaign=campaign), make.call(campaign=campaign)
    caller = make.caller(campaign)

    first, second = make.held(caller, campaign), make.held(caller, campaign, NOON + MINUTE)

    assert (second.call_id, second.token, second.is_new) == (first.call_id, first.token, False)


def test_a_held_call_lets_its_caller_alone_see_the_person():
    call = make.call()
    caller = make.caller(call.campaign)

    make.held(caller, call.campaign)

    row = Assignment.objects.get()
    assert (row.user_id, row.person, row.purpose) == (
        caller.user_id,
        call.person,
        Purpose.ALERT_CALL,
    )
    assert (row.origin_kind, row.origin_id, row.until) == ("CALL", call.pk, NOON + 5 * MINUTE)


def test_the_greatest_rank_comes_first():
    campaign = make.campaign()
    make.call(campaign=campaign, rank=1)
    second = make.call(campaign=campaign, rank=9)

    assert make.held(make.caller(campaign), campaign).call_id == second.pk


def test_level_three_takes_level_three_then_two_then_one():
    campaign = make.campaign()
    calls = [make.call(campaign=campaign, level=level, rank=9 - level) for level in (1, 2, 3)]

    taken = [make.held(make.caller(campaign, level=3), campaign).call_id for _ in range(3)]

    assert taken == [call.pk for call in reversed(calls)]


def test_a_caller_gets_nobody_above_her_level():
    call = make.call(level=Level.SPOTTING)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(make.caller(call.campaign, level=Level.LISTENING), call.campaign)


def test_a_caller_gets_nobody_whose_language_she_does_not_speak():
    call = make.call(language="uk")

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(make.caller(call.campaign), call.campaign)
    taken = make.held(make.caller(call.campaign, languages=("fr", "uk")), call.campaign)
    assert taken.call_id == call.pk


def test_a_person_is_not_called_outside_her_own_hours():
    call = make.call(half_hours=1 << 20)  # from ten to half past ten

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(make.caller(call.campaign), call.campaign, NOON)
    assert make.held(make.caller(call.campaign), call.campaign, NOON - timedelta(minutes=55))


def test_somebody_handed_back_never_comes_again():
    call = make.call()
    caller = make.caller(call.campaign)
    make.conflict(caller, call.person)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(caller, call.campaign)


def test_an_objection_made_in_between_stops_the_call_at_the_take():
    campaign = make.campaign()
    call, other = make.call(campaign=campaign, rank=9), make.call(campaign=campaign)
    new = NewObjection(call.person, ObjectionScope.PURPOSE, Channel.PAPER, Purpose.ALERT_CALL)
    object_to(actor=Actor(None), new=new, at=NOON)

    taken = make.held(make.caller(campaign), campaign)

    assert taken.call_id == other.pk
    call.refresh_from_db()
    assert (call.state, call.stop_reason) == (CallState.STOPPED, StopReason.OBJECTION)


def test_a_promise_of_mine_comes_before_everything():
    campaign = make.campaign()
    caller = make.caller(campaign)
    make.call(campaign=campaign, rank=99)
    promised = promise(campaign, owner=caller, due_at=NOON - MINUTE)

    taken = make.held(caller, campaign)

    assert taken.call_id == promised.pk
    assert Call.objects.get(pk=promised.pk).lane == Lane.MINE


def test_a_promise_of_somebody_else_is_hers_for_half_an_hour():
    campaign = make.campaign()
    promise(campaign, owner=make.caller(campaign), due_at=NOON)
    other = make.caller(campaign)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(other, campaign, NOON + 29 * MINUTE)
    taken = make.held(other, campaign, NOON + 30 * MINUTE)
    assert Call.objects.get(pk=taken.call_id).lane == Lane.DATED


def test_a_promise_is_not_kept_before_its_hour():
    campaign = make.campaign()
    caller = make.caller(campaign)
    promise(campaign, owner=caller, due_at=NOON + MINUTE)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(caller, campaign)


def promise(campaign, *, owner, due_at):
    return make.call(
        campaign=campaign,
        is_retry=True,
        state=CallState.CALLBACK,
        owner_id=owner.user_id,
        promised_at=NOON - timedelta(days=1),
        due_at=due_at,
        open_at=due_at + timedelta(minutes=30),
    )


def test_those_never_called_come_before_those_tried_once_the_share_of_retries_is_reached():
    campaign = make.campaign()
    caller = make.caller(campaign)
    tried = make.call(campaign=campaign, is_retry=True, tries_count=1, rank=99)
    fresh = make.call(campaign=campaign)
    Caller.objects.filter(user_id=caller.user_id).update(takes_count=10, retries_count=5)

    taken = make.held(caller, campaign)

    assert (taken.call_id, tried.pk != fresh.pk) == (fresh.pk, True)


def test_an_alert_retries_before_it_begins_while_the_share_allows():
    campaign = make.campaign()
    tried = make.call(campaign=campaign, is_retry=True, tries_count=1)
    make.call(campaign=campaign, rank=99)

    assert make.held(make.caller(campaign), campaign).call_id == tried.pk


def test_in_quiet_times_those_never_called_come_first():
    campaign = make.campaign(purpose=Purpose.ISOLATION_CALL)
    make.call(campaign=campaign, is_retry=True, tries_count=1, rank=99)
    fresh = make.call(campaign=campaign)

    assert make.held(make.caller(campaign), campaign).call_id == fresh.pk


def test_a_waiting_call_is_ready_when_its_slot_is_reached():
    call = make.call(state=CallState.WAITING, due_at=NOON)
    caller = make.caller(call.campaign)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(caller, call.campaign, NOON - MINUTE)
    assert make.held(caller, call.campaign, NOON).call_id == call.pk


def test_a_closing_campaign_begins_with_nobody_new():
    campaign = make.campaign(state=CampaignState.CLOSING)
    make.call(campaign=campaign)
    tried = make.call(campaign=campaign, is_retry=True)
    caller = make.caller(campaign)

    assert make.held(caller, campaign).call_id == tried.pk
    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(make.caller(campaign), campaign)


@pytest.mark.parametrize(
    ("given", "at", "reason"),
    [
        ({"state": CampaignState.PAUSED}, NOON, Refusal.CAMPAIGN_NOT_OPEN),
        ({"ends_at": NOON}, NOON, Refusal.CAMPAIGN_NOT_OPEN),
        ({}, NOON + timedelta(hours=2), Refusal.OUTSIDE_HOURS),
    ],
    ids=["paused", "over", "lunch"],
)
def test_nobody_is_called_when_the_campaign_does_not_call(given, at, reason):
    call = make.call(campaign=make.campaign(**given))

    with pytest.raises(Refused, match=reason):
        make.held(make.caller(call.campaign), call.campaign, at)


def test_a_call_begun_before_the_end_of_the_hours_is_found_again_after_it():
    call = make.call()
    caller = make.caller(call.campaign)
    late = NOON + timedelta(minutes=88)
    taken = make.held(caller, call.campaign, late)

    assert make.held(caller, call.campaign, late + 3 * MINUTE).call_id == taken.call_id


def test_a_call_goes_on_after_the_end_of_the_shift():
    call = make.call()
    end = NOON + timedelta(minutes=5)
    who = make.caller(call.campaign, seat=make.shift(call.campaign, ends_at=end))
    taken = make.shown(who, call.campaign)

    again = make.held(who, call.campaign, end + timedelta(minutes=1))

    assert (again.call_id, again.is_new) == (taken.call_id, False)


def test_one_calls_during_a_shift_only():
    call = make.call()
    idle = make.caller(call.campaign, is_on_shift=False)

    with pytest.raises(Refused, match=Refusal.NOT_ON_SHIFT):
        make.held(idle, call.campaign)


def test_who_was_not_admitted_gets_nobody():
    call = make.call()
    stranger = make.caller(make.campaign())

    with pytest.raises(Refused, match=Refusal.NOT_A_CALLER):
        make.held(stranger, call.campaign)


def test_a_forgotten_claim_goes_back_to_the_list():
    call = make.call()
    first, second = make.caller(call.campaign), make.caller(call.campaign)
    make.held(first, call.campaign)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(second, call.campaign, NOON + 4 * MINUTE)
    taken = make.held(second, call.campaign, NOON + 5 * MINUTE)

    assert (taken.call_id, taken.token) == (call.pk, 2)
    assert Attempt.objects.get(token=1).cause == Cause.LEASE_ENDED


def test_a_number_shown_and_lost_waits_two_hours_and_says_perhaps_called_already():
    campaign = make.campaign()
    call = make.call(campaign=campaign, rank=9)
    make.call(campaign=campaign)
    make.shown(make.caller(campaign), campaign, NOON - timedelta(hours=1))
    lost = NOON - timedelta(minutes=15)  # 45 minutes without heartbeat

    make.held(make.caller(campaign), campaign, lost + MINUTE)

    call.refresh_from_db()
    assert (call.state, call.due_at) == (CallState.WAITING, lost + timedelta(hours=2))
    assert (call.is_maybe_called, call.tries_count) == (True, 1)


def test_who_finds_nobody_does_not_prolong_the_wait_of_those_lost():
    call = make.call()
    make.shown(make.caller(call.campaign), call.campaign, NOON - timedelta(hours=1))
    other = make.caller(call.campaign)

    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(other, call.campaign, NOON + timedelta(minutes=80))
    afternoon = NOON + timedelta(hours=3)
    make.booking(make.shift(call.campaign, starts_at=afternoon, ends_at=afternoon + MINUTE), other)
    assert make.held(other, call.campaign, afternoon).call_id == call.pk


def test_a_heartbeat_keeps_a_shown_call_twenty_minutes_more():
    call = make.call()
    caller = make.caller(call.campaign)
    taken = make.shown(caller, call.campaign)

    until = heartbeat(actor=caller, call_id=call.pk, token=taken.token, at=NOON + 10 * MINUTE)

    assert until == NOON + 30 * MINUTE
    assert Assignment.objects.get().until == until


def test_before_the_number_nothing_prolongs():
    call = make.call()
    caller = make.caller(call.campaign)
    taken = make.held(caller, call.campaign)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        heartbeat(actor=caller, call_id=call.pk, token=taken.token, at=NOON + MINUTE)


def test_without_heartbeat_a_saved_step_keeps_the_call_three_quarters_of_an_hour():
    call = make.call()
    caller = make.caller(call.campaign)
    taken = make.shown(caller, call.campaign)

    until = note_sign_of_life(
        actor=caller, call_id=call.pk, token=taken.token, at=NOON + 30 * MINUTE
    )

    assert until == NOON + 75 * MINUTE


@pytest.mark.parametrize("late", [timedelta(minutes=5), timedelta(hours=3)])
def test_the_number_is_refused_once_the_lease_is_over(late):
    call = make.call()
    caller = make.caller(call.campaign)
    taken = make.held(caller, call.campaign)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        show_number(actor=caller, call_id=call.pk, token=taken.token, at=NOON + late)


def test_the_number_is_refused_to_an_older_token():
    call = make.call()
    caller = make.caller(call.campaign)
    old = make.held(caller, call.campaign)
    make.held(caller, call.campaign, NOON + 6 * MINUTE)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        show_number(actor=caller, call_id=call.pk, token=old.token, at=NOON + 7 * MINUTE)


def test_the_number_is_refused_to_a_colleague():
    call = make.call()
    taken = make.held(make.caller(call.campaign), call.campaign)
    other = make.caller(call.campaign)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        show_number(actor=other, call_id=call.pk, token=taken.token, at=NOON)


def test_an_objection_refuses_the_number_on_a_page_that_is_open():
    call = make.call()
    caller = make.caller(call.campaign)
    taken = make.held(caller, call.campaign)
    new = NewObjection(
        call.person,
        ObjectionScope.CAMPAIGN,
        Channel.DESK,
        origin=Origin("CAMPAIGN", call.campaign_id),
    )
    object_to(actor=Actor(None), new=new, at=NOON)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        show_number(actor=caller, call_id=call.pk, token=taken.token, at=NOON)
    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(caller, call.campaign)


def test_the_notice_is_recorded_once():
    call = make.call()
    caller = make.caller(call.campaign)
    taken = make.told(caller, call.campaign)

    give_notice(actor=caller, call_id=call.pk, token=taken.token, at=NOON + MINUTE)

    assert held_call(actor=caller, call_id=call.pk, at=NOON).notice_given_at == NOON


def test_nobody_but_the_holder_reads_the_held_call():
    call = make.call()
    taken = make.held(make.caller(call.campaign), call.campaign)

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        held_call(actor=make.caller(call.campaign), call_id=taken.call_id, at=NOON)


def test_a_first_take_starts_the_shift():
    campaign = make.campaign()
    make.call(campaign=campaign)
    caller = make.caller(campaign, is_on_shift=False)
    shift = make.shift(campaign)
    make.caller(campaign, level=4, seat=shift)
    seat = make.booking(shift, caller, state="BOOKED", started_at=None)

    make.held(caller, campaign)

    seat.refresh_from_db()
    assert (seat.state, seat.started_at) == ("STARTED", NOON)


def test_the_next_person_costs_seven_statements_whatever_waits(django_assert_num_queries):
    campaign = make.campaign()
    for _ in range(30):
        make.call(campaign=campaign)
    caller = make.caller(campaign, level=3, languages=("fr", "ar", "uk"))
    claim_next_call(actor=make.caller(campaign), campaign_id=campaign.pk, at=NOON)

    with django_assert_num_queries(7):  # savepoint and release in place of BEGIN and COMMIT
        claim_next_call(actor=caller, campaign_id=campaign.pk, at=NOON)
