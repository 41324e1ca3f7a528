"""What a caller promises along the script is done when the call ends: another call, a visit, a correction."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import commons
from tests.make import outreach as make
from tests.make.kits import day_and_night
from tests.make.reading import text

from entremise.kits.queries import version
from entremise.outreach.models import Attempt, Call, Campaign, Task, Visit
from entremise.outreach.vocabulary.calls import CallState, Outcome, TaskKind
from entremise.outreach.vocabulary.visits import VisitCause
from entremise.referral.models import Report

pytestmark = pytest.mark.django_db
BREAD = {
    "theme0": "courses_repas",
    "severity0": "3",
    "said0": "Plus de pain depuis lundi",
    "consent0": "YES",
}


@pytest.fixture
def room():
    return make.room()


@pytest.fixture
def browser(room):
    client = Client()
    client.force_login(room.user)
    return client


@pytest.fixture
def taken(room):
    return make.shown(room.caller, room.campaign, commons.now())


def url(name, taken):
    return reverse(f"phone:{name}", args=[taken.call_id])


def talk(browser, taken, code="canicule", **chosen):
    """Walk the script with these answers, else the first of each step, to its end; return the page of the talk."""
    kit_version_id = day_and_night(code)
    Campaign.objects.update(kit_version_id=kit_version_id)
    script = version(kit_version_id).script
    steps = {step.id: step for step in script.steps}
    step = steps[script.first]
    while step.answers:
        wanted = chosen.get(step.id, step.answers[0].code)
        answer = next(one for one in step.answers if one.code == wanted)
        browser.post(
            url("step", taken), {"token": taken.token, "step": step.id, "answer": answer.code}
        )
        step = steps[answer.next]
    return browser.get(url("talk", taken))


def button(page):
    """The one end that the thread offers: its words, and what a press of it sends."""
    ending = page.context["screen"].ending
    hidden = dict(re.findall(r'name="(visit|correction)" value="(True)"', text(page)))
    return ending, hidden


def tomorrow_at_three():
    return localtime().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=1)


def moment():
    day = tomorrow_at_three()
    return {"when": "other", "on": day.date().isoformat(), "hour": "15:00", "who": "me"}


def test_a_moment_agreed_in_a_talk_is_another_call_of_this_caller(browser, room, taken):
    page = talk(browser, taken, callback="date")
    ending, _hidden = button(page)
    assert ending.url == url("to_call_back", taken)

    asked = browser.post(ending.url, {"token": taken.token}, follow=True)
    given = moment() | {"token": taken.token}
    given |= {"has_spoken": "True"} if 'name="has_spoken" value="True"' in text(asked) else {}
    browser.post(url("call_back", taken), given)

    first, again = Call.objects.order_by("wave")
    assert (Attempt.objects.get().outcome, first.state) == (Outcome.SPOKEN_WELL, CallState.DONE)
    assert (again.state, again.due_at, again.owner_id) == (
        CallState.CALLBACK,
        tomorrow_at_three(),
        room.user.pk,
    )


def test_a_talk_that_broke_off_is_put_off_and_not_said_to_be_done(browser, room, taken):
    browser.post(url("step", taken), {"token": taken.token, "step": "identity", "answer": "self"})
    browser.post(url("step", taken), {"token": taken.token, "step": "notice", "answer": "yes"})

    page = browser.get(url("call_back", taken))
    browser.post(url("call_back", taken), moment() | {"token": taken.token})

    assert 'name="has_spoken" value="True"' not in text(page)
    assert (Attempt.objects.get().outcome, Call.objects.get().state) == (
        Outcome.CALL_BACK,
        CallState.CALLBACK,
    )


def test_a_report_keeps_the_moment_that_was_agreed_too(browser, room, taken):
    page = talk(browser, taken, callback="date")
    assert page.status_code == 200
    sheet = browser.get(url("report", taken))
    assert sheet.context["word"].promise is not None

    browser.post(url("report", taken), BREAD | moment() | {"token": taken.token})

    assert Report.objects.count() == 1
    assert Attempt.objects.get().outcome == Outcome.SPOKEN_DIFFICULTY
    again = Call.objects.exclude(pk=taken.call_id).get()
    assert (again.state, again.due_at) == (CallState.CALLBACK, tomorrow_at_three())


def test_a_report_with_a_moment_that_is_not_said_loses_nothing_typed(browser, room, taken):
    talk(browser, taken, callback="date")
    given = BREAD | moment() | {"token": taken.token, "on": "", "hour": ""}

    answer = browser.post(url("report", taken), given)

    assert answer.status_code == 422
    assert "Plus de pain depuis lundi" in text(answer)
    assert 'id="id_on-err"' in answer.content.decode()
    assert 'for="id_theme0"' not in answer.content.decode()  # its name stands above
    assert not Report.objects.exists()


@pytest.mark.parametrize("outcome", ["SPOKEN_WELL", "SPOKEN_DIFFICULTY"])
def test_a_visit_she_prefers_is_asked(browser, room, taken, outcome):
    page = talk(browser, taken, callback="visit")
    ending, hidden = button(page)
    assert hidden == {"visit": "True"}

    if outcome == "SPOKEN_WELL":
        browser.post(ending.url, hidden | {"token": taken.token, "outcome": ending.outcome})
    else:
        browser.post(url("report", taken), BREAD | hidden | {"token": taken.token})

    assert Attempt.objects.get().outcome == outcome
    assert Visit.objects.get().cause == VisitCause.WISHED


def test_who_does_not_hear_and_prefers_a_visit_is_rung_no_more(browser, room, taken):
    page = talk(browser, taken, identity="hearing", hearing="visit")
    ending, hidden = button(page)

    browser.post(ending.url, hidden | {"token": taken.token, "outcome": ending.outcome})

    assert Visit.objects.get().cause == VisitCause.WISHED
    assert Call.objects.get().state == CallState.UNREACHABLE


def test_each_week_is_ticked_for_who_asked_for_it(browser, room, taken):
    page = talk(browser, taken, callback="weekly")

    assert re.search(r'name="weekly" value="1" form="call" checked', text(page))


def test_what_has_changed_becomes_a_task_of_the_steward(browser, room, taken):
    page = talk(browser, taken, "temps_ordinaire", crisis_1="changed")
    ending, hidden = button(page)
    assert hidden == {"correction": "True"}

    browser.post(ending.url, hidden | {"token": taken.token, "outcome": ending.outcome})

    assert Task.objects.get().kind == TaskKind.INCONSISTENT


def test_who_cannot_speak_freely_is_reported_and_not_said_to_be_helped(browser, room, taken):
    page = talk(browser, taken, how_are_you="bad", bad_day="violence", violence="cannot_talk")
    ending, _hidden = button(page)

    assert ending.url == url("to_report", taken)
    assert "l’aide est là" not in text(page).replace("'", "’")


def test_how_far_she_refuses_is_chosen_already_on_the_page_that_reads_it_back(browser, room, taken):
    talk(browser, taken, notice="stop", objection="all")

    page = browser.get(url("objection", taken))

    assert page.context["form"]["scope"].value() == "ALL"


def test_a_difficulty_ticked_by_mistake_is_taken_back(browser, room, taken):
    for step, answer in (("identity", "self"), ("notice", "yes")):
        browser.post(url("step", taken), {"token": taken.token, "step": step, "answer": answer})
    ticked = {"token": taken.token, "step": "time", "themes": "violences"}
    browser.post(url("autosave", taken), ticked)
    assert browser.get(url("talk", taken)).context["thread"].heard == ()

    browser.post(url("step", taken), ticked)
    assert browser.get(url("talk", taken)).context["thread"].heard != ()

    browser.post(url("step", taken), {"token": taken.token, "step": "time", "drop": "violences"})
    assert browser.get(url("talk", taken)).context["thread"].heard == ()
