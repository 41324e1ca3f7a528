"""Who acts for a protected person says no for her at the desk; she reads it in her tracker, and undoes what is hers."""

from dataclasses import replace

import pytest
from django.urls import reverse
from tests.make import commons, people
from tests.make.reading import text
from tests.web.test_contacts_desk import DAUGHTER, GUARDIAN
from tests.web.test_desk import browser_of
from tests.web.test_resident import opened

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.models import Objection
from entremise.commons.operations.objections import withdraw_objection
from entremise.commons.queries.objections import has_objected, objections_to_verify
from entremise.commons.vocabulary.access import ObjectionState, Refusal, ToldBy
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.say_no_for_her import same_name
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return people.desk(replace(people.LUCIENNE, third_parties=(DAUGHTER, GUARDIAN)))


def say(desk, told_by, name="Mme Orain", parties=None):
    browser = browser_of(people.clerk())
    browser.post(reverse("desk:by_phone"), {"phone": "01 99 00 31 07"})
    given = {"scope": Purpose.ALERT_CALL, "channel": "PHONE", "told_by": told_by}
    read = browser.get(reverse("desk:read_back", args=[desk.person]), given)
    assert ("Nom que donne" in text(read)) is (told_by != ToldBy.PERSON)
    return browser.post(reverse("desk:read_back", args=[desk.person]), {**given, "name": name})


def test_a_guardian_who_decides_stops_the_calls_and_she_reads_who_said_it(desk):
    assert say(desk, ToldBy.GUARDIAN).status_code == 302

    row = Objection.objects.get()
    assert row.told_by == ToldBy.GUARDIAN
    assert has_objected(person=desk.person, purpose=Purpose.ALERT_CALL)
    page = opened(desk).get(reverse("resident:readings"))
    assert "Dit par votre tuteur" in text(page)
    assert reverse("resident:take_back", args=[row.pk]) not in page.content.decode()


def test_what_a_guardian_decided_she_does_not_undo_alone(desk):
    say(desk, ToldBy.GUARDIAN)
    row, browser = Objection.objects.get(), opened(desk)

    for answer in (
        browser.get(reverse("resident:take_back", args=[row.pk])),
        browser.post(reverse("resident:take_back", args=[row.pk])),
    ):
        assert answer.status_code == 403
        assert "le juge décide" in text(answer)
    with pytest.raises(Refused, match=Refusal.GUARDIAN_DECIDES):
        withdraw_objection(actor=RESIDENT, objection_id=row.pk, at=commons.now())
    assert Objection.objects.get().state == ObjectionState.ACTING


def test_who_assists_her_decides_nothing_she_is_asked_and_undoes_it_herself(desk):
    say(desk, ToldBy.ASSISTANT)
    row, browser = Objection.objects.get(), opened(desk)

    assert [one.objection_id for one in objections_to_verify(commons.now())] == [row.pk]
    assert "C'est vous qui décidez" in text(browser.get(reverse("resident:readings"))).replace(
        "’", "'"
    )
    browser.post(reverse("resident:take_back", args=[row.pk]))
    assert not has_objected(person=desk.person, purpose=Purpose.ALERT_CALL)


@pytest.mark.parametrize("name", ["Marc Palluel", "Catherine Palluel", "M."])
def test_whom_her_entry_does_not_name_as_guardian_says_nothing_for_her(desk, name):
    answer = say(desk, ToldBy.GUARDIAN, name=name)

    assert answer.status_code == 409
    assert not Objection.objects.exists()


def test_without_a_guardian_in_her_entry_nobody_says_it():
    alone = people.desk(replace(people.LUCIENNE, third_parties=(DAUGHTER,)))

    assert say(alone, ToldBy.GUARDIAN, name=DAUGHTER.name).status_code == 409
    assert not Objection.objects.exists()


def test_the_desk_takes_it_back_on_the_word_of_the_guardian_or_the_judge(desk):
    say(desk, ToldBy.GUARDIAN)
    browser = browser_of(people.clerk())
    browser.post(reverse("desk:by_phone"), {"phone": "01 99 00 31 07"})
    there = reverse("desk:take_back", args=[desk.person, Objection.objects.get().pk])

    assert "le juge tranche" in text(browser.get(there))
    browser.post(there)
    assert Objection.objects.get().state == ObjectionState.WITHDRAWN


def test_the_name_of_a_guardian_stands_in_no_address_and_in_no_open_table(desk):
    answer = say(desk, ToldBy.GUARDIAN)

    assert "Orain" not in answer["Location"]
    assert not any("Orain" in str(one) for one in Objection.objects.values())


@pytest.mark.parametrize(
    ("known", "told", "is_same"),
    [
        ("Bénédicte ORAIN", "Mme Orain", True),
        ("Orain", "Benedicte Orain", True),
        ("UDAF 33", "UDAF 33, Mme Roussel", True),
        ("Bénédicte Orain", "Mme", False),
        ("Bénédicte Orain", "Paul Orain", False),
    ],
)
def test_two_ways_of_writing_one_name(known, told, is_same):
    assert same_name(known, told) is is_same
