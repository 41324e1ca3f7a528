from collections import Counter
from dataclasses import replace
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.assignment.towns import need, offer, town

from entremise.engines.assignment.augmenting import augment
from entremise.engines.assignment.explaining import explain
from entremise.engines.assignment.plan import cost_m
from entremise.engines.assignment.solving import solve


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_one_more_need_costs_what_a_new_plan_costs(seed):
    offers, needs = town(seed, size=9)
    late = need("z", urgency=1 + seed % 3, language="pt" if seed % 2 else "")

    grown = augment(solve(offers, needs), late)

    assert cost_m(grown) == pytest.approx(cost_m(solve(offers, [*needs, late])), abs=0.02)


def test_a_day_of_arrivals_stays_near_the_best_plan():
    gaps = []
    for seed in range(40):
        offers, needs = town(seed, size=40)
        plan = solve(offers, [])
        for one in needs:
            plan = augment(plan, one)
        best = cost_m(solve(offers, needs))
        gaps.append(cost_m(plan) / best - 1 if best else 0.0)

    assert (mean(gaps) <= 0.003, min(gaps) >= -1e-6) == (True, True)


def test_the_plan_that_was_given_is_not_changed():
    plan = solve([offer()], [need("n1", urgency=3)])
    before = replace(plan)

    grown = augment(plan, need("n2", urgency=1))

    assert plan == before
    assert [pair.need for pair in explain(grown).pairs] == ["n2"]


def test_no_chain_moves_a_frozen_pair_nor_overfills_an_offer():
    offers = [offer("o1"), offer("o2", lat=47.001)]
    plan = solve(offers, [need("n1", urgency=3)], frozen=[("n1", "o1")])

    for number in range(3):
        plan = augment(plan, need(f"late{number}", urgency=1))

    held = {pair.need: pair.offer for pair in explain(plan).pairs}
    assert held["n1"] == "o1"
    assert Counter(held.values()) == {"o1": 1, "o2": 1}


@pytest.mark.parametrize("late", [need("n1"), need("n2", urgency=0)], ids=["known", "urgency"])
def test_what_makes_no_sense_is_refused(late):
    with pytest.raises(ValueError, match="in the plan already, or its urgency"):
        augment(solve([], [need("n1")]), late)
