"""A plan under way: who is held by whom, and over which links that may change."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from entremise.engines.assignment.columns import Columns, metres_from
from entremise.engines.assignment.vocabulary import UNSERVED_M, Need, Offer, fair_m

NOBODY: Final = -1

Links = tuple[tuple[int, float], ...]  # (position of the offer, metres), nearest first


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is held by whom: `held` and `metres` follow `needs`; `held` points into `offers`, or is NOBODY."""

    offers: tuple[Offer, ...]
    needs: tuple[Need, ...]
    columns: Columns
    links: Sequence[Links]
    held: tuple[int, ...]
    metres: tuple[float, ...]
    frozen: frozenset[int]
    seed: int


def with_held(plan: Plan, changes: dict[int, int]) -> Plan:
    """The plan with these needs held by these offers, or by NOBODY."""
    held, metres = list(plan.held), list(plan.metres)
    for need, offer in changes.items():
        held[need] = offer
        metres[need] = metres_between(plan, need, offer)
    return replace(plan, held=tuple(held), metres=tuple(metres))


def metres_between(plan: Plan, need: int, offer: int) -> float:
    if offer == NOBODY:
        return 0.0
    for linked, metres in plan.links[need]:
        if linked == offer:
            return metres
    return float(metres_from(plan.columns, plan.needs[need])[offer])


def places_left(plan: Plan) -> list[int]:
    """The places that each offer has still; a frozen plan may hold more than its capacity, then none is left."""
    taken = Counter(plan.held)
    return [max(0, offer.capacity - taken[at]) for at, offer in enumerate(plan.offers)]


def cost_m(plan: Plan) -> float:
    """What the plan costs, in metres: ways, 200, 60 or 20 km for a need left by urgency, 50 m for each help of a helper before."""
    left = sum(
        UNSERVED_M[need.urgency]
        for need, held in zip(plan.needs, plan.held, strict=True)
        if held == NOBODY
    )
    fair = sum(
        fair_m(plan.offers[at].helped + turn)
        for at, count in Counter(plan.held).items()
        if at != NOBODY
        for turn in range(count)
    )
    return left + fair + sum(plan.metres)
