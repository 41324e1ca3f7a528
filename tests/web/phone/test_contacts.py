"""Somebody beside the person, as a caller sees it on the pages of a call."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons, people
from tests.make import outreach as make

from entremise.commons.models import RelativeObjection
from entremise.outreach.models import Alarm, Attempt, Call, SecondContact, Task, Visit
from entremise.outreach.vocabulary.calls import CallState, Outcome
from entremise.people.vocabulary import ThirdParty
from entremise.referral.models import Item, Report

pytestmark = pytest.mark.django_db
DAUGHTER = ThirdParty("Catherine Palluel", "fille", "+33639982311", is_named=True)
NEIGHBOUR = ThirdParty("Paul Merlin", "voisin", "+33639982312", is_named=True)
GUARDIAN = ThirdParty("Bénédicte Orain", "tutrice", "+33199006101", is_guardian=True)
HERS = re.compile(r"Catherine|Merlin|Orain|39\W*98\W*23\W*1[12]|99\W*00\W*61\W*01")


def room_with(*contacts):
    room = make.room(replace(people.LUCIENNE, third_parties=contacts))
    browser = Client()
    browser.force_login(room.user)
    browser.post(reverse("phone:take", args=[room.campaign.pk]))
    return room, browser


def shown(*contacts, tries=0):
    """A call whose number is on the screen, after some tries on other half-days."""
    room, browser = room_with(*contacts)
    call = Call.objects.get()
    for number in range(1, tries + 1):
        moment = commons.now() - timedelta(hours=13 * number)
        Attempt.objects.create(
            call=call,
            campaign=room.campaign,
            user_id=room.caller.user_id,
            token=100 + number,
            lane="STOCK",
            held_at=moment,
            shown_at=moment,
            ended_at=moment,
            outcome=Outcome.NO_ANSWER,
        )
    browser.post(url("show"), {"token": call.token})
    return browser


def url(name):
    return reverse(f"phone:{name}", args=[Call.objects.get().pk])


def token():
    return Call.objects.get().token


def text(answer):
    return answer.content.decode()


def rung(*contacts):
    """Her relative's number is on the screen."""
    browser = shown(*(contacts or (DAUGHTER, NEIGHBOUR)), tries=3)
    browser.post(url("show_relative"), {"token": token()})
    return browser


def hear(browser, news, **given):
    said = {"token": token(), "news": news, "theme": "x-visite"} | given
    return browser.post(url("hear_relative"), said)


def test_no_page_before_her_own_step_names_anybody_beside_her():
    browser = shown(DAUGHTER, NEIGHBOUR, GUARDIAN, tries=3)

    for name in ("talk", "relative", "guardian", "other", "child"):
        assert not HERS.search(text(browser.get(url(name)))), name


def test_the_relative_is_offered_only_once_enough_was_tried():
    browser = shown(DAUGHTER)

    assert url("relative") not in text(browser.get(url("talk")))
    assert browser.post(url("show_relative"), {"token": token()}).status_code == 409


def test_after_the_tries_the_page_of_the_talk_leads_to_her():
    browser = shown(DAUGHTER, tries=3)

    assert url("relative") in text(browser.get(url("talk")))


def test_nobody_is_offered_who_was_not_named_by_the_person():
    browser = shown(replace(DAUGHTER, is_named=False), tries=3)

    assert url("relative") not in text(browser.get(url("talk")))


def test_one_relative_is_shown_with_what_she_is_owed_and_never_the_others():
    browser = rung()

    page = text(browser.get(url("relative")))

    assert "Catherine Palluel" in page
    assert "tel:+33639982311" in page
    assert "Merlin" not in page
    assert "vous pouvez refuser" in page.lower()
    assert not re.search(
        "canicule|le registre", page.partition("<main")[2].partition("</form>")[0], re.IGNORECASE
    )


def test_her_news_wait_for_the_information():
    browser = rung()

    answer = hear(browser, "WELL")

    assert answer.status_code == 422
    assert SecondContact.objects.get().news == ""


def test_a_relative_who_saw_her_ends_the_call():
    hear(rung(), "WELL", informed="on")

    assert Call.objects.get().state == CallState.DONE
    assert Attempt.objects.get(outcome=Outcome.RELATIVE_ANSWERED).contacts.get().news == "WELL"


def test_in_hospital_she_is_left_alone_until_the_day():
    until = localdate() + timedelta(days=12)

    hear(rung(), "HOSPITAL", informed="on", until=until.isoformat())

    call = Call.objects.get()
    assert (call.state, call.due_at.date()) == (CallState.WAITING, until)


def test_a_relative_without_news_leaves_her_to_the_visitors():
    hear(rung(), "UNKNOWN", informed="on")

    assert Call.objects.get().state == CallState.UNREACHABLE
    assert Visit.objects.get().cause == "UNREACHABLE"


def test_a_worried_relative_opens_a_report_and_a_visit():
    browser = rung()
    assert hear(browser, "WORRIED", informed="on").status_code == 422

    hear(browser, "WORRIED", informed="on", words="Ses volets sont fermés depuis deux jours.")

    assert Visit.objects.get().cause == "HEARD"
    assert (Report.objects.count(), Item.objects.get().consent) == (1, "VITAL")
    assert Attempt.objects.get(outcome=Outcome.RELATIVE_ANSWERED).notice_given_at is None


def test_a_relative_who_refuses_is_rung_no_more():
    browser = rung()

    hear(browser, "REFUSES")

    assert RelativeObjection.objects.count() == 1
    assert Attempt.objects.filter(outcome=Outcome.NO_ANSWER).count() == 4


def test_the_wrong_number_of_a_relative_goes_to_the_steward():
    hear(rung(), "WRONG_NUMBER")

    assert Task.objects.get().kind == "INCONSISTENT"


def test_the_emergency_card_holds_her_line_once_she_was_rung():
    browser = rung()

    page = text(browser.get(url("talk")))

    assert "Catherine Palluel" in page.partition('id="emergency"')[2]


def test_a_guardian_is_told_after_the_talk_within_the_same_call():
    _room, browser = room_with(GUARDIAN)
    before = text(browser.get(url("call")))
    assert "au nom de cette personne" in before
    browser.post(url("show"), {"token": token()})
    assert browser.post(url("show_guardian"), {"token": token()}).status_code == 409
    browser.post(url("step"), {"token": token(), "step": "identity", "answer": "self"})
    browser.post(url("step"), {"token": token(), "step": "notice", "answer": "yes"})
    browser.post(url("show_guardian"), {"token": token()})
    assert "Bénédicte Orain" in text(browser.get(url("guardian")))

    browser.post(url("hear_guardian"), {"token": token(), "news": "TOLD"})

    assert Call.objects.get().state == CallState.HELD
    assert SecondContact.objects.get().news == "TOLD"
    assert Attempt.objects.get().outcome == ""


def test_whoever_picks_up_her_phone_is_told_nothing_and_moves_the_call():
    browser = shown()
    page = text(browser.get(url("other")))
    assert "WELL" not in page

    browser.post(url("hear_other"), {"token": token(), "news": "AWAY", "theme": "x-visite"})

    assert Call.objects.get().state == CallState.WAITING
    assert SecondContact.objects.get().kind == "ON_HER_LINE"


def test_a_child_in_trouble_leads_to_119_and_a_referent():
    browser = shown()
    page = text(browser.get(url("child")))
    assert 'href="tel:119"' in page

    browser.post(url("alarm"), {"token": token()})

    assert Alarm.objects.get().kind == "DANGER"
