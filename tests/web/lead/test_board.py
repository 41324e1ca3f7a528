"""What the board of a lead costs: it is drawn every minute, for weeks, by each of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import commons
from tests.make import outreach as make
from tests.web.lead.test_finishing import a_campaign, a_lead, browser_of

from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.models import Campaign
from entremise.outreach.queries.grounds import Ground, grounds_of

pytestmark = pytest.mark.django_db
AT_MOST = 12  # session, account, roles and header: four of them


def statements(browser: Client, campaign_id: int) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(reverse("lead:campaign", args=[campaign_id]))
    assert answer.status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in captured.captured_queries)


def under(campaign: Campaign) -> tuple[Ground, ...]:
    """A board under a decision asks besides whether its number is nearly reached."""
    return grounds_of(campaign_id=campaign.pk, at=commons.now())[:1]


def test_the_board_costs_the_same_for_three_calls_and_for_three_campaigns():
    room, browser = make.room(purpose=Purpose.ISOLATION_CALL), browser_of(a_lead())
    decided = commons.decision(registers=room.campaign.sources, people_cap=1)
    make.held(room.caller, room.campaign, commons.now())
    statements(browser, room.campaign.pk)  # what is kept for some minutes is counted once
    few = statements(browser, room.campaign.pk)

    for _turn in range(2):
        make.call(campaign=room.campaign)
        another = make.caller(room.campaign, seat=make.now_shift(room.campaign))
        make.held(another, room.campaign, commons.now())
        a_campaign(calls=3)

    assert [one.decision_id for one in under(room.campaign)] == [decided.pk]
    assert few <= AT_MOST
    assert statements(browser, room.campaign.pk) == few
