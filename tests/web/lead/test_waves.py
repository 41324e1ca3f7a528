"""The lead's waves on the board: begun by hand, planned, stopped, and why none begins."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from tests.make import accounts, commons, people
from tests.make import outreach as make
from tests.web.lead.test_campaign import browser_of, url

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.journeys.watch_campaigns import watch_campaigns
from entremise.kernel.origin import Origin
from entremise.outreach.models import Call, Campaign, Wave
from entremise.outreach.operations.waves import set_rhythm

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make.room()


@pytest.fixture
def browser(room) -> Client:
    return browser_of(accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body()))


def board(browser, room):
    return browser.get(url("campaign", room.campaign.pk)).content.decode()


def test_an_alert_proposes_its_rhythm_and_the_lead_keeps_it(browser, room):
    assert "Aucune n’est prévue" in board(browser, room).replace("'", "’")
    in_three = localdate() + timedelta(days=3)

    answer = browser.post(
        url("rhythm", room.campaign.pk), {"days": 2, "next_on": in_three.isoformat()}
    )

    assert answer.status_code == 302
    kept = Campaign.objects.get(pk=room.campaign.pk)
    assert (kept.rhythm_days, kept.next_wave_on) == (2, in_three)
    assert "Prochaine vague" in board(browser, room)


def test_a_day_past_is_refused_and_what_was_typed_stays(browser, room):
    given = {"days": 4, "next_on": localdate().isoformat()}

    answer = browser.post(url("rhythm", room.campaign.pk), given)

    assert answer.status_code == 422
    assert 'value="4"' in answer.content.decode()


def test_a_wave_begun_by_hand_is_counted_on_the_board_and_in_the_balance(browser, room):
    Call.objects.update(state="DONE", ended_at=commons.now())

    browser.post(url("wave", room.campaign.pk))

    assert "commence" in board(browser, room)
    assert browser.post(url("wave", room.campaign.pk)).status_code == 409
    watch_campaigns(at=commons.now())
    assert Wave.objects.get().called_count == 1
    assert 'scope="row">2, ' in board(browser, room)
    balance = browser.get(url("balance", room.campaign.pk)).content.decode()
    assert "Vague 2" in balance


def test_the_rhythm_is_stopped(browser, room):
    set_rhythm(actor=SYSTEM, campaign_id=room.campaign.pk, days=2, at=commons.now())

    browser.post(url("no_rhythm", room.campaign.pk))

    assert Campaign.objects.get(pk=room.campaign.pk).rhythm_days is None


def test_a_wave_that_nothing_allows_says_so(browser, room):
    set_rhythm(actor=SYSTEM, campaign_id=room.campaign.pk, days=1, at=commons.now())
    Campaign.objects.update(next_wave_on=localdate())
    commons.suspend(Origin("CAMPAIGN", room.campaign.pk))

    assert "n’a pas commencé" in board(browser, room).replace("'", "’")
    assert browser.post(url("wave", room.campaign.pk)).status_code == 409


def test_a_lead_of_another_body_changes_nothing(room):
    stranger = browser_of(accounts.actor(Role.CAMPAIGN_LEAD, organization=accounts.organization()))

    answers = [
        stranger.post(url(name, room.campaign.pk), {"days": 1}).status_code
        for name in ("wave", "rhythm", "no_rhythm")
    ]

    assert answers == [404, 404, 404]
    assert Campaign.objects.get(pk=room.campaign.pk).rhythm_days is None
