"""The end of a campaign on the screen: the list for the archives, their answer, a suspension, what everybody reads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from tests.journeys.test_archive_campaigns import story  # noqa: F401 -- a fixture
from tests.make import accounts, commons, deletions, people, triage
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.commons.models import ArchiveAgreement, DeletionHold, Elimination
from entremise.commons.queries.purges import purge_of
from entremise.commons.vocabulary.deletions import Answer
from entremise.journeys.archive_campaigns import archive_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(story):  # noqa: F811
    """Its date has come and the archives have said nothing."""
    ArchiveAgreement.objects.all().delete()
    return story.campaign


def browser_of(role, organization=None):
    return triage.browser(accounts.actor(role, organization=organization or people.body()))


def url(name, campaign, *more):
    return reverse(f"gate:{name}", args=[campaign.pk, *more])


def typed(on, name):
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def test_from_the_list_to_the_visa_to_the_proof(closed):
    steward = browser_of(Role.STEWARD)
    assert "verrouillée" in text(steward.get(reverse("gate:purges")))

    drawn = steward.post(url("draw_list", closed), follow=True)
    answer = {"answer": Answer.AGREED, "reference": "AD 2026-77", **typed(localdate(), "signed_on")}
    said = text(steward.post(url("note_visa", closed), answer, follow=True))

    assert "B-2026-01" in text(drawn)
    assert "AD 2026-77" in said
    assert archive_due(at=commons.now()) == 1
    assert purge_of(register_id=closed.register_id).visa_reference == "AD 2026-77"
    assert steward.get(url("deletion", closed)).status_code == 404  # over: its proof is elsewhere


def test_the_list_says_kinds_dates_and_numbers_and_nobodys_name_on_screen_and_on_paper(closed):
    browser = browser_of(Role.DPO)
    browser.post(url("draw_list", closed))
    sheet = reverse("gate:elimination", args=[Elimination.objects.get().pk])

    said = text(browser.get(sheet))

    assert all(word in said for word in ("Bordereau d'élimination", "R212-14", "Dates extrêmes"))
    assert "Personnes concernées</dt><dd>1</dd>" in said
    assert [word for word in CANARIES if word.lower() in said.lower()] == []
    assert browser.get(sheet, {"pdf": "1"}).content.startswith(b"%PDF")


def test_a_list_is_drawn_once_and_again_after_a_refusal(closed):
    browser = browser_of(Role.DPO)
    browser.post(url("draw_list", closed))
    assert browser.post(url("draw_list", closed)).status_code == 409
    answer = {"answer": Answer.REFUSED, "reference": "AD 9", **typed(localdate(), "signed_on")}
    browser.post(url("note_visa", closed), answer)

    browser.post(url("draw_list", closed))

    assert Elimination.objects.count() == 2
    assert archive_due(at=commons.now()) == 0


@pytest.mark.parametrize("days", [-1, 1])
def test_a_visa_is_signed_between_its_list_and_today(closed, days):
    browser = browser_of(Role.DPO)
    browser.post(url("draw_list", closed))
    on = localdate() + timedelta(days=days)
    answer = {"answer": Answer.AGREED, "reference": "AD 9", **typed(on, "signed_on")}

    assert browser.post(url("note_visa", closed), answer).status_code == 409
    assert Elimination.objects.get().answer == ""


def test_one_agreement_serves_all_campaigns(closed):
    browser = browser_of(Role.DPO)
    signed, until = localdate(), localdate() + timedelta(days=900)
    given = {
        "kind": "CAMPAIGN",
        "reference": "AD 2026-014",
        **typed(signed, "signed_on"),
        **typed(until, "until"),
    }

    answer = browser.post(reverse("gate:agreement"), given, follow=True)

    assert "AD 2026-014" in text(answer)
    assert archive_due(at=commons.now()) == 1


def held(browser, campaign, days=60):
    given = {
        "reason": "LITIGATION",
        "words": "Recours au tribunal administratif, n° 2600123",
        **typed(localdate() + timedelta(days=days), "until"),
    }
    return browser.post(url("hold", campaign), given, follow=True)


def test_a_suspension_is_public_without_its_sentence_and_may_be_lifted(closed):
    deletions.agreement()
    officer = browser_of(Role.LEGAL_OFFICER)

    assert "suspendue jusqu'au" in text(held(officer, closed)).replace("’", "'")
    shown = text(Client().get(reverse("uses:register")))
    assert "Suppressions suspendues" in shown
    assert "un procès" in shown
    assert "2600123" not in shown
    (machine,) = Client().get(reverse("uses:json")).json()["deletions_suspended"]
    assert (machine["reason"], machine["by"]) == ("LITIGATION", "LEGAL_OFFICER")
    assert archive_due(at=commons.now()) == 0

    officer.post(url("lift_hold", closed, DeletionHold.objects.get().pk))

    assert "Suppressions suspendues" not in text(Client().get(reverse("uses:register")))
    assert archive_due(at=commons.now()) == 1


def test_a_suspension_of_more_than_six_months_is_refused_in_words(closed):
    answer = held(browser_of(Role.DPO), closed, days=200)

    assert answer.status_code == 409
    assert "six mois" in text(answer)


def test_a_form_without_its_reason_says_what_is_missing(closed):
    answer = browser_of(Role.DPO).post(url("hold", closed), {"reason": "AUDIT"})

    assert answer.status_code == 422
    assert not DeletionHold.objects.exists()


@pytest.mark.parametrize("role", [Role.CAMPAIGN_LEAD, Role.CALLER, Role.ORIENTEUR])
def test_whoever_works_with_the_campaign_finds_no_door(closed, role):
    browser = browser_of(role)

    assert browser.get(url("deletion", closed)).status_code == 403
    assert held(browser, closed).status_code == 403


def test_a_steward_of_another_body_sees_nothing_of_it(closed):
    other = browser_of(Role.STEWARD, accounts.organization())

    assert other.get(url("deletion", closed)).status_code == 404
    assert "Tous" not in text(other.get(reverse("gate:purges")))
    assert other.post(url("draw_list", closed)).status_code == 404


def test_many_lists_and_suspensions_cost_as_many_statements_as_one(closed):
    browser = browser_of(Role.DPO)
    counts = []
    for answer in (Answer.REFUSED, Answer.REFUSED, ""):
        deletions.elimination(closed.register_id, answer=answer)
        deletions.hold(closed.register_id)
        with CaptureQueriesContext(connection) as seen:
            pages = [browser.get(reverse("gate:purges")), browser.get(url("deletion", closed))]
        assert [page.status_code for page in pages] == [200, 200]
        counts.append(len(seen))

    assert counts[1] == counts[2]
