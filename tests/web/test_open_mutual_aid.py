"""A commune opens mutual aid by itself: a voluntary list, a decision, and five minutes later the desk reads what is asked."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, commons, people, triage
from tests.make.kits import kit_version
from tests.make.reading import text
from tests.make.registers import DOSSIER
from tests.web.test_asking import sent

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Grant, Register
from entremise.commons.vocabulary.law import FIELDS_AT_MOST, Purpose, RegisterKind
from entremise.jobs.tasks.mutual_aid import open_desk
from entremise.mutual_aid.models import Need
from entremise.territory.operations import load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, StreetCard

pytestmark = pytest.mark.django_db
LIST = {
    "kind": "VOLUNTARY",
    "agreed": ["MATCH_NEED", "REFERRAL"],
    "title": "Entraide",
    "plain_name": "la liste de l'entraide",
    "legal_reference": "RGPD, article 6.1.a",
} | DOSSIER


@pytest.fixture(autouse=True)
def place():
    at = commons.now()
    kit_version(code="temps_ordinaire")
    name_districts(cards=[DistrictCard("Q3", "La Butte-aux-Merles")], at=at)
    load_streets(cards=[StreetCard("rue de la Butte", 46.5071, 3.2093, "Q3")], at=at)


def opened_list():
    steward = triage.browser(people.steward())
    assert steward.post(reverse("steward:open_register"), LIST).status_code == 302
    return Register.objects.get(title="Entraide").pk


def decide(register_id):
    groups = sorted(FIELDS_AT_MOST[Purpose.MATCH_NEED])
    return commons.decision(purpose=Purpose.MATCH_NEED, registers=[register_id], groups=groups)


def test_a_list_and_a_decision_open_the_desk():
    decide(opened_list())
    open_desk(0)
    sent(Client())
    need = Need.objects.get()
    between = accounts.actor(Role.GO_BETWEEN, organization=people.body())
    browser = triage.browser(between)
    browser.post(reverse("between:take", args=[need.pk]))

    assert "Lucienne" in text(browser.get(reverse("between:need", args=[need.pk])))


def test_without_a_decision_nothing_opens_and_nothing_fails():
    opened_list()

    open_desk(0)

    assert not Grant.objects.filter(purpose=Purpose.MATCH_NEED).exists()


def test_a_list_to_which_nobody_agreed_for_it_opens_nothing():
    decide(commons.register(RegisterKind.VOLUNTARY, agreed_purposes=(Purpose.ALERT_CALL,)))

    open_desk(0)

    assert not Grant.objects.filter(purpose=Purpose.MATCH_NEED).exists()


@pytest.mark.parametrize("state", ["SUSPENDED", "REVOKED"])
def test_what_was_stopped_is_not_given_again(state):
    decide(opened_list())
    open_desk(0)
    given = Grant.objects.filter(purpose=Purpose.MATCH_NEED)
    count = given.update(state=state)

    open_desk(0)

    assert (given.count(), given.filter(state="ACTIVE").count()) == (count, 0)
