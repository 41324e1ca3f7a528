from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons, solidarity, tips

from entremise.commons.vocabulary.law import RegisterKind
from entremise.journeys.word_of_the_day import word_of_the_day

pytestmark = pytest.mark.django_db
PAGES = (
    "home",
    "who_called",
    "no_more_calls",
    "refusal_form",
    "rights",
    "never_asked",
    "help",
    "accessibility",
    "legal",
)


@pytest.fixture(autouse=True)
def town():
    commons.host_id()


def text_of(name):
    answer = Client().get(reverse(f"public:{name}"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_opens_without_account_is_light_and_has_one_title(name):
    text = text_of(name)

    assert len(text.encode()) < 30_000
    assert text.count("<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_phone_number_is_on_every_page(name):
    assert "01 99 00 12 00" in text_of(name)


def test_the_word_of_the_day_is_the_same_all_day_and_changes():
    today = localdate(commons.now())
    month = {str(word_of_the_day(today.replace(day=1 + n))) for n in range(20)}

    assert str(word_of_the_day(today)) in text_of("who_called")
    assert len(month) > 5


def test_another_secret_gives_other_words(settings):
    today = commons.now().date()
    days = [today.replace(day=1 + n) for n in range(20)]
    ours = [str(word_of_the_day(day)) for day in days]

    settings.SECRET_KEY = "another secret"

    assert [str(word_of_the_day(day)) for day in days] != ours


def test_the_home_page_tells_the_alert_in_force():
    assert "Canicule" not in text_of("home")

    commons.activation(title="Canicule")

    assert "Canicule" in text_of("home")


def test_the_home_page_shows_three_tips_that_hold_and_the_next_actions():
    for number in range(4):
        tips.published(at=commons.now(), title=f"Tuyau {number}")
    tips.published(at=commons.now() - timedelta(days=40), title="Tuyau périmé")
    action = solidarity.action(title="Pique-nique")
    solidarity.slot(action, starts_at=commons.now() + timedelta(days=2))

    text = text_of("home")

    assert [f"Tuyau {number}" in text for number in range(4)] == [False, True, True, True]
    assert ("périmé" in text, "Pique-nique" in text) == (False, True)


def test_the_home_page_asks_the_database_as_often_for_many_tips_as_for_one():
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            text_of("home")
        return len(asked)

    counts = []
    for number in range(3):
        tips.published(at=commons.now(), title=f"Tuyau {number}")
        action = solidarity.action(title=f"Pique-nique {number}")
        solidarity.slot(action, starts_at=commons.now() + timedelta(days=2))
        statements()
        counts.append(statements())

    assert counts[1:] == counts[:-1]


def test_who_called_names_the_lists_and_never_a_campaign():
    commons.register(RegisterKind.CASF_ALERT, plain_name="le registre canicule")
    commons.register(RegisterKind.CAMPAIGN, plain_name="une campagne")

    text = text_of("who_called")

    assert "le registre canicule" in text
    assert "une campagne" not in text


def test_the_accessibility_page_claims_nothing_that_nobody_signed():
    text = text_of("accessibility")

    assert "Non conforme" in text
    assert "vide" in text


def test_the_source_of_the_software_is_one_link_or_one_call_away(settings):
    assert "Code source</dt><dd>Demandez" in text_of("legal")

    settings.ENTREMISE_SOURCE_URL = "https://forge.exemple.invalid/entremise"

    text = text_of("legal")
    assert 'href="https://forge.exemple.invalid/entremise"' in text
    assert "Code source</dt><dd>Demandez" not in text


def test_the_legal_notices_say_who_publishes_and_who_hosts(settings):
    assert "La personne qui représente l’éditeur" in text_of("legal")

    settings.ENTREMISE_PUBLICATION_DIRECTOR = "Hélène Marchadier, maire"
    settings.ENTREMISE_HOSTING = "Cloud d'Aubrelle, 1 rue du Four, 01 99 00 77 00"

    text = text_of("legal")
    assert "Hélène Marchadier, maire" in text
    assert "1 rue du Four" in text
