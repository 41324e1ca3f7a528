from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import load_workbook
from tests import make
from tests.make import triage
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.solidarity.models import Mission

pytestmark = pytest.mark.django_db
TASKS = "Traduire au guichet"


@pytest.fixture
def body():
    return make.host()


@pytest.fixture
def helper(body):
    user = make.user(display_name="Samira Belkacem")
    return make.actor(Role.CONTRIBUTOR, organization=body, user=user)


@pytest.fixture
def between(body, helper):
    return triage.browser(make.actor(Role.GO_BETWEEN, organization=body))


def day(name, value):
    return {f"{name}_{part}": getattr(value, part) for part in ("day", "month", "year")}


def proposed(browser, helper, first=-2, last=10):
    today = localdate()
    given = {"helper": helper.user_id, "tasks": TASKS, "act_reference": "Arrêté 2026-204"}
    given |= day("starts_on", today + timedelta(days=first))
    return browser.post(
        reverse("missions:propose"), given | day("ends_on", today + timedelta(days=last))
    )


def covered(browser):
    return text(browser.get(reverse("missions:covered")))


def test_a_mission_covers_from_the_day_it_is_accepted_never_backwards(between, helper):
    proposed(between, helper)
    mission = Mission.objects.get()
    assert TASKS not in covered(between)

    answer = triage.browser(helper).post(reverse("missions:accept", args=[mission.pk]), follow=True)

    assert "couverte en ce moment" in text(answer)
    assert TASKS in covered(between)
    mission.refresh_from_db()
    assert (mission.covered_from_on, mission.starts_on < mission.covered_from_on) == (
        localdate(),
        True,
    )


def test_only_the_person_asked_answers_and_once(between, helper, body):
    proposed(between, helper)
    url = reverse("missions:accept", args=[Mission.objects.get().pk])
    other = triage.browser(make.actor(Role.CONTRIBUTOR, organization=body))

    assert other.post(url).status_code == 403
    assert "Traduire" not in text(other.get(reverse("missions:mine")))
    assert triage.browser(helper).post(url).status_code == 302
    assert triage.browser(helper).post(url).status_code == 409


def test_a_mission_stopped_today_covers_until_tonight(between, helper):
    proposed(between, helper)
    mission = Mission.objects.get()
    triage.browser(helper).post(reverse("missions:accept", args=[mission.pk]))

    triage.browser(helper).post(reverse("missions:stop", args=[mission.pk]))

    mission.refresh_from_db()
    assert mission.covered_until == localdate()
    assert TASKS in covered(between)
    tomorrow = localdate() + timedelta(days=1)
    asked = between.get(reverse("missions:covered"), day("since", tomorrow))
    assert TASKS not in text(asked)


def test_a_mission_stopped_before_it_begins_covers_no_day(between, helper):
    proposed(between, helper, first=3)
    mission = Mission.objects.get()
    triage.browser(helper).post(reverse("missions:accept", args=[mission.pk]))
    between.post(reverse("missions:mission", args=[mission.pk]), {"reason": "Annulé"})
    wide = day("since", localdate()) | day("until", localdate() + timedelta(days=30))

    asked = between.get(reverse("missions:covered"), wide)

    assert TASKS not in text(asked)


def test_days_that_cannot_be_are_asked_again(between, helper):
    assert proposed(between, helper, first=4, last=2).status_code == 422
    assert proposed(between, helper, first=-9, last=-2).status_code == 422
    assert proposed(between, helper, last=400).status_code == 422
    assert not Mission.objects.exists()


def test_the_list_of_the_insurer_is_for_deciders_and_go_betweens_of_the_body(between, helper, body):
    proposed(between, helper)
    triage.browser(helper).post(reverse("missions:accept", args=[Mission.objects.get().pk]))
    url = reverse("missions:xlsx")

    book = load_workbook(BytesIO(between.get(url).content)).get_sheet_by_index(0).to_python()

    assert book[-1][0] == "Samira Belkacem"
    assert [book[-1][1], book[-1][3]] == [localdate(), TASKS]
    assert triage.browser(make.actor(Role.CALLER, organization=body)).get(url).status_code == 403
    foreign = triage.browser(make.actor(Role.DECIDER))
    assert TASKS not in text(foreign.get(reverse("missions:covered")))
    assert foreign.get(reverse("missions:mission", args=[Mission.objects.get().pk])).status_code == 404  # fmt: skip


def test_the_page_says_what_a_mission_is_not(helper):
    said = text(triage.browser(helper).get(reverse("missions:mine")))

    assert "Une mission n'est pas l'entraide entre voisins" in said
    assert "Chacun est couvert par sa propre assurance" in said
