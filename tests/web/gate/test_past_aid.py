"""Mutual aid on the page of deletions: who waits and why, the agreement, a suspension, the proofs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import accounts, commons, deletions, past_aid, people, triage
from tests.make.kits import kit_version
from tests.make.people import CANARIES
from tests.make.reading import text
from tests.web.gate.test_deletions import typed

from entremise.accounts.vocabulary import Role
from entremise.commons.models import DeletionHold
from entremise.commons.queries.purges import purges
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.journeys.forget_past_aid import forget_past_aid
from entremise.mutual_aid.models import Need

pytestmark = pytest.mark.django_db
LIST = "gate:purges"


@pytest.fixture
def past():
    return past_aid.past_aid()


def browser_of(role, organization=None):
    return triage.browser(accounts.actor(role, organization=organization or people.body()))


def url(name, past, *more):
    return reverse(f"gate:{name}", args=[past.register_id, *more])


def agreed(browser, kind="VOLUNTARY"):
    given = {
        "kind": kind,
        "reference": "AD 2026-31",
        **typed(localdate(), "signed_on"),
        **typed(localdate() + timedelta(days=900), "until"),
    }
    return browser.post(reverse("gate:agreement"), given, follow=True)


def test_from_the_lock_to_the_agreement_to_the_proof(past):
    steward = browser_of(Role.STEWARD)
    assert "Aucune fiche n'est verrouillée" in text(steward.get(url("past_aid", past)))
    forget_past_aid(at=commons.now())

    shown = text(steward.get(url("past_aid", past)))
    assert "2 fiches sont verrouillées" in shown
    assert "180 jours après la dernière aide" in shown
    assert "sans lui, rien n'est supprimé" in shown
    assert "verrouillée : les archives" in text(steward.get(reverse(LIST)))
    assert "AD 2026-31" in text(agreed(steward))
    assert "Suppression cette nuit" in text(steward.get(url("past_aid", past)))

    assert forget_past_aid(at=commons.now()) == 2

    (proof,) = purges()
    page = reverse("gate:purge", args=[proof.purge_id])
    assert page in steward.get(url("past_aid", past)).content.decode()
    said = text(steward.get(page))
    assert "180 jours après la dernière aide" in said
    assert "campagne" not in said
    assert "demandes d'entraide" in said


def test_an_agreement_for_campaigns_leaves_them_locked(past):
    agreed(browser_of(Role.DPO), kind="CAMPAIGN")

    assert forget_past_aid(at=commons.now()) == 0
    assert Need.objects.get().person == past.asker


def test_an_agreement_says_for_what(past):
    browser = browser_of(Role.DPO)
    given = {"reference": "AD 9", **typed(localdate(), "signed_on")}

    answer = browser.post(reverse("gate:agreement"), given)

    assert answer.status_code == 422
    assert "Que peut-on supprimer à sa date" in text(answer)


def held(browser, past, days=60):
    given = {
        "reason": "LITIGATION",
        "words": "Recours au tribunal administratif, n° 2600123",
        **typed(localdate() + timedelta(days=days), "until"),
    }
    return browser.post(url("hold_past_aid", past), given, follow=True)


def test_a_suspension_is_public_and_may_be_lifted(past):
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    officer = browser_of(Role.LEGAL_OFFICER)

    assert "suspendue jusqu'au" in text(held(officer, past))
    assert "Suppressions suspendues" in text(Client().get(reverse("uses:register")))
    assert forget_past_aid(at=commons.now()) == 0
    assert "La suppression est suspendue" in text(officer.get(url("past_aid", past)))

    officer.post(url("lift_past_aid", past, DeletionHold.objects.get().pk))

    assert forget_past_aid(at=commons.now()) == 2


def test_it_is_suspended_again_after_some_were_erased(past):
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    assert forget_past_aid(at=commons.now()) == 2

    held(browser_of(Role.DPO), past)

    assert DeletionHold.objects.filter(register_id=past.register_id).exists()


def test_a_suspension_of_more_than_six_months_is_refused_in_words(past):
    assert "six mois" in text(held(browser_of(Role.DPO), past, days=200)).lower()
    assert not DeletionHold.objects.exists()


def test_a_suspension_of_another_register_is_not_lifted_from_here(past):
    other = deletions.hold(commons.register(RegisterKind.VOLUNTARY))
    officer = browser_of(Role.LEGAL_OFFICER)

    assert officer.post(url("lift_past_aid", past, other.pk)).status_code == 404
    assert DeletionHold.objects.get().lifted_at is None


def test_another_body_and_a_list_from_which_people_are_called_have_no_page(past):
    stranger = browser_of(Role.STEWARD, accounts.organization())
    assert stranger.get(url("past_aid", past)).status_code == 404

    called = commons.register(RegisterKind.VOLUNTARY)
    page = reverse("gate:past_aid", args=[called])
    assert browser_of(Role.STEWARD).get(page).status_code == 404


def test_nobodys_name_is_on_the_pages(past):
    browser = browser_of(Role.DPO)
    forget_past_aid(at=commons.now())

    said = text(browser.get(url("past_aid", past))) + text(browser.get(reverse(LIST)))

    assert "2 fiches" in said
    assert [word for word in CANARIES if word.lower() in said.lower()] == []


def statements(browser) -> int:
    with CaptureQueriesContext(connection) as made:
        browser.get(reverse(LIST))
    return len(made)


def test_the_list_takes_as_many_statements_for_three_registers_as_for_one(past):
    browser = browser_of(Role.DPO)
    statements(browser)
    one = statements(browser)

    for _register in range(2):
        commons.register(RegisterKind.VOLUNTARY, agreed_purposes=(Purpose.MATCH_NEED,))

    assert statements(browser) == one


def test_the_pages_of_the_desk_show_a_forgotten_need_without_anybody_behind(past):
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    kit_version(code="temps_ordinaire")
    desk = triage.browser(past.desk.owner)
    pages = [
        reverse("between:need", args=[past.need_id]),
        reverse("between:offer", args=[past.offer_id]),
        reverse("between:desk"),
    ]
    before = [desk.get(one).status_code for one in pages]
    assert "Rouvrir" not in text(desk.get(pages[0]))

    forget_past_aid(at=commons.now())

    assert [desk.get(one).status_code for one in pages] == before == [200, 200, 200]
