"""Several campaigns side by side: one line each, constant in statements, nothing of another body."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from tests.journeys.test_watch_campaigns import late_report
from tests.make import accounts, commons, people, triage
from tests.make import outreach as make
from tests.web.lead.test_campaign import a_lead, browser_of, url

from entremise.accounts.vocabulary import Role
from entremise.outreach.models import Call
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.queries.together import side_by_side

pytestmark = pytest.mark.django_db


def decider():
    return triage.browser(accounts.actor(Role.DECIDER, organization=people.body()))


def statements(browser):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url("together")).status_code == 200
    return len(captured)


def test_a_decider_sees_stock_talks_end_and_late_reports():
    room = make.room(people.sheet(), people.sheet())
    late_report(room.campaign)
    done = Call.objects.order_by("pk").first()
    Call.objects.filter(pk=done.pk).update(state="DONE", ended_at=commons.now())

    seen = decider().get(url("together")).content.decode()

    assert room.campaign.title in seen
    assert "1 / 2" in seen
    assert url("campaign", room.campaign.pk) not in seen  # she decides, she does not lead
    assert 'class="n late"' in seen


def test_the_lead_goes_on_to_her_board():
    room = make.room()

    seen = browser_of(a_lead()).get(url("together")).content.decode()

    assert url("campaign", room.campaign.pk) in seen


def test_the_end_is_told_at_the_pace_of_the_last_days():
    room, at = make.room(*(people.sheet() for _ in range(4))), commons.now()
    Call.objects.filter(pk=Call.objects.first().pk).update(state="DONE", ended_at=at)

    (found,) = side_by_side(campaigns=campaigns_running(), at=at)

    opened_days = (at - room.campaign.opened_at) / timedelta(days=1)
    assert found.left == 3
    assert found.ends_on >= localdate(at) + timedelta(days=round(3 * min(7, opened_days)))


def test_three_campaigns_cost_no_more_statements_than_one():
    browser = decider()
    make.room()
    browser.get(url("together"))
    one = statements(browser)
    make.room()
    make.room()

    assert statements(browser) == one


def test_another_body_sees_nothing_of_it():
    room = make.room()
    other = accounts.actor(Role.CAMPAIGN_LEAD, organization=accounts.organization())

    assert room.campaign.title not in browser_of(other).get(url("together")).content.decode()


def test_nothing_under_way_says_so():
    assert "en cours" in decider().get(url("together")).content.decode()
