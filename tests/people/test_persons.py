"""Persons as they are made: codes that nobody can foresee, but those of an invented town."""

from random import Random

import pytest
from tests.make import commons

from entremise.people.models import Person
from entremise.people.queries import code_of
from entremise.people.vault.persons import add_people, people_drawn_by

pytestmark = pytest.mark.django_db


def drawn(seed):
    with people_drawn_by(draw=Random(seed).randbytes):
        made = add_people(count=3, at=commons.now())
    return sorted(code_of(person=one) for one in made), set(made)


def test_a_town_has_the_same_people_at_each_build_and_an_instance_never_has():
    codes, ids = drawn(7)
    with people_drawn_by(draw=Random(7).randbytes):
        again = add_people(count=3, at=commons.now())  # all three are taken: others are drawn

    assert ids.isdisjoint(again)
    Person.objects.all().delete()
    assert drawn(7) == (codes, ids)
    assert ids.isdisjoint(add_people(count=3, at=commons.now()))
