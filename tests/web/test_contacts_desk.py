"""The people around a person, at the desk: read with a trace, corrected, taken out; a relative who refuses."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse
from tests.make import commons, people
from tests.make.reading import text
from tests.web.test_desk import browser_of

from entremise.commons.models import RelativeObjection
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.notices.models import Letter
from entremise.people.vault import open_card
from entremise.people.vocabulary import ThirdParty

pytestmark = pytest.mark.django_db
DAUGHTER = ThirdParty("Catherine Palluel", "fille", "+33639982311", is_named=True)
GUARDIAN = ThirdParty("Bénédicte Orain", "tutrice", "+33199006101", is_guardian=True)
AROUND = (FieldGroup.THIRD_PARTY, FieldGroup.AROUND, FieldGroup.RELATIVE, FieldGroup.GUARDIAN)


@pytest.fixture
def desk():
    return people.desk(replace(people.LUCIENNE, third_parties=(DAUGHTER, GUARDIAN)))


@pytest.fixture
def clerk():
    return people.clerk()


@pytest.fixture
def browser(desk, clerk):
    client = browser_of(clerk)
    client.post(reverse("desk:by_phone"), {"phone": "01 99 00 31 07"})
    return client


def url(desk):
    return reverse("desk:contacts", args=[desk.person])


def rows(*given, known=0):
    data = {"form-TOTAL_FORMS": str(len(given)), "form-INITIAL_FORMS": str(known)}
    for number, row in enumerate(given):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def kept(desk, clerk):
    grants = live_grants_of(
        actor=clerk, purpose=Purpose.SUBJECT_RIGHTS, reaches=(Reach.SEARCH,), at=commons.now()
    )
    tickets = ask(
        actor=clerk,
        grant_ids=[one.grant_id for one in grants],
        person=desk.person,
        groups=AROUND,
        at=commons.now(),
    )
    return open_card(tickets=tickets, at=commons.now())


def test_the_clerk_reads_them_once_she_has_found_the_person(desk, browser, clerk):
    page = browser.get(url(desk)).content.decode()

    assert "Catherine Palluel" in page
    assert re.search(r"06\W*39\W*98\W*23\W*11", page)
    assert browser_of(people.clerk()).get(url(desk)).status_code == 404


def test_one_is_corrected_and_the_other_taken_out_of_all_that_is_drawn_from_the_list(
    desk, browser, clerk
):
    row = {"name": "Claire Palluel", "link": "fille", "phone": "06 39 98 23 40", "is_named": "on"}

    answer = browser.post(url(desk), rows(row, {"name": ""}))

    assert answer.status_code == 302
    card = kept(desk, clerk)
    assert [one.name for one in card.third_parties] == ["Claire Palluel"]
    assert (card.relative.phone, card.guardian) == ("+33639982340", None)
    assert (card.around.has_relative, card.around.is_represented) == (True, False)


def test_all_are_taken_out(desk, browser, clerk):
    browser.post(url(desk), rows({"name": ""}))

    card = kept(desk, clerk)
    assert (card.third_parties, card.relative, card.guardian) == ((), None, None)
    assert not card.around.has_relative


@pytest.mark.parametrize("typed", [{"phone": "06 39 98 23 40"}, {"link": "voisine"}])
def test_what_is_typed_on_a_new_line_without_a_name_is_not_dropped(desk, browser, clerk, typed):
    hers = {"name": "Catherine Palluel", "phone": "06 39 98 23 11"}

    answer = browser.post(url(desk), rows(hers, typed, known=1))

    assert answer.status_code == 422
    assert "Dites qui est cette personne." in text(answer)
    assert kept(desk, clerk).third_parties == (DAUGHTER, GUARDIAN)


def test_a_line_that_was_there_is_taken_out_by_its_empty_name_alone(desk, browser, clerk):
    emptied = {"name": "", "link": "tutrice", "phone": "01 99 00 61 01", "is_guardian": "on"}
    hers = {"name": "Catherine Palluel", "phone": "06 39 98 23 11"}

    answer = browser.post(url(desk), rows(hers, emptied, {}, known=2))

    assert answer.status_code == 302
    assert [one.name for one in kept(desk, clerk).third_parties] == ["Catherine Palluel"]


def test_she_is_told_by_a_letter_to_her_door_that_names_nobody(desk, browser):
    row = {"name": "Claire Palluel", "phone": "06 39 98 23 40", "is_named": "on"}

    browser.post(url(desk), rows(row))

    letter = Letter.objects.get()
    page = browser.get(reverse("desk:receipt", args=[letter.pk])).content.decode()
    assert letter.template == "CONTACTS_CHANGED"
    assert "rue de la Butte" in page
    assert "ont changé" in page
    assert "Claire" not in page


def test_whom_she_names_has_a_number(desk, browser):
    answer = browser.post(url(desk), rows({"name": "Claire", "is_named": "on"}))

    assert answer.status_code == 422


def test_a_relative_refuses_by_phone_and_takes_it_back(desk, browser):
    page = reverse("desk:relative")

    browser.post(page, {"phone": "06 39 98 23 11", "choice": "no"})
    browser.post(page, {"phone": "06 39 98 23 11", "choice": "no"})
    assert RelativeObjection.objects.filter(withdrawn_at=None).count() == 1

    browser.post(page, {"phone": "06 39 98 23 11", "choice": "yes"})
    assert RelativeObjection.objects.filter(withdrawn_at=None).count() == 0


def test_a_number_that_refused_is_kept_as_a_digest_alone(desk, browser):
    browser.post(reverse("desk:relative"), {"phone": "06 39 98 23 11", "choice": "no"})

    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(o)::text from commons_relativeobjection o")
        assert "39982311" not in str(cursor.fetchall())
