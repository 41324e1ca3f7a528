"""The sheet of a difficulty: several items, kept while it is typed, nothing lost after the hold."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons
from tests.make import outreach as make
from tests.make.reading import text

from entremise.commons.models import Assignment
from entremise.outreach.models import Call
from entremise.referral.models import Item, Report

pytestmark = pytest.mark.django_db
PAGE_AT_MOST = 30_000
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
def taken(browser, room):
    """A person who has heard who calls, and agreed to talk."""
    taken = make.shown(room.caller, room.campaign, commons.now())
    for step, answer in (("identity", "self"), ("notice", "yes")):
        said = {"token": taken.token, "step": step, "answer": answer}
        browser.post(url("step", taken), said)
    return taken


def url(name, taken):
    return reverse(f"phone:{name}", args=[taken.call_id])


def test_one_report_holds_several_items_each_with_its_consent(browser, taken):
    more = browser.post(url("report", taken), {**BREAD, "more": "1", "token": taken.token})
    assert more.status_code == 200
    assert "Plus de pain depuis lundi" in text(more)
    assert not Report.objects.exists()
    second = {
        "theme1": "solitude",
        "severity1": "4",
        "said1": "Ne voit personne",
        "consent1": "NO",
        "language": "portugais",
    }

    browser.post(url("report", taken), {**BREAD, **second, "token": taken.token})

    items = Item.objects.order_by("pk").values_list("theme", "consent")
    assert list(items) == [("courses_repas", "YES"), ("solitude", "NO")]


def test_what_is_typed_is_kept_and_found_again_with_what_was_heard_since(browser, taken):
    kept = browser.post(
        url("keep_report", taken), {**BREAD, "token": taken.token}, headers={"X-Quiet": "1"}
    )
    assert kept.status_code == 204

    page = browser.get(url("report", taken))

    assert "Plus de pain depuis lundi" in text(page)
    by_button = browser.post(url("keep_report", taken), {**BREAD, "token": taken.token})
    assert by_button.status_code == 302
    assert browser.post(url("keep_report", taken), BREAD).status_code == 422


def test_a_sheet_that_is_sent_after_the_hold_is_kept(browser, taken):
    ago = commons.now() - timedelta(minutes=1)
    Call.objects.update(lease_until=ago)
    Assignment.objects.filter(origin_kind="CALL").update(until=ago)

    page = browser.get(url("report", taken))
    answer = browser.post(url("report", taken), {**BREAD, "token": taken.token}, follow=True)

    assert "Rien n'est perdu" in text(page)
    assert answer.status_code == 200
    assert Item.objects.get().theme == "courses_repas"


def test_the_page_is_light_and_says_what_is_no_fact(browser, taken):
    page = browser.get(url("report", taken))

    assert len(gzip.compress(page.content)) < PAGE_AT_MOST
    assert "alzheimer" in text(page)
    assert "ni maladie, ni religion" in text(page)
