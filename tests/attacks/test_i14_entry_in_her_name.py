"""I14: somebody types an entry in the name of a person who said no: nobody calls her before the desk has asked her."""

from dataclasses import replace

import pytest
from tests.attacks.conftest import weakened
from tests.attacks.test_i14_objection_stops import listed, objects
from tests.make import commons, people

from entremise.commons.models import Record
from entremise.commons.vocabulary.access import ObjectionScope, RecordState, RegistrationMode
from entremise.journeys.register_person import ask_entry, settle_entry
from entremise.people.vault import erase

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

TRUSTING = ("writing", "then 'ASKED'", "then 'REGISTERED'")
HASTY = ("judging", "rec.state = 'ASKED'", "false")


def typed(register_id, sheet=people.LUCIENNE, mode=RegistrationMode.SELF):
    """What anybody may send from the page: the request, and the person it made."""
    asked = ask_entry(register_id=register_id, sheet=sheet, mode=mode, at=commons.now())
    return asked, Record.objects.latest("pk").person


def refusing(is_erased=True, **given) -> int:
    register_id = commons.register()
    person = people.person_in(register_id)
    objects(person, **({"scope": ObjectionScope.ALL} | given))
    if is_erased:
        erase(actor=people.dpo_who_found(person), person=person, at=commons.now())
    return register_id


@pytest.mark.parametrize("is_erased", [True, False])
@pytest.mark.parametrize("given", [{}, {"scope": ObjectionScope.PURPOSE}])
def test_an_entry_in_her_name_is_on_no_list(is_erased, given):
    register_id = refusing(is_erased, **given)
    typed(register_id)

    assert listed(register_id) == set()


@pytest.mark.parametrize("twin", [TRUSTING, HASTY])
def test_twin_that_takes_the_word_of_whoever_types_lists_her(twin):
    register_id = refusing()

    with weakened(*twin):
        _, person = typed(register_id)
        assert listed(register_id) == {person}


def test_a_relative_who_says_so_does_not_bring_her_back_from_one_purpose():
    register_id = refusing(is_erased=False, scope=ObjectionScope.PURPOSE)
    typed(register_id, mode=RegistrationMode.THIRD_PARTY)

    assert listed(register_id) == set()


def test_confirmed_by_the_desk_she_is_called_and_her_letter_is_due():
    register_id = refusing()
    asked, person = typed(register_id)
    assert Record.objects.get(person=person).acknowledge_by is None

    settle_entry(actor=people.clerk(), request_id=asked, is_confirmed=True, at=commons.now())

    held = Record.objects.get(person=person)
    assert (held.state, held.acknowledge_by is not None) == (RecordState.CONFIRMED, True)
    assert listed(register_id) == {person}


def test_taken_out_by_the_desk_she_is_on_no_list():
    register_id = refusing()
    asked, _ = typed(register_id)

    settle_entry(actor=people.clerk(), request_id=asked, is_confirmed=False, at=commons.now())

    assert listed(register_id) == set()


def test_who_never_said_no_counts_at_once():
    register_id = refusing()
    other = replace(people.LUCIENNE, name=replace(people.LUCIENNE.name, first="Robert"), birth=None)
    _, person = typed(register_id, other)

    assert listed(register_id) == {person}
