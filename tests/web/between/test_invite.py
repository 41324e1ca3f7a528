"""Idle helpers are invited to what has free places, once each; it stands in the trace of their offer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import commons, solidarity
from tests.make import mutual_aid as make
from tests.make.kits import kit_version
from tests.make.reading import text

from entremise.mutual_aid.models import Invitation, Offer, Proposal, Step
from entremise.territory.operations import name_districts
from entremise.territory.vocabulary import DistrictCard

pytestmark = pytest.mark.django_db
URL = "between:invite"


@pytest.fixture(autouse=True)
def contents() -> None:
    kit_version(code="temps_ordinaire")
    name_districts(cards=[DistrictCard("Q9", "Les Prés")], at=commons.now())


@pytest.fixture
def slot():
    return solidarity.slot(seats=5, starts_at=commons.now() + timedelta(days=2))


def invited(browser, slot, *offers):
    given = {"offers": [one.pk for one in offers], "to": f"SLOT:{slot.pk}"}
    return browser.post(reverse(URL), given, follow=True)


def listed(browser, **filters):
    answer = browser.get(reverse(URL), filters)
    return [one.offer.offer_id for _, one in answer.context["lines"]]


def test_helpers_are_invited_once_and_their_trace_says_to_what(browser, slot):
    one, other = make.offer(), make.offer()

    first = text(invited(browser, slot, one, other))
    again = text(invited(browser, slot, one, other))
    page = text(browser.get(reverse("between:offer", args=[one.pk])))

    assert "2 personnes sont invitées." in first
    assert "est invitée" not in again
    assert "déjà invité" in again
    assert Invitation.objects.count() == Step.objects.filter(kind="INVITED").count() == 2
    assert f"Invitée ({slot.action.title}" in page


def test_whoever_was_asked_lately_or_helps_now_is_not_idle(browser, desk):
    idle, asked, busy, young = (make.offer() for _ in range(4))
    now = commons.now()
    make.sent_pair(desk.owner, make.owned_need(desk.owner), asked)
    Proposal.objects.update(sent_at=now - timedelta(days=3))
    Offer.objects.filter(pk=busy.pk).update(active_count=1)
    Offer.objects.filter(pk=young.pk).update(first_answered_at=now - timedelta(days=1))

    assert listed(browser) == [idle.pk]
    assert set(listed(browser, days=7)) == {idle.pk}


def test_filters_choose_by_category_and_district(browser):
    one = make.offer(categories=("visite",))
    make.offer()

    assert listed(browser, category="visite") == [one.pk]
    assert listed(browser, district="Q9") == []


def test_a_minor_is_not_invited_where_adults_are_asked(browser, slot):
    answer = invited(browser, slot, make.offer(is_minor=True))

    assert Invitation.objects.count() == 0
    assert "trop jeune" in text(answer)


def test_nothing_chosen_is_said_and_what_was_ticked_stays(browser, slot):
    offer = make.offer()

    answer = browser.post(reverse(URL), {"offers": [offer.pk]})

    assert answer.status_code == 422
    assert "Choisissez une action ou une permanence." in text(answer)
    assert f'value="{offer.pk}" checked' in text(answer)


def test_without_free_place_the_page_says_what_to_do(browser):
    make.offer()

    assert "Rien n'a de place libre" in text(browser.get(reverse(URL)))


def test_the_page_costs_the_same_with_more_helpers(browser, slot):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse(URL))
        return len(asked)

    make.offer()
    cost()
    few = cost()
    for _ in range(5):
        make.offer()

    assert cost() == few
