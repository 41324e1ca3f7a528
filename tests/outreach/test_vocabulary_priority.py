"""The fair share: at any moment each list and each district has had its part."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from entremise.outreach.vocabulary.priority import POINT, fair_turns
from entremise.people.vocabulary import PersonFacts


def people_of(register, count):
    return [PersonFacts(uuid.uuid4(), (register,), has_phone=True) for _ in range(count)]


@given(st.integers(1, 60), st.integers(1, 60))
def test_two_lists_advance_together_whatever_their_size(first, second):
    people = people_of(1, first) + people_of(2, second)
    turns = fair_turns(people)

    queue = sorted(people, key=lambda one: -turns[one.person])
    done = {1: 0, 2: 0}
    for one in queue:
        done[one.registers[0]] += 1
        assert abs(done[1] / first - done[2] / second) <= 1 / first + 1 / second + 2 / POINT


def test_turns_stay_below_a_point_and_do_not_change_from_one_night_to_the_next():
    people = people_of(1, 2500)

    turns = fair_turns(people)

    assert 0 <= min(turns.values()) <= max(turns.values()) < POINT
    assert fair_turns(reversed(people)) == turns
