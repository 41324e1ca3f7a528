"""A plan in reasons: why each pair, why not the nearest other offer, why a need has nobody."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from entremise.engines.assignment.columns import metres_from
from entremise.engines.assignment.plan import NOBODY, Plan
from entremise.engines.assignment.vocabulary import (
    Alternative,
    Ground,
    Lack,
    Pair,
    Proposal,
    Reason,
    Setback,
    Unserved,
    worth_m,
)


def explain(plan: Plan) -> Proposal:
    """The pairs and the needs left of a plan, in its order, metres rounded; reads the plan alone."""
    left = [at for at, offer in enumerate(plan.held) if offer == NOBODY]
    return Proposal(
        pairs=explain_some(plan, range(len(plan.held))),
        unserved=tuple(Unserved(plan.needs[at].id, lack_of(plan, at)) for at in left),
    )


def explain_some(plan: Plan, needs: Sequence[int]) -> tuple[Pair, ...]:
    """The pairs of these needs of a plan, by position; who is held by nobody has none."""
    holders: dict[int, list[int]] = defaultdict(list)
    for at, offer in enumerate(plan.held):
        holders[offer].append(at)
    return tuple(pair_of(plan, holders, at) for at in needs if plan.held[at] != NOBODY)


def pair_of(plan: Plan, holders: dict[int, list[int]], at: int) -> Pair:
    return Pair(
        need=plan.needs[at].id,
        offer=plan.offers[plan.held[at]].id,
        distance_m=round(plan.metres[at]),
        grounds=grounds_of(plan, at),
        alternative=alternative_of(plan, holders, at),
    )


def grounds_of(plan: Plan, at: int) -> tuple[Ground, ...]:
    """What holds for this pair; a frozen one was decided by somebody and may hold less."""
    need, offer, metres = plan.needs[at], plan.offers[plan.held[at]], plan.metres[at]
    shared = sorted(set(need.slots or offer.slots) & set(offer.slots))
    said = (
        (at in plan.frozen, Reason.KEPT, ""),
        (True, Reason.DISTANCE, round(metres)),
        (metres <= offer.radius_m, Reason.WITHIN_RADIUS, round(offer.radius_m)),
        (need.language in offer.languages, Reason.SHARED_LANGUAGE, need.language),
        (bool(shared), Reason.FREE_AT_SLOT, ", ".join(shared)),
        (need.credential in offer.credentials, Reason.CREDENTIAL, need.credential),
        (offer.helped == 0, Reason.HELPED_NOBODY, 0),
    )
    return tuple(Ground(reason, value) for holds, reason, value in said if holds)


def alternative_of(plan: Plan, holders: dict[int, list[int]], at: int) -> Alternative | None:
    """The nearest other offer that fits, if any."""
    for offer, metres in plan.links[at]:
        if offer != plan.held[at]:
            why = setback_of(plan, holders[offer], at, (offer, metres))
            return Alternative(plan.offers[offer].id, why)
    return None


def setback_of(plan: Plan, holding: list[int], at: int, link: tuple[int, float]) -> Setback:
    offer, metres = link
    if metres >= plan.metres[at]:
        return Setback.FARTHER
    if len(holding) < plan.offers[offer].capacity:
        return Setback.HELPED_MORE
    if any(plan.needs[one].urgency < plan.needs[at].urgency for one in holding):
        return Setback.MORE_URGENT_NEED
    if plan.frozen.issuperset(holding):
        return Setback.KEPT_PAIR
    return Setback.BETTER_FOR_ALL


def lack_of(plan: Plan, at: int) -> Lack:
    """The first filter that nobody passes together with those before it."""
    need, columns = plan.needs[at], plan.columns
    if plan.links[at]:
        return Lack.ALL_TAKEN
    metres = metres_from(columns, need)
    filters = (
        (Lack.NOBODY_IN_CATEGORY, columns.having(columns.categories, need.category)),
        (Lack.NOBODY_NEAR, metres <= np.minimum(columns.radius, worth_m(need))),
        (Lack.NOBODY_WITH_LANGUAGE, columns.having(columns.languages, need.language)),
        (Lack.NOBODY_WITH_CREDENTIAL, columns.having(columns.credentials, need.credential)),
        (Lack.NOBODY_FREE, (columns.slots & columns.wanted(need.slots)).any(axis=1)),
    )
    passing = np.ones(columns.radius.size, bool)
    for lack, flags in filters:
        passing = passing & flags
        if not passing.any():
            return lack
    return Lack.ALL_TAKEN
