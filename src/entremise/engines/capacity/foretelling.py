"""What the runs say: the chance, days, hours that are missing, reports that wait."""

from dataclasses import replace
from typing import Final

import numpy as np

from entremise.engines.capacity.chances import Chance, Drawn, Expected, Floats
from entremise.engines.capacity.formula import RAMP
from entremise.engines.capacity.simulating import NOBODY, Course, simulate
from entremise.engines.capacity.vocabulary import (
    WEEK,
    Aim,
    Day,
    Forecast,
    Missing,
    Plan,
    Pool,
    Share,
    Spread,
)

RUNS: Final = 200
NINE_OF_TEN: Final = 0.9


def foretell(plan: Plan, *, runs: int = RUNS, seed: int = 0) -> Forecast:
    """The forecast of a plan from `runs` runs; the same seed gives the same.

    Method: half-hour simulation of the campaign (tries, half-days, promises, no-shows, drop-out, levels and languages);
    each run draws its own rates from Beta distributions whose prior is worth 100 cases."""
    return told(plan, Drawn(runs, seed))


def expect(plan: Plan) -> Forecast:
    """The same without chance: one run in which every share is its mean; its `chance` is 0 or 1."""
    return told(plan, Expected())


def aimed(plan: Plan, aim: Aim) -> Plan:
    """The plan itself, or the plan of calling once everybody who was never called."""
    if aim is Aim.PEOPLE:
        return plan
    pools = tuple(Pool(one.level, one.language, one.left[:1]) for one in plan.pools)
    given = replace(plan.assumptions, promises=Share(0))
    return replace(plan, pools=pools, tries=1, assumptions=given)


def told(plan: Plan, chance: Chance) -> Forecast:
    pools = tuple(one for one in plan.pools if any(crew.serves(one) for crew in plan.crews))
    served = replace(plan, pools=pools)
    found = simulate(served, chance)
    done = first_days(found.left)
    end = found.at_date
    return Forecast(
        people=sum(one.people for one in pools),
        chance=float(np.mean(done <= plan.until)),
        day_50=day_by(done, 0.5, len(found.left)),
        day_90=day_by(done, NINE_OF_TEN, len(found.left)),
        talks=spread(end.talks),
        tries=spread(end.tries),
        unreached=spread(end.unreached),
        left=spread(end.left()),
        missing=missing(served, found),
        days=tuple(day_of(at, found) for at in range(len(found.left))),
        out_of_reach=tuple(one for one in plan.pools if one not in pools and one.people),
    )


def first_days(left: Floats) -> Floats:
    """By run, the first day that ends with nobody left; one day after the last where there is none."""
    is_done = left <= NOBODY
    return np.where(is_done.any(axis=0), is_done.argmax(axis=0), len(left)).astype(np.float64)


def day_by(done: Floats, part: float, count: int) -> int | None:
    """The day by which this part of the runs is done."""
    day = int(np.quantile(done, part, method="inverted_cdf"))
    return day if day < count else None


def spread(values: Floats) -> Spread:
    return Spread(float(values.mean()), float(np.quantile(values, NINE_OF_TEN)))


def day_of(at: int, found: Course) -> Day:
    low, middle, high = np.quantile(found.left[at], (0.1, 0.5, 0.9))
    return Day(at, float(low), float(middle), float(high), spread(found.backlog[at]))


def missing(plan: Plan, found: Course) -> tuple[Missing, ...]:
    """Hours of seats a week, by level: the minutes that those left at the date still take, over the weeks until then."""
    minutes = minutes_left(plan, found)
    given, weeks = plan.assumptions, (plan.until + 1) / WEEK
    there = (1 - given.no_shows.value) * given.on_task.value
    stay = (1 - given.drop_outs.value) ** max((weeks - 1) / 2, 0)
    levels = sorted({one.level for one in plan.pools})
    rows = {
        level: minutes[[one.level == level for one in plan.pools]].sum(axis=0) for level in levels
    }
    hours = 60 * weeks * there * stay / RAMP
    return tuple(Missing(level, spread(rows[level] / hours)) for level in levels)


def minutes_left(plan: Plan, found: Course) -> Floats:
    """Minutes that those left at the date take until they are reached or given up: (pools, runs)."""
    rates, end = found.rates, found.at_date
    talk, cost = rates.talk.mean(axis=0), rates.cost.mean(axis=0)
    each = np.zeros_like(cost)
    after = np.zeros(cost.shape[1])
    for number in reversed(range(plan.tries)):
        after = cost[number] + (1 - talk[number]) * after
        each[number] = after
    people = end.waiting + end.parked
    promised = end.due + end.promised + end.promised_before
    minutes: Floats = (people * each).sum(axis=1) + promised * rates.kept_cost
    return minutes
