from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import accounts, commons, people
from tests.make import outreach as make
from tests.make.kits import kit_version
from tests.make.people import CANARIES

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.commons.models import Grant
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import RegisterKind
from entremise.outreach.models import Call, Caller, Campaign
from entremise.outreach.operations.closing import close_call
from entremise.outreach.vocabulary.calls import Closing, Outcome
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.solidarity.models import Shift

pytestmark = pytest.mark.django_db


def browser_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def a_lead():
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())


def url(name, *args):
    return reverse(f"lead:{name}", args=args)


def test_a_campaign_is_ready_in_five_short_steps():
    source = commons.register(RegisterKind.CASF_ALERT)
    people.person_in(source)
    people.person_in(source, people.sheet())
    commons.activation()
    lead = a_lead()
    accounts.actor(Role.ORIENTEUR, organization=people.body())
    caller = accounts.actor(Role.CALLER, organization=people.body())
    browser, today = browser_of(lead), localtime().date()

    new = {
        "kit": kit_version(),
        "title": "Canicule d'essai",
        "purpose": "ALERT_CALL",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=20)).isoformat(),
        "switchboard": "01 99 00 12 00",
    }
    browser.post(url("new"), new)
    campaign = Campaign.objects.get()
    browser.post(url("registers", campaign.pk), {"sources": [source]})
    admitted = {"user": caller.user_id, "level": 4, "languages": ["fr"]}
    browser.post(url("team", campaign.pk), admitted)
    shift = {"on": (today + timedelta(days=1)).isoformat(), "start": "14:00", "end": "17:00"}
    browser.post(url("shifts", campaign.pk), shift | {"seats": 12, "days": 2})
    browser.post(url("check", campaign.pk))
    browser.post(url("open", campaign.pk))

    campaign.refresh_from_db()
    assert campaign.state == CampaignState.OPEN
    assert (Call.objects.count(), Shift.objects.count(), Caller.objects.count()) == (2, 2, 1)
    given = Grant.objects.filter(user_id=caller.user_id, reach=Reach.ASSIGNED)
    assert {tuple(grant.registers) for grant in given} == {(source,), (campaign.register_id,)}


def test_a_register_without_act_or_decision_cannot_be_chosen():
    commons.register(RegisterKind.CASF_ALERT)
    campaign = make.campaign(organization=people.body(), state="DRAFT", opened_at=None)

    answer = browser_of(a_lead()).get(url("registers", campaign.pk))

    assert answer.status_code == 200
    assert 'name="sources"' not in answer.content.decode()


def test_a_campaign_with_gaps_does_not_open():
    campaign = make.campaign(organization=people.body(), state="CHECKED", opened_at=None)

    answer = browser_of(a_lead()).post(url("open", campaign.pk))

    assert answer.status_code == 409


def test_the_board_shows_figures_and_no_name():
    room = make.room()
    make.held(room.caller, room.campaign, commons.now())

    answer = browser_of(a_lead()).get(url("campaign", room.campaign.pk))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Awa Diarra" in text
    assert not any(canary in text for canary in CANARIES)


def test_the_lead_of_another_body_sees_nothing():
    room = make.room()
    stranger = accounts.actor(Role.CAMPAIGN_LEAD)

    for name in ("campaign", "registers", "team", "shifts", "content", "close"):
        assert browser_of(stranger).get(url(name, room.campaign.pk)).status_code == 404


def test_a_pause_has_a_reason_that_callers_meet():
    room = make.room()
    browser = browser_of(a_lead())

    assert browser.post(url("pause", room.campaign.pk), {"reason": ""}).status_code == 422
    browser.post(url("pause", room.campaign.pk), {"reason": "Trop de comptes rendus"})

    room.campaign.refresh_from_db()
    assert room.campaign.state == CampaignState.PAUSED
    taken = browser_of(room.caller).post(reverse("phone:take", args=[room.campaign.pk]))
    assert taken.status_code == 409


def test_a_lead_takes_a_call_back():
    room = make.room()
    taken = make.held(room.caller, room.campaign, commons.now())

    browser_of(a_lead()).post(url("take_back", room.campaign.pk, taken.call_id))

    assert Call.objects.get().held_by_id is None


def test_closing_ends_calls_and_grants():
    room = make.room()
    browser = browser_of(a_lead())
    browser.post(url("closing", room.campaign.pk))

    browser.post(url("close", room.campaign.pk))

    assert Call.objects.get().stop_reason == "CAMPAIGN_CLOSED"
    assert set(
        Grant.objects.filter(origin_id=room.campaign.pk).values_list("state", flat=True)
    ) == {"REVOKED"}


def test_the_board_says_whether_it_ends_in_time():
    room = make.room(people.LUCIENNE, *(people.sheet() for _ in range(5)))
    for days in (2, 1):
        moment = commons.now() - timedelta(days=days)
        Campaign.objects.update(starts_at=moment - timedelta(days=1))
        seat = make.shift(
            room.campaign,
            starts_at=moment - timedelta(hours=1),
            ends_at=moment + timedelta(hours=1),
        )
        make.booking(seat, room.caller)
        taken = make.told(room.caller, room.campaign, moment)
        end(room.caller, taken, moment)

    text = browser_of(a_lead()).get(url("campaign", room.campaign.pk)).content.decode()

    assert "À ce rythme" in text
    assert "À temps" in text


def end(caller, taken, at):
    close_call(
        actor=caller,
        call_id=taken.call_id,
        token=taken.token,
        closing=Closing(Outcome.SPOKEN_WELL),
        at=at,
    )
