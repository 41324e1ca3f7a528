"""Finding at the desk: one box for number, code and phone; the name beside; nobody is named, each search is in the trace."""

import uuid
from dataclasses import replace

import pytest
from django.urls import reverse
from tests.make import commons, triage
from tests.make import mutual_aid as make
from tests.make.people import CANARIES, LUCIENNE
from tests.make.reading import text

from entremise.commons.queries.access import access_counts
from entremise.people.vault.following import follow_code, follow_digest
from entremise.people.vocabulary import Name

pytestmark = pytest.mark.django_db

PHONE = "01 99 00 31 07"
NAME = {"last": "Vaudremont", "first": "Lucienne", "birth_year": "1940"}


def found(browser, **typed):
    return browser.post(reverse("between:search"), typed)


def test_a_number_or_a_code_opens_its_need_or_offer(browser):
    key = uuid.uuid4()
    code = follow_code(key=key)
    need = make.need(key=key, code=follow_digest(code=code))
    offer = make.offer()

    for typed, name, pk in (
        (need.number.lower(), "need", need.pk),
        (code, "need", need.pk),
        (f" {offer.number} ", "offer", offer.pk),
    ):
        answer = found(browser, asked=typed)
        assert answer.headers["Location"] == reverse(f"between:{name}", args=[pk])


def test_a_phone_finds_what_was_asked_and_names_nobody(browser, desk):
    need = make.asked_by(desk.register_id)

    answer = found(browser, asked=PHONE)

    assert need.number in text(answer)
    shown = text(answer).replace("01 99 00 31 07", "")
    assert [word for word in CANARIES if word in shown] == []


def test_a_name_with_the_year_finds_it_too(browser, desk):
    need = make.asked_by(desk.register_id)

    assert need.number in text(found(browser, **NAME))


def test_each_search_is_in_the_trace_found_or_not(browser, desk):
    began = commons.now()
    make.asked_by(desk.register_id)
    found(browser, asked=PHONE)
    found(browser, asked="01 99 00 31 99")
    found(browser, **NAME)

    now = commons.now()
    assert access_counts(since=began, until=now).searched == 3


def test_nobody_found_says_what_to_do_and_a_wrong_number_is_said_beside_the_field(browser):
    nobody, unknown, short = (
        found(browser, asked=typed) for typed in (PHONE, "B-99999", "01 99 00")
    )

    assert "Aucune personne trouvée" in text(nobody)
    assert "Aucune demande et aucune offre" in text(unknown)
    assert [answer.status_code for answer in (nobody, unknown, short)] == [200, 422, 422]


def test_a_household_is_two_people(browser, desk):
    make.asked_by(desk.register_id)
    husband = replace(LUCIENNE, name=Name(last="Palluel", first="Marcel"))
    make.asked_by(desk.register_id, husband)

    answer = found(browser, asked=PHONE)

    assert text(answer).count("B-") == 2


def test_the_search_of_another_body_stays_shut(desk):
    make.asked_by(desk.register_id)
    stranger = triage.browser(make.go_between())

    assert found(stranger, asked=PHONE).status_code == 409
