from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.assignment.towns import best_cost_m, haversine_m, is_fit, need, offer, town

from entremise.engines.assignment.explaining import explain
from entremise.engines.assignment.plan import NOBODY, cost_m
from entremise.engines.assignment.solving import solve

SEEDS = st.integers(0, 2**32)


def pairs_of(plan):
    return {(pair.need, pair.offer) for pair in explain(plan).pairs}


def test_no_plan_is_better_in_a_thousand_towns():
    towns = [town(seed) for seed in range(1000)]

    costs = [cost_m(solve(*one)) for one in towns]

    assert costs == pytest.approx([best_cost_m(*one) for one in towns], abs=0.02)


def test_the_towns_of_these_tests_are_not_all_easy():
    plans = [solve(*town(seed)) for seed in range(200)]

    held = Counter(one == NOBODY for plan in plans for one in plan.held)

    assert min(held.values()) > 100


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_each_pair_fits_and_no_offer_gives_more_than_it_has(seed):
    offers, needs = town(seed, size=12)
    offer_of = {one.id: one for one in offers}
    need_of = {one.id: one for one in needs}

    proposal = explain(solve(offers, needs))

    assert [
        pair for pair in proposal.pairs if not is_fit(offer_of[pair.offer], need_of[pair.need])
    ] == []
    for pair in proposal.pairs:
        metres = haversine_m(offer_of[pair.offer], need_of[pair.need])
        assert pair.distance_m == pytest.approx(metres, abs=0.51)
    taken = Counter(pair.offer for pair in proposal.pairs)
    assert [name for name, count in taken.items() if count > offer_of[name].capacity] == []
    named = [one.need for one in (*proposal.pairs, *proposal.unserved)]
    assert sorted(named) == sorted(need_of)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(seed, chance):
    offers, needs = town(seed, size=60)
    plan = solve(offers, needs, seed=3)
    chance.shuffle(offers)
    chance.shuffle(needs)

    assert solve(offers, needs, seed=3).held == plan.held


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_one_more_offer_never_costs(seed):
    offers, needs = town(seed, size=10)

    fewer = cost_m(solve(offers[:-1], needs))

    assert cost_m(solve(offers, needs)) <= fewer + 0.02


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_frozen_pairs_stay_whatever_they_cost(seed):
    offers, needs = town(seed, size=8)
    frozen = [(asked.id, helper.id) for asked, helper in zip(needs[::2], offers[::2], strict=False)]

    plan = solve(offers, needs, frozen=frozen)

    assert set(frozen) <= pairs_of(plan)
    capacity = {one.id: one.capacity for one in offers}
    fixed = Counter(helper for _, helper in frozen)
    taken = Counter(helper for _, helper in pairs_of(plan))
    assert [one for one in taken if taken[one] > max(capacity[one], fixed[one])] == []


@pytest.mark.parametrize(
    ("helper", "asked"),
    [
        ({"radius_m": 900.0}, {"lat": 47.009}),
        ({"languages": ("fr",)}, {"language": "pt"}),
        ({"slots": ("MON-PM",)}, {"slots": ("MON-AM",)}),
        ({"credentials": ("driving",)}, {"credential": "first aid"}),
        ({"categories": ("visit",)}, {}),
        ({"capacity": 0}, {}),
        ({"radius_m": 100_000.0}, {"lat": 47.2, "urgency": 3}),
    ],
    ids=[
        "radius",
        "language",
        "slot",
        "credential",
        "category",
        "capacity",
        "longer than its worth",
    ],
)
def test_what_does_not_fit_is_not_proposed(helper, asked):
    fitting = offer("fits", radius_m=100_000.0, languages=("fr", "pt"), credentials=("first aid",))

    assert pairs_of(solve([offer(**helper)], [need(**asked)])) == set()
    assert pairs_of(solve([fitting], [need(lat=47.009, language="pt")])) == {("n1", "fits")}


def test_people_at_the_same_door_are_paired_within_a_radius_of_nothing():
    assert pairs_of(solve([offer(radius_m=0.0)], [need()])) == {("n1", "o1")}


def test_the_more_urgent_need_is_served_first():
    needs = [need("near", urgency=3), need("urgent", urgency=1, lat=47.01)]

    assert pairs_of(solve([offer()], needs)) == {("urgent", "o1")}


def test_two_needs_are_served_rather_than_the_nearest_one():
    offers = [offer("between"), offer("only near", lat=47.001, radius_m=200.0)]
    needs = [need("near", lat=47.0005), need("far", lat=46.99)]

    assert pairs_of(solve(offers, needs)) == {("near", "only near"), ("far", "between")}


def test_a_helper_who_helped_nobody_comes_first_when_the_ways_are_alike():
    offers = [offer("a", helped=4), offer("b", lat=47.001)]

    assert pairs_of(solve(offers, [need()])) == {("n1", "b")}


def test_the_work_of_one_plan_is_shared():
    offers = [offer("a", capacity=2), offer("b", lat=47.0001, capacity=2)]

    assert {helper for _, helper in pairs_of(solve(offers, [need("n1"), need("n2")]))} == {"a", "b"}


def test_large_offers_fill_to_their_last_place_and_no_further():
    offers = [offer("big", capacity=30), offer("next", lat=47.002, capacity=20)]
    needs = [need(f"n{number:02}", urgency=1 + number % 3) for number in range(45)]

    plan = solve(offers, needs)

    assert Counter(plan.held) == {0: 30, 1: 15}
    assert cost_m(plan) == pytest.approx(best_cost_m(offers, needs), abs=0.02)


def test_equals_go_to_the_lower_id():
    offers, needs = [offer("b"), offer("a")], [need("2"), need("1")]

    assert pairs_of(solve(offers, needs[:1])) == {("2", "a")}
    assert pairs_of(solve(offers[:1], needs)) == {("1", "b")}


def test_a_place_beyond_the_links_is_found_when_all_of_them_are_taken():
    offers = [offer(f"o{number:02}") for number in range(31)]
    needs = [need(f"n{number:02}") for number in range(31)]

    assert len(pairs_of(solve(offers, needs))) == 31


@pytest.mark.parametrize(
    ("offers", "needs", "frozen", "words"),
    [
        ([offer(), offer()], [], [], "twice"),
        ([], [need(), need()], [], "twice"),
        ([], [need(urgency=4)], [], "urgency"),
        ([offer()], [need()], [("n2", "o1")], "unknown"),
        ([offer()], [need()], [("n1", "o1"), ("n1", "o1")], "frozen twice"),
    ],
)
def test_what_makes_no_sense_is_refused(offers, needs, frozen, words):
    with pytest.raises(ValueError, match=words):
        solve(offers, needs, frozen=frozen)
