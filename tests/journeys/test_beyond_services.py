"""A danger or a simple difficulty heard in a call goes beyond services: to a door, to neighbours; only what she lets pass."""

import pytest
from django.urls import reverse
from tests.make import commons, triage
from tests.make import mutual_aid as aid
from tests.make.kits import all_kits

from entremise.journeys.beyond_services import ask_to_see, give_to_neighbours
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Need
from entremise.outreach.models import Campaign, Visit
from entremise.outreach.vocabulary.visits import VisitCause, VisitRefusal
from entremise.referral.models import Item
from entremise.referral.vocabulary.reports import Ending, Refusal

pytestmark = pytest.mark.django_db
WORDS = "Quelqu'un pour faire ses courses jeudi."


@pytest.fixture
def orienteur():
    aid.desk()
    return triage.orienteur()


@pytest.fixture
def opened(orienteur):
    return triage.taken(orienteur)  # the fridge, with her yes; her loneliness, without


def give(actor, opened, item=0):
    return give_to_neighbours(
        actor=actor,
        report_id=opened.report_id,
        item_id=opened.item_ids[item],
        category="courses",
        words=WORDS,
        at=commons.now(),
    )


def test_an_item_that_she_lets_pass_becomes_a_need_once(orienteur, opened):
    need_id = give(orienteur, opened)

    need = Need.objects.get()
    assert (need.pk, need.origin_kind, need.origin_id) == (need_id, "ITEM", opened.item_ids[0])
    assert Item.objects.get(pk=opened.item_ids[0]).ending == Ending.ANSWERED_AT_ONCE
    with pytest.raises(Refused):
        give(orienteur, opened)
    assert Need.objects.count() == 1


def test_what_she_did_not_let_pass_reaches_no_neighbour(orienteur, opened):
    with pytest.raises(Refused, match=Refusal.NO_CONSENT):
        give(orienteur, opened, item=1)

    assert not Need.objects.exists()


def test_only_who_holds_the_report_passes_it_on(opened):
    other = triage.orienteur()

    with pytest.raises(Refused):
        give(other, opened)
    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        ask_to_see(actor=other, report_id=opened.report_id, at=commons.now())
    assert not Need.objects.exists()


def test_what_was_heard_is_seen_by_two_and_the_report_stays_open(orienteur, opened):
    visit_id = ask_to_see(actor=orienteur, report_id=opened.report_id, at=commons.now())

    visit = Visit.objects.get()
    assert (visit.pk, visit.cause) == (visit_id, VisitCause.HEARD)
    assert Item.objects.get(pk=opened.item_ids[0]).ending == ""


def test_nobody_is_sent_once_the_campaign_is_over(orienteur, opened):
    Campaign.objects.update(closed_at=commons.now())

    with pytest.raises(Refused, match=VisitRefusal.WRONG_STATE):
        ask_to_see(actor=orienteur, report_id=opened.report_id, at=commons.now())


def test_the_page_begins_with_what_was_written_and_says_what_goes_with_it(orienteur, opened):
    all_kits()
    browser = triage.browser(orienteur)
    address = reverse("triage:ask_neighbours", args=[opened.report_id, opened.item_ids[0]])

    assert "Le frigo est vide" in browser.get(address).content.decode()
    assert browser.post(address, {"category": "courses", "words": ""}).status_code == 422
    answer = browser.post(address, {"category": "courses", "words": WORDS})

    assert answer.status_code == 302
    text = browser.get(reverse("triage:report", args=[opened.report_id])).content.decode()
    assert "Demander une visite à deux" in text
