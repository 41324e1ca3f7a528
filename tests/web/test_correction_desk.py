"""The entry of somebody found, put right at her word: what changed and nothing else, a trace, a letter."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from tests.make import commons, people
from tests.make.reading import text
from tests.web.test_desk import browser_of

from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.journeys.correct_entry import SHOWN
from entremise.notices.models import Letter
from entremise.people.vault import find_by_name, open_card
from entremise.people.vocabulary import Address, Name, Situation, Title
from entremise.territory.operations import load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, StreetCard

pytestmark = pytest.mark.django_db
# The page as it is sent back when nothing is wrong.
AS_HELD = {
    "title": "MADAME",
    "last": "Palluel",
    "usage": "Vaudremont",
    "first": "Lucienne",
    "birth_day": "9",
    "birth_month": "3",
    "birth_year": "1940",
    "line": "4 rue de la Butte",
    "complement": "",
    "postcode": "00100",
    "town": "Aubrelle",
    "district": "Q3",
    "lives_alone": "yes",
    "hot_home": "yes",
    "hearing_note": "Parler fort et lentement",
}


@pytest.fixture
def desk():
    at_her_door = Address("4 rue de la Butte", "", "00100", "Aubrelle", access="Code 12B")
    return people.desk(replace(people.LUCIENNE, address=at_her_door))


@pytest.fixture
def clerk():
    return people.clerk()


@pytest.fixture
def browser(desk, clerk):
    client = browser_of(clerk)
    client.post(reverse("desk:by_phone"), {"phone": "01 99 00 31 07"})
    return client


def url(desk):
    return reverse("desk:entry", args=[desk.person])


def kept(desk, clerk, register_id=None):
    grants = live_grants_of(
        actor=clerk,
        purpose=Purpose.SUBJECT_RIGHTS,
        reaches=(Reach.SEARCH,),
        register_id=register_id or desk.register_id,
        at=commons.now(),
    )
    given = {"actor": clerk, "grant_ids": [grants[0].grant_id], "person": desk.person}
    tickets = ask(**given, groups=SHOWN, at=commons.now())
    return open_card(tickets=tickets, at=commons.now())


def test_the_clerk_reads_the_entry_once_she_has_found_the_person(desk, browser):
    page = text(browser.get(url(desk)))

    for said in ("Palluel", "Vaudremont", "4 rue de la Butte", "Parler fort et lentement"):
        assert said in page
    assert browser_of(people.clerk()).get(url(desk)).status_code == 404


def test_what_changed_is_written_and_the_rest_stays(desk, browser, clerk):
    answer = browser.post(
        url(desk), AS_HELD | {"complement": "2e étage", "last": "Paluel", "lives_alone": "no"}
    )

    assert answer.status_code == 302
    card = kept(desk, clerk)
    assert card.name == Name("Paluel", "Lucienne", Title.MADAME, "Vaudremont")
    assert card.address == Address(
        "4 rue de la Butte", "2e étage", "00100", "Aubrelle", access="Code 12B"
    )
    assert (card.situation.lives_alone, card.situation.hot_home) == (False, True)
    assert (card.birth, card.contact.language) == (date(1940, 3, 9), "pt")
    assert card.phones == people.LUCIENNE.phones


def test_she_is_found_by_her_right_name_and_no_more_by_the_wrong_one(desk, browser, clerk):
    browser.post(url(desk), AS_HELD | {"last": "Paluelle", "usage": "", "birth_year": "1941"})

    asked = {
        "actor": clerk,
        "grant_id": people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id),
        "first": "Lucienne",
        "at": commons.now(),
    }
    assert find_by_name(**asked, last="Paluelle", birth_year=1941) == (desk.person,)
    assert find_by_name(**asked, last="Palluel", birth_year=1940) == ()


def test_a_new_street_brings_its_district_and_leaves_the_code_of_the_former_door(
    desk, browser, clerk
):
    name_districts(
        cards=[DistrictCard("Q1", "Le Vieux-Pont"), DistrictCard("Q3", "Les Grands-Prés")],
        at=commons.now(),
    )
    load_streets(cards=[StreetCard("rue du Lavoir", 46.5, 3.2, "Q1")], at=commons.now())

    browser.post(url(desk), AS_HELD | {"line": "8 rue du Lavoir", "checked": "RUNG"})

    card = kept(desk, clerk)
    assert card.address == Address("8 rue du Lavoir", "", "00100", "Aubrelle")
    assert card.district == "Q1"


def test_each_entry_of_hers_says_the_same_as_far_as_its_register_may(desk, browser, clerk):
    other = commons.register(RegisterKind.TRANSPORT)
    sheet = replace(people.LUCIENNE, situation=None, quality="")
    people.person_in(other, sheet, person=desk.person)
    browser.post(reverse("desk:by_phone"), {"phone": "01 99 00 31 07"})

    browser.post(
        url(desk), AS_HELD | {"line": "8 rue du Lavoir", "hot_home": "no", "checked": "SEEN"}
    )

    assert kept(desk, clerk).situation.hot_home is False
    card = kept(desk, clerk, other)
    assert card.address.line == "8 rue du Lavoir"
    assert card.situation in (None, Situation())


def test_she_is_told_by_a_letter_that_says_no_value(desk, browser):
    browser.post(url(desk), AS_HELD | {"first": "Luciane"})

    letter = Letter.objects.get()
    page = text(browser.get(reverse("desk:receipt", args=[letter.pk])))
    assert letter.template == "ENTRY_CHANGED"
    assert "rue de la Butte" in page
    assert "a corrigé votre nom" in page
    assert "Code 12B" not in page


def test_nobody_sends_her_letters_elsewhere_by_a_call(desk, browser, clerk):
    page = text(browser.get(url(desk)))
    answer = browser.post(url(desk), AS_HELD | {"line": "8 rue du Lavoir"})

    assert re.search(r"01\W*99\W*00\W*31\W*07", page)
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"checked"})
    assert kept(desk, clerk).address.line == "4 rue de la Butte"


def test_a_number_that_somebody_gave_a_moment_ago_proves_nothing(desk, browser, clerk):
    browser.post(reverse("desk:number", args=[desk.person]), {"phone": "06 39 98 23 77"})
    moved = AS_HELD | {"line": "8 rue du Lavoir"}

    rung = browser.post(url(desk), moved | {"checked": "RUNG"})
    assert (rung.status_code, rung.context["form"].errors.keys()) == (422, {"checked"})
    assert kept(desk, clerk).address.line == "4 rue de la Butte"

    assert browser.post(url(desk), moved | {"checked": "SIGNED"}).status_code == 302
    assert kept(desk, clerk).address.line == "8 rue du Lavoir"


def test_nothing_different_writes_nothing_and_sends_no_letter(desk, browser):
    answer = browser.post(url(desk), AS_HELD, follow=True)

    assert "Rien ne changeait" in text(answer)
    assert not Letter.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, browser):
    answer = browser.post(url(desk), AS_HELD | {"line": "", "postcode": "123", "first": "Luciane"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"line", "postcode", "checked"}
    assert "Luciane" in text(answer)
    assert not Letter.objects.exists()
