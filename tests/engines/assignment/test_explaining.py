import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.assignment.towns import haversine_m, is_fit, need, offer, town

from entremise.engines.assignment.explaining import explain
from entremise.engines.assignment.solving import solve
from entremise.engines.assignment.vocabulary import Alternative, Ground, Lack, Reason, Setback


def test_a_pair_says_all_that_speaks_for_it():
    helper = offer(languages=("fr", "pt"), slots=("TUE-AM", "MON-AM"), credentials=("first aid",))
    asked = need(lat=47.001, language="pt", credential="first aid", slots=("MON-AM", "TUE-AM"))

    (pair,) = explain(solve([helper], [asked])).pairs

    assert pair.grounds == (
        Ground(Reason.DISTANCE, 111),
        Ground(Reason.WITHIN_RADIUS, 2000),
        Ground(Reason.SHARED_LANGUAGE, "pt"),
        Ground(Reason.FREE_AT_SLOT, "MON-AM, TUE-AM"),
        Ground(Reason.CREDENTIAL, "first aid"),
        Ground(Reason.HELPED_NOBODY, 0),
    )
    assert pair.alternative is None


def test_a_frozen_pair_says_only_what_holds():
    helper = offer(radius_m=10.0, helped=2, slots=("MON-PM",))

    (pair,) = explain(solve([helper], [need(lat=47.001)], frozen=[("n1", "o1")])).pairs

    assert pair.grounds == (Ground(Reason.KEPT, ""), Ground(Reason.DISTANCE, 111))


@pytest.mark.parametrize(
    ("helper", "asked", "why"),
    [
        ({"categories": ("visit",)}, {}, Lack.NOBODY_IN_CATEGORY),
        ({}, {"lat": 47.1}, Lack.NOBODY_NEAR),
        ({}, {"language": "pt"}, Lack.NOBODY_WITH_LANGUAGE),
        ({}, {"credential": "first aid"}, Lack.NOBODY_WITH_CREDENTIAL),
        ({}, {"slots": ("MON-PM",)}, Lack.NOBODY_FREE),
        ({"capacity": 0}, {}, Lack.ALL_TAKEN),
    ],
)
def test_a_need_left_says_what_is_missing(helper, asked, why):
    assert explain(solve([offer(**helper)], [need(**asked)])).unserved[0].why == why


def test_without_any_offer_nobody_is_in_the_category():
    assert explain(solve([], [need()])).unserved[0].why == Lack.NOBODY_IN_CATEGORY


NEAR, FAR = offer("near"), offer("far", lat=47.005, radius_m=1500.0)


@pytest.mark.parametrize(
    ("offers", "needs", "frozen", "expected"),
    [
        ([NEAR, FAR], [], [], ("far", Setback.FARTHER)),
        ([NEAR, FAR], [need("u", urgency=1, lat=46.99)], [], ("near", Setback.MORE_URGENT_NEED)),
        ([NEAR, FAR], [need("u", lat=46.99)], [], ("near", Setback.BETTER_FOR_ALL)),
        ([NEAR, FAR], [need("u", urgency=3)], [("u", "near")], ("near", Setback.KEPT_PAIR)),
        (
            [offer("near", helped=9), offer("far", lat=47.001)],
            [],
            [],
            ("near", Setback.HELPED_MORE),
        ),
    ],
    ids=["farther", "more urgent", "better for all", "kept", "helped more"],
)
def test_the_nearest_other_offer_is_named_with_the_reason_against_it(
    offers, needs, frozen, expected
):
    found = explain(solve(offers, [need("n"), *needs], frozen=frozen))

    (pair,) = [pair for pair in found.pairs if pair.need == "n"]
    assert pair.alternative == Alternative(*expected)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_alternatives_fit_and_no_other_is_nearer(seed):
    offers, needs = town(seed, size=12)
    need_of = {one.id: one for one in needs}

    for pair in explain(solve(offers, needs)).pairs:
        asked = need_of[pair.need]
        others = {
            one.id: haversine_m(one, asked)
            for one in offers
            if one.id != pair.offer and is_fit(one, asked)
        }
        assert (pair.alternative is None) == (not others)
        if pair.alternative:
            nearest = min(others.values())
            assert others[pair.alternative.offer] == pytest.approx(nearest, abs=1e-3)
