"""The same caller each week: the next call is hers first, twelve at most, and nobody is lost when she leaves."""

from datetime import timedelta

import pytest
from tests.make import accounts
from tests.make import outreach as make

from entremise.accounts.models import User
from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Pair
from entremise.outreach.operations.callers import dismiss_caller
from entremise.outreach.operations.campaigns import close_campaign
from entremise.outreach.operations.closing import close_call, entrust_promise
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.queries.home import caller_home
from entremise.outreach.vocabulary.calls import (
    PAIRS_AT_MOST,
    CallState,
    Closing,
    Outcome,
    Refusal,
    StopReason,
)
from entremise.outreach.vocabulary.campaigns import CampaignState

pytestmark = pytest.mark.django_db
NOON = make.NOON
WEEK, DAY = timedelta(days=7), timedelta(days=1)


@pytest.fixture
def campaign():
    return make.campaign()


@pytest.fixture
def caller(campaign):
    return make.caller(campaign)


def talk(caller, campaign, at=NOON, *, is_weekly=True):
    """A talk that ends well; the call that is dated next, or none."""
    taken = make.told(caller, campaign, at)
    closing = Closing(outcome=Outcome.SPOKEN_WELL, is_weekly=is_weekly)
    close_call(actor=caller, call_id=taken.call_id, token=taken.token, closing=closing, at=at)
    return Call.objects.filter(person=taken.person, ended_at=None).first()


def at_work(who, campaign, at):
    make.booking(make.shift(campaign, starts_at=at, ends_at=at + timedelta(hours=3)), who)


def test_her_next_call_is_in_a_week_and_hers_first(campaign, caller):
    make.call(campaign=campaign)

    following = talk(caller, campaign)

    assert (following.state, following.due_at, following.wave) == (
        CallState.CALLBACK,
        NOON + WEEK,
        2,
    )
    other = make.caller(campaign)
    for who in (caller, other):
        at_work(who, campaign, NOON + WEEK)
    with pytest.raises(Refused, match=Refusal.NO_CALL_LEFT):
        make.held(other, campaign, NOON + WEEK)
    assert make.held(caller, campaign, NOON + WEEK).call_id == following.pk
    assert caller_home(actor=caller, at=NOON).weekly == ()


def test_it_goes_on_week_after_week_without_being_asked(campaign, caller):
    make.call(campaign=campaign)
    talk(caller, campaign)
    at_work(caller, campaign, NOON + WEEK)

    following = talk(caller, campaign, NOON + WEEK, is_weekly=False)

    assert (following.wave, following.due_at) == (3, NOON + 2 * WEEK)
    assert Pair.objects.count() == 1


def test_a_day_later_a_colleague_rings(campaign, caller):
    make.call(campaign=campaign)
    following = talk(caller, campaign)
    other = make.caller(campaign)
    at_work(other, campaign, NOON + WEEK + DAY)

    assert make.held(other, campaign, NOON + WEEK + DAY).call_id == following.pk


def test_nobody_rings_more_than_twelve_each_week(campaign, caller):
    for _ in range(PAIRS_AT_MOST + 1):
        make.call(campaign=campaign)
    for _ in range(PAIRS_AT_MOST):
        talk(caller, campaign)

    with pytest.raises(Refused, match=Refusal.PAIRS_FULL):
        talk(caller, campaign)
    assert talk(caller, campaign, is_weekly=False) is None


def test_what_she_entrusts_is_for_anybody_at_its_hour(campaign, caller):
    make.call(campaign=campaign)
    following = talk(caller, campaign)
    assert [one.call_id for one in caller_home(actor=caller, at=NOON).weekly] == [following.pk]

    entrust_promise(actor=caller, call_id=following.pk, at=NOON)

    following.refresh_from_db()
    assert (following.owner_id, following.open_at) == (None, following.due_at)
    assert not Pair.objects.filter(ended_at=None).exists()


def test_who_leaves_the_campaign_leaves_her_people_to_the_others(campaign, caller):
    make.call(campaign=campaign)
    following = talk(caller, campaign)
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=campaign.organization)

    dismiss_caller(actor=lead, campaign_id=campaign.pk, user_id=caller.user_id, at=NOON)

    following.refresh_from_db()
    assert (following.owner_id, following.open_at) == (None, following.due_at)


def test_a_refusal_ends_the_pair_and_its_next_call(campaign, caller):
    make.call(campaign=campaign)
    following = talk(caller, campaign)

    stop_calls_of(person=following.person, reason=StopReason.OBJECTION, at=NOON)

    following.refresh_from_db()
    assert following.state == CallState.STOPPED
    assert not Pair.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("given", [{"state": CampaignState.CLOSING}, {"ends_at": NOON + 6 * DAY}])
def test_no_week_is_dated_past_the_campaign(campaign, caller, given):
    make.call(campaign=campaign)
    taken = make.told(caller, campaign)
    type(campaign).objects.filter(pk=campaign.pk).update(**given)

    closing = Closing(outcome=Outcome.SPOKEN_WELL, is_weekly=True)
    close_call(actor=caller, call_id=taken.call_id, token=taken.token, closing=closing, at=NOON)

    assert not Call.objects.filter(ended_at=None).exists()


def test_a_campaign_that_is_closed_leaves_room_for_the_pairs_of_the_next(campaign, caller):
    for _number in range(PAIRS_AT_MOST):
        make.call(campaign=campaign)
        talk(caller, campaign)
    close_campaign(actor=SYSTEM, campaign_id=campaign.pk, at=NOON)

    following = make.campaign(organization=campaign.organization)
    again = make.caller(following, user=User.objects.get(pk=caller.user_id))
    call = make.call(campaign=following)
    talk(again, following)

    assert Pair.objects.get(ended_at=None).person == call.person
