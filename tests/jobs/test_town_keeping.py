"""A demonstration left running: its urgent reports are placed before its campaign would pause."""

from datetime import timedelta

import pytest
from tests.journeys.test_watch_campaigns import late_report, state_of
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.jobs.town import keeping
from entremise.jobs.town.staff import WORKERS
from entremise.journeys.watch_campaigns import watch_campaigns
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.referral.models import Report
from entremise.referral.vocabulary.reports import ReportState

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(monkeypatch):
    monkeypatch.setattr(keeping, "freshen", lambda now: None)  # shifts are tested elsewhere
    who = accounts.actor(Role.ORIENTEUR, organization=people.body())
    login = next(one.login for one in WORKERS if one.name == keeping.ORIENTEUR)
    User.objects.filter(pk=who.user_id).update(login=login)


@pytest.mark.usefixtures("at_work")
def test_what_no_visitor_has_placed_is_placed_and_the_campaign_goes_on():
    room, at = make.room(), commons.now()
    late_report(room.campaign, hours=17)

    keeping.keep_town(at)

    assert Report.objects.get().state == ReportState.CLOSED
    watch_campaigns(at=at + timedelta(hours=9))
    assert state_of(room.campaign) == CampaignState.OPEN


@pytest.mark.usefixtures("at_work")
def test_what_a_visitor_may_still_place_is_left_to_her():
    room = make.room()
    late_report(room.campaign, hours=3)

    keeping.keep_town(commons.now())

    assert Report.objects.get().state == ReportState.WAITING
