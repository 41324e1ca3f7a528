"""The plan of least cost: metres walked, needs left without help, and a little for helpers who did much already."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from entremise.engines.assignment.candidates import AT_RANDOM, NEAREST, Found, links_of
from entremise.engines.assignment.columns import Floats, Places, columns_of
from entremise.engines.assignment.plan import NOBODY, Plan, places_left, with_held
from entremise.engines.assignment.vocabulary import (
    FAIR_CAP,
    FAIR_M,
    UNSERVED_M,
    Need,
    Offer,
)

PLACES_AT_FIRST: Final = 4
TIE_M: Final = 1e-3  # spread over the ids in order: it parts equals and nothing else
KEEP_M: Final = 1.0  # added to every edge: the solver takes no weight of zero


def solve(
    offers: Sequence[Offer],
    needs: Sequence[Need],
    *,
    frozen: Sequence[tuple[str, str]] = (),
    seed: int = 0,
) -> Plan:
    """The plan of least `cost_m` over the links of the needs; pairs of `frozen`, (need, offer) by id, stay as they are.

    Exact when no need has more than 30 links. Any order of the same offers and needs gives the same plan; equals go to the
    lower id. Raises ValueError for an id that is twice there, an urgency that is none of 1, 2, 3, and a frozen pair that names
    somebody unknown or the same need twice. Method: Jonker and Volgenant 1987, sparse (`min_weight_full_bipartite_matching`);
    a place of an offer is a column, leaving a need is a column of its own.
    """
    plan = laid_out(offers, needs, seed)
    plan = with_frozen(plan, frozen)
    waiting = [at for at, held in enumerate(plan.held) if held == NOBODY]
    if not waiting:
        return plan
    chosen = matched(plan, waiting)
    return with_late(with_held(plan, dict(zip(waiting, chosen, strict=True))))


def laid_out(offers: Sequence[Offer], needs: Sequence[Need], seed: int) -> Plan:
    """Nobody held yet; offers and needs in the order of their ids."""
    for rows in (offers, needs):
        if len({one.id for one in rows}) < len(rows):
            raise ValueError("an id is there twice")
    if any(need.urgency not in UNSERVED_M for need in needs):
        raise ValueError("an urgency is 1, 2 or 3")
    offers = tuple(sorted(offers, key=lambda one: one.id))
    needs = tuple(sorted(needs, key=lambda one: one.id))
    columns = columns_of(offers)
    return Plan(
        offers=offers,
        needs=needs,
        columns=columns,
        links=tuple(links_of(columns, needs, seed)),
        held=(NOBODY,) * len(needs),
        metres=(0.0,) * len(needs),
        frozen=frozenset(),
        seed=seed,
    )


def with_frozen(plan: Plan, frozen: Sequence[tuple[str, str]]) -> Plan:
    need_at = {need.id: at for at, need in enumerate(plan.needs)}
    offer_at = {offer.id: at for at, offer in enumerate(plan.offers)}
    if any(need not in need_at or offer not in offer_at for need, offer in frozen):
        raise ValueError("a frozen pair names somebody unknown")
    fixed = {need_at[need]: offer_at[offer] for need, offer in frozen}
    if len(fixed) < len(frozen):
        raise ValueError("a need is frozen twice")
    return replace(with_held(plan, fixed), frozen=frozenset(fixed))


def matched(plan: Plan, waiting: list[int]) -> list[int]:
    """The offer, or NOBODY, of each need that waits; few places are laid out at first, since most offers fill few."""
    edges = edges_of(plan, waiting)
    asked = np.bincount(edges[1], minlength=len(plan.offers))
    places = np.minimum(np.array(places_left(plan), np.intp), asked)
    laid = np.minimum(places, PLACES_AT_FIRST)
    # A place left empty says that more places of this offer would not help: then the plan is the best of all.
    while True:
        chosen = assigned(plan, waiting, edges, laid)
        used = np.bincount(chosen[chosen != NOBODY], minlength=laid.size)
        is_short = (used == laid) & (laid < places)
        if not is_short.any():
            return [int(one) for one in chosen]
        laid = np.where(is_short, np.minimum(places, 2 * laid), laid)


def edges_of(plan: Plan, waiting: list[int]) -> Found:
    links = [plan.links[need] for need in waiting]
    return (
        np.repeat(np.arange(len(links)), [len(one) for one in links]),
        np.array([offer for one in links for offer, _ in one], np.intp),
        np.array([metres for one in links for _, metres in one], float),
    )


def assigned(plan: Plan, waiting: list[int], edges: Found, places: Places) -> Places:
    """The offer, or NOBODY, of each need that waits, with so many places laid out for each offer."""
    rows, picks, metres = edges
    first = np.cumsum(places) - places
    copies, nth = by_place(places[picks])
    weights = metres[copies] + burden(plan, picks[copies], nth)
    alone = np.arange(len(waiting))
    graph = csr_array(
        (
            np.concatenate([weights, left_out(plan, waiting)]) + KEEP_M,
            (
                np.concatenate([rows[copies], alone]),
                np.concatenate([first[picks[copies]] + nth, places.sum() + alone]),
            ),
        ),
        shape=(len(waiting), int(places.sum()) + len(waiting)),
    )
    found: Places = min_weight_full_bipartite_matching(graph)[1]
    offers = np.searchsorted(first, found, side="right") - 1
    return np.where(found < places.sum(), offers, NOBODY)


def by_place(counts: Places) -> tuple[Places, Places]:
    """Each edge as often as its offer has places, and the turn of the place: (edge, turn)."""
    edges = np.repeat(np.arange(counts.size), counts)
    return edges, np.arange(edges.size) - np.repeat(np.cumsum(counts) - counts, counts)


def burden(plan: Plan, picks: Places, nth: Places) -> Floats:
    """Metres for helps given before and within the plan: it grows from place to place, so places fill in order."""
    taken = Counter(plan.held)
    before = np.array([one.helped + taken[at] for at, one in enumerate(plan.offers)])
    fair = FAIR_M * np.minimum(before[picks] + nth, FAIR_CAP)
    return np.asarray(fair + TIE_M * picks / max(1, len(plan.offers)), float)


def left_out(plan: Plan, waiting: list[int]) -> Floats:
    cost = np.array([UNSERVED_M[plan.needs[need].urgency] for need in waiting])
    return np.asarray(cost - TIE_M * np.arange(len(waiting)) / len(waiting), float)


def with_late(plan: Plan) -> Plan:
    """Needs left with all their links taken, while somebody farther, not linked, has a place."""
    waiting = [
        at
        for at, held in enumerate(plan.held)
        if held == NOBODY and len(plan.links[at]) == NEAREST + AT_RANDOM
    ]
    left = places_left(plan)
    needs = [plan.needs[at] for at in waiting]
    farther = links_of(plan.columns, needs, plan.seed, among=np.array(left, np.intp) > 0)
    changes = {}
    for _, at, more in sorted(
        (plan.needs[at].urgency, at, more) for at, more in zip(waiting, farther, strict=True)
    ):
        offer = next((offer for offer, _ in more if left[offer]), NOBODY)
        if offer != NOBODY:
            left[offer] -= 1
            changes[at] = offer
    return with_held(plan, changes) if changes else plan
