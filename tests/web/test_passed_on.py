"""The person sees which service got what, and takes back one point, or all, on her page or at the desk."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons, directory, people
from tests.make import triage as make
from tests.make.reading import text
from tests.web.test_resident import opened

from entremise.referral.models import Item, Referral, Report
from entremise.referral.operations.referrals import receive_referral
from entremise.referral.vocabulary.referrals import SentBy

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return people.desk()


@pytest.fixture
def sending(desk):
    """A report that tells of this person."""
    sending = make.sending(directory.service(), SentBy.PHONE, make.FRIDGE, make.HEAT)
    receive_referral(
        actor=sending.orienteur, referral_id=sending.sent.referral_id, at=commons.now()
    )
    Report.objects.update(person=desk.person)
    return sending


def page_of(desk):
    browser = opened(desk)
    return browser if isinstance(browser, Client) else browser[0]


def test_her_page_says_which_service_got_what_and_when(desk, sending):
    answer = page_of(desk).get(reverse("resident:readings"))

    for word in (sending.service.name, "Courses et repas", "Chaleur", "Transmis à aucun service"):
        assert word in text(answer)


def test_she_takes_back_one_point_and_its_service_is_to_forget(desk, sending):
    browser, item_id = page_of(desk), sending.report.item_ids[0]
    address = reverse("resident:take_back_item", args=[item_id])
    assert browser.get(address).status_code == 200

    browser.post(address)

    states = dict(Item.objects.values_list("pk", "state"))
    assert (states[item_id], states[sending.report.item_ids[1]]) == ("CLOSED", "OPEN")
    assert Referral.objects.get().is_to_forget
    assert browser.get(address).status_code == 404


def test_she_takes_everything_back_at_once(desk, sending):
    page_of(desk).post(reverse("resident:take_back_all"))

    assert set(Item.objects.values_list("ending", flat=True)) == {"WITHDRAWN"}


def test_nobody_takes_back_what_somebody_else_told(desk):
    other = make.called(make.FRIDGE)

    answer = page_of(desk).post(reverse("resident:take_back_item", args=[other.item_ids[0]]))

    assert answer.status_code == 404
    assert Item.objects.get().state == "OPEN"


def test_a_violence_is_not_written_on_her_page(desk, sending):
    Item.objects.update(theme="violences")

    answer = page_of(desk).get(reverse("resident:readings"))

    assert "Violences" not in text(answer)
    assert "Un point dit pendant un appel" in text(answer)


def test_who_helps_against_a_violence_is_not_named_on_her_page(desk, sending):
    Item.objects.update(theme="violences")

    answer = page_of(desk).get(reverse("resident:readings"))

    assert "Un service, " in text(answer)
    assert sending.service.name not in text(answer)
