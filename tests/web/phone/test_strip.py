import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, commons, people
from tests.make import outreach as make
from tests.make.people import CANARIES

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.journeys.raise_alarm import raise_danger, raise_hard_call
from entremise.outreach.operations.alarms import close_alarm, see_alarm
from entremise.outreach.queries.alarms import alarms_about
from entremise.web.shell.idle import SEEN_KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make.room()


def browser_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def danger(room):
    taken = make.shown(room.caller, room.campaign, commons.now())
    return raise_danger(
        actor=room.caller, call_id=taken.call_id, token=taken.token, at=commons.now()
    )


def strip_of(actor):
    return browser_of(actor).get(reverse("phone:strip")).content.decode()


def an_orienteur():
    return accounts.actor(Role.ORIENTEUR, organization=people.body())


def test_a_lead_has_the_frame_of_alarms_on_every_page():
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())

    text = browser_of(lead).get(reverse("lead:new")).content.decode()

    assert f'<iframe class="strip" src="{reverse("phone:strip")}?live=1"' in text


def test_a_caller_has_it_when_an_alarm_may_concern_her(room):
    home = reverse("phone:home")
    assert "<iframe" not in browser_of(room.caller).get(home).content.decode()

    danger(room)

    referent = make.caller(room.campaign, level=4)
    for who in (room.caller, referent):
        assert "<iframe" in browser_of(who).get(home).content.decode()


def test_a_danger_is_told_in_the_frame_with_who_raised_it_and_no_word_of_the_person(room):
    orienteur = an_orienteur()
    assert "Aucune alarme" in strip_of(orienteur)
    alarm_id = danger(room)

    text = strip_of(orienteur)

    assert room.user.display_name in text
    assert reverse("triage:alarm", args=[alarm_id]) in text
    assert not any(canary in text for canary in CANARIES)


def test_who_raised_it_reads_that_somebody_is_on_it(room):
    orienteur = an_orienteur()
    alarm_id = danger(room)

    see_alarm(actor=orienteur, alarm_id=alarm_id, at=commons.now())

    name = User.objects.get(pk=orienteur.user_id).display_name
    assert f"{name} s'en occupe" in strip_of(room.caller).replace("’", "'")
    close_alarm(actor=orienteur, alarm_id=alarm_id, at=commons.now())
    assert "Aucune alarme" in strip_of(room.caller)


def test_a_danger_comes_before_a_hard_call_and_both_are_counted(room):
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body(), user=room.campaign.lead)
    raise_hard_call(actor=room.caller, campaign_id=room.campaign.pk, at=commons.now())
    danger(room)

    assert len(alarms_about(user_id=lead.user_id)) == 2
    text = strip_of(lead)
    assert "en danger" in text and "(+1)" in text
    assert reverse("lead:campaign", args=[room.campaign.pk]) in text


def test_the_frame_looks_again_by_itself_in_our_pages_only_and_is_no_gesture(room):
    browser = browser_of(room.caller)
    session = browser.session
    session[SEEN_KEY] = seen_at = commons.now().timestamp() - 120
    session.save()

    answer = browser.get(reverse("phone:strip") + "?live=1")

    assert answer["Refresh"].startswith("10;url=/appeler/alertes/?live=1")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert browser.session[SEEN_KEY] == seen_at


def test_who_was_signed_out_is_told_that_alarms_no_longer_reach_her():
    text = Client().get(reverse("phone:strip")).content.decode()

    assert 'target="_top"' in text
    assert "alarmes" in text


def test_the_frame_costs_the_same_with_one_alarm_or_three(room, django_assert_num_queries):
    orienteur = an_orienteur()
    browser, url = browser_of(orienteur), reverse("phone:strip")
    danger(room)
    browser.get(url)
    with django_assert_num_queries(6):
        browser.get(url)
