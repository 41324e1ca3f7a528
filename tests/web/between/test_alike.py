"""Somebody who asked before is suggested on her need, by number or name, and a human says whether it is her."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import commons, triage
from tests.make import mutual_aid as make
from tests.make.people import CANARIES, LUCIENNE
from tests.make.reading import text

from entremise.commons.queries.access import access_counts
from entremise.mutual_aid.models import Need, Resemblance, Step
from entremise.people.vocabulary import Name

pytestmark = pytest.mark.django_db

SAME_NAME = replace(LUCIENNE, phones=("+33199003199",))
SAME_PHONE = replace(LUCIENNE, name=Name(last="Palluel", first="Marcel"), birth=None)
NOBODY = replace(SAME_PHONE, phones=("+33199003198",))
SUGGESTED = 'id="alike"'


def taken(browser, need):
    return browser.post(reverse("between:take", args=[need.pk]), follow=True)


@pytest.mark.parametrize("before", [SAME_NAME, SAME_PHONE])
def test_whoever_asked_before_is_suggested_with_numbers_and_without_name(browser, desk, before):
    known = make.asked_by(desk.register_id, before)

    answer = taken(browser, make.asked_by(desk.register_id))

    assert SUGGESTED in text(answer)
    assert known.number in text(answer)
    assert "Marcel" not in text(answer)


def test_a_stranger_is_not_suggested(browser, desk):
    make.asked_by(desk.register_id, NOBODY)

    assert SUGGESTED not in text(taken(browser, make.asked_by(desk.register_id)))


def test_the_same_person_keeps_both_needs_and_each_page_leads_to_the_other(browser, desk):
    known, new = make.asked_by(desk.register_id), make.asked_by(desk.register_id)
    taken(browser, new)
    people = list(Need.objects.order_by("pk").values_list("person", flat=True))
    url = reverse("between:alike", args=[Resemblance.objects.get().pk])

    answer = browser.post(url, {"verdict": "SAME"}, follow=True)
    other = taken(browser, known)

    assert known.number in text(answer)
    assert new.number in text(other)
    assert list(Need.objects.order_by("pk").values_list("person", flat=True)) == people
    assert Step.objects.filter(need=new, kind="SAME_PERSON", user_id=desk.owner.user_id).exists()


def test_another_person_is_remembered_and_not_suggested_again(browser, desk):
    make.asked_by(desk.register_id)
    new = make.asked_by(desk.register_id)
    taken(browser, new)
    url = reverse("between:alike", args=[Resemblance.objects.get().pk])

    browser.post(url, {"verdict": "OTHER"})

    assert SUGGESTED not in text(taken(browser, new))
    assert Resemblance.objects.get().verdict == "OTHER"


def test_only_the_owner_decides_and_a_colleague_is_shown_nothing(browser, desk):
    make.asked_by(desk.register_id)
    new = make.asked_by(desk.register_id)
    taken(browser, new)
    colleague = triage.browser(desk.colleague)

    shown = text(colleague.get(reverse("between:need", args=[new.pk])))
    answer = colleague.post(
        reverse("between:alike", args=[Resemblance.objects.get().pk]), {"verdict": "SAME"}
    )

    assert (SUGGESTED in shown, answer.status_code) == (False, 409)
    assert [word for word in CANARIES if word in shown] == []


def test_looking_whether_she_is_known_is_one_search_of_the_trace(browser, desk):
    began, need = commons.now(), make.asked_by(desk.register_id)
    taken(browser, need)
    taken(browser, need)

    assert access_counts(since=began, until=commons.now()).searched == 1


def test_the_page_costs_the_same_with_more_who_resemble_her(browser, desk):
    def cost_of_the_newest() -> int:
        need = make.asked_by(desk.register_id)
        taken(browser, need)
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("between:need", args=[need.pk]))
        return len(asked)

    make.asked_by(desk.register_id)
    few = cost_of_the_newest()
    make.asked_by(desk.register_id)

    assert cost_of_the_newest() == few
