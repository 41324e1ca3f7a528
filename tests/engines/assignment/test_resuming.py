"""A plan taken up again is the plan it was, and one need more is placed as in memory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.assignment.towns import need, offer, town

from entremise.engines.assignment.augmenting import place
from entremise.engines.assignment.plan import NOBODY, cost_m
from entremise.engines.assignment.resuming import resumed
from entremise.engines.assignment.solving import solve


def held_in(plan):
    return {
        one.id: plan.offers[at].id
        for one, at in zip(plan.needs, plan.held, strict=True)
        if at != NOBODY
    }


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_one_need_more_in_a_plan_taken_up_costs_what_a_new_plan_costs(seed):
    offers, needs = town(seed, size=9)
    late = need("z", urgency=1 + seed % 3, language="pt" if seed % 2 else "")
    plan = solve(offers, needs)

    again = resumed(plan.offers, [*plan.needs, late], held=held_in(plan))
    grown = place(again, len(plan.needs))

    assert again.links[: len(needs)] == list(plan.links)
    assert cost_m(grown) == pytest.approx(cost_m(solve(offers, [*needs, late])), abs=0.02)


def test_a_frozen_pair_stays():
    plan = resumed(
        [offer("o1")],
        [need("n1", urgency=3), need("n2", urgency=1)],
        held={"n1": "o1"},
        frozen=frozenset({"n1"}),
    )

    assert held_in(place(plan, 1)) == {"n1": "o1"}


def test_links_are_found_only_for_the_needs_that_are_looked_at():
    needs = [need(f"n{number}") for number in range(9)]
    plan = resumed([offer("o1"), offer("o2")], needs, held={"n0": "o1"})

    place(plan, 5)

    assert set(plan.links.found) <= {0, 5}


def test_an_offer_that_is_unknown_is_an_error():
    with pytest.raises(KeyError):
        resumed([offer("o1")], [need("n1")], held={"n1": "o9"})
