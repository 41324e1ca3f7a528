from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.models import Bundle, Call, Sheet
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.lists import add_calls
from entremise.outreach.vocabulary.calls import CallState, Closing, Outcome, StopReason
from entremise.outreach.vocabulary.campaigns import CallToAdd, CampaignState, Level
from entremise.outreach.vocabulary.paper import BundleKind

pytestmark = pytest.mark.django_db
NOON = make.NOON
HOUR = timedelta(hours=1)


def wanted(person):
    return CallToAdd(person, Level.LISTENING, "fr", rank=0, reasons=())


def talked(campaign):
    caller = make.caller(campaign)
    taken = make.told(caller, campaign)
    closing = Closing(outcome=Outcome.SPOKEN_WELL)
    close_call(actor=caller, call_id=taken.call_id, token=taken.token, closing=closing, at=NOON)
    return taken.person


def test_nobody_is_talked_to_twice_on_one_day_even_by_two_campaigns():
    campaign, other = make.campaign(), make.campaign()
    make.call(campaign=campaign)
    person = talked(campaign)

    given = {"actor": SYSTEM, "campaign_id": other.pk, "calls": [wanted(person)]}
    add_calls(at=NOON + HOUR, **given)

    call = Call.objects.get(campaign=other)
    assert call.state == CallState.WAITING
    assert localtime(call.due_at).date() == localtime(NOON).date() + timedelta(days=1)


def added(person, at=NOON):
    campaign = make.campaign()
    return add_calls(actor=SYSTEM, campaign_id=campaign.pk, calls=[wanted(person)], at=at).added


@pytest.mark.parametrize("state", [CampaignState.OPEN, CampaignState.PAUSED, CampaignState.CLOSING])
def test_whom_a_campaign_past_its_last_day_still_has_is_called_by_the_next(state):
    over = make.campaign(state=state, ends_at=NOON - HOUR)
    call = make.call(campaign=over)

    assert added(call.person) == 1
    call.refresh_from_db()
    assert (call.state, call.stop_reason) == (CallState.STOPPED, StopReason.CAMPAIGN_CLOSED)


def test_whom_a_campaign_that_closes_never_called_is_called_by_the_next():
    call = make.call(campaign=make.campaign(state=CampaignState.CLOSING))

    assert added(call.person) == 1


@pytest.mark.parametrize("state", [CampaignState.OPEN, CampaignState.PAUSED])
def test_whom_a_campaign_may_still_call_stays_there(state):
    call = make.call(campaign=make.campaign(state=state))

    assert added(call.person) == 0
    call.refresh_from_db()
    assert call.state == CallState.READY


def test_a_list_that_is_completed_keeps_its_own_people():
    own = make.campaign(state=CampaignState.CLOSING)
    call = make.call(campaign=own)

    add_calls(actor=SYSTEM, campaign_id=own.pk, calls=[wanted(call.person)], at=NOON)

    assert Call.objects.get().state == CallState.READY


def test_whom_a_campaign_that_closes_tries_again_stays_there():
    call = make.call(campaign=make.campaign(state=CampaignState.CLOSING), is_retry=True)

    assert added(call.person) == 0


def test_who_is_on_paper_stays_with_her_caller_until_the_sheet_is_typed():
    over = make.campaign(ends_at=NOON - HOUR)
    call = make.call(campaign=over, state=CallState.WAITING, due_at=NOON)
    bundle = Bundle.objects.create(
        kind=BundleKind.HALF_DAY,
        code="C7K",
        campaign=over,
        caller_id=make.caller(over).user_id,
        on=NOON.date(),
        is_afternoon=False,
        printed_by_id=over.lead_id,
        printed_at=NOON - HOUR,
        held_until=NOON,
    )
    Sheet.objects.create(bundle=bundle, position=1, person=call.person, call=call)

    assert added(call.person) == 0


def test_an_alert_goes_before_calls_against_loneliness_and_those_come_back_after_it():
    weekly = make.campaign(purpose=Purpose.ISOLATION_CALL)
    call = make.call(campaign=weekly)

    assert added(call.person) == 1
    call.refresh_from_db()
    assert (call.state, call.stop_reason) == (CallState.STOPPED, StopReason.ALERT)


def test_calls_against_loneliness_take_nobody_from_an_alert_and_it_is_counted():
    person = make.call(campaign=make.campaign()).person
    weekly = make.campaign(purpose=Purpose.ISOLATION_CALL)

    given = add_calls(actor=SYSTEM, campaign_id=weekly.pk, calls=[wanted(person)], at=NOON)

    assert (given.added, given.elsewhere) == (0, 1)


def test_who_is_on_a_screen_stays_with_her_caller_when_an_alert_begins():
    weekly = make.campaign(purpose=Purpose.ISOLATION_CALL)
    make.call(campaign=weekly)
    taken = make.held(make.caller(weekly), weekly)

    assert added(taken.person) == 0
