"""200 runs of a campaign of eight weeks, for 1,000, 10,000 and 50,000 people, against drawing alone.

Floor: the same draws without the campaign around them (for each half-hour, one binomial for talks, promises and losses of every try, and one
length). Goal: 200 runs within 2 s of the clock at 50,000. Then the table of the specification, by the formula and by simulation.
`python -m benchmarks.capacity`."""

import sys
import time
from dataclasses import replace

import numpy as np

from entremise.engines.capacity.foretelling import RUNS, aimed, expect, foretell
from entremise.engines.capacity.formula import callers_needed
from entremise.engines.capacity.rostering import Opening, spread_evenly
from entremise.engines.capacity.vocabulary import (
    LOCKDOWN,
    ORDINARY,
    WEEK,
    Aim,
    Assumptions,
    Crew,
    Plan,
    Pool,
    Triage,
)

GOAL_S = 2.0
WEEKS, TRIES = 8, 4
SIZES = {1_000: 17, 10_000: 170, 50_000: 850}  # people, callers of three hours a week
OPENINGS = [Opening(day, a, b) for day in range(5) for a, b in ((19, 25), (28, 38))]


def campaign(people: int, callers: int, hours: float, given: Assumptions) -> Plan:
    """Two levels and two languages, as many weeks again to say how late it may be."""
    crews = (Crew(2, ("fr",), callers - callers // 10), Crew(3, ("fr", "pt"), callers // 10))
    return Plan(
        pools=(
            Pool(2, "fr", (people - people // 20,)),
            Pool(3, "fr", (people // 50,)),
            Pool(2, "pt", (people // 20 - people // 50,)),
        ),
        crews=crews,
        half_hours=spread_evenly(
            OPENINGS, [one.callers * hours for one in crews], WEEK * WEEKS * 2
        ),
        until=WEEK * WEEKS - 1,
        tries=TRIES,
        triage=Triage((42.0,) * 5 + (0.0, 0.0)),
        assumptions=given,
    )


def drawing(steps: int, pools: int) -> None:
    source = np.random.default_rng(0)
    counts = np.full((pools, TRIES, RUNS), 20)
    for _step in range(steps):
        for share in (0.4, 0.05, 0.02):
            source.binomial(counts, share)
        source.standard_gamma(counts.sum(axis=1))


def clock() -> bool:
    worst = 0.0
    for people, callers in SIZES.items():
        plan = campaign(people, callers, 3, LOCKDOWN)
        began = time.perf_counter()
        found = foretell(plan)
        spent = time.perf_counter() - began
        began = time.perf_counter()
        steps = sum(one.day <= len(found.days) for one in plan.half_hours)
        drawing(steps, len(plan.pools))
        floor = time.perf_counter() - began
        began = time.perf_counter()
        expect(plan)
        alone = time.perf_counter() - began
        print(
            f"{people:>6,} people: {RUNS} runs {spent:.2f} s (goal {GOAL_S:.0f} s), drawing alone {floor:.2f} s, "
            f"one run without chance {alone:.3f} s; chance {found.chance:.0%}, days {found.day_50} and {found.day_90}"
        )
        worst = max(worst, spent)
    return worst <= GOAL_S


def simulated(aim: Aim, hours: float, given: Assumptions) -> int:
    """The fewest callers, to a hundredth, with whom half of the runs are done in eight weeks."""
    low, high = 10, 3000
    while high - low > max(1, high // 100):
        middle = (low + high) // 2
        plan = campaign(50_000, middle, hours, given)
        alone = replace(
            plan,
            pools=(Pool(2, "fr", (50_000,)),),
            half_hours=tuple(one for one in plan.half_hours if one.day <= plan.until),
        )
        is_done = foretell(aimed(alone, aim), runs=60).chance >= 0.5
        low, high = (low, middle) if is_done else (middle, high)
    return high


def table() -> None:
    for aim in Aim:
        for name, given in (("lockdown", LOCKDOWN), ("ordinary", ORDINARY)):
            for hours in (3, 9):
                exact = callers_needed(
                    people=50_000,
                    aim=aim,
                    tries=TRIES,
                    hours_a_week=hours,
                    weeks=WEEKS,
                    assumptions=given,
                )
                print(
                    f"{aim.lower():7}{name:9} {hours} h a week: formula {exact:4}, simulated {simulated(aim, hours, given):4} callers"
                )


def main() -> None:
    is_reached = clock()
    table()
    sys.exit(0 if is_reached else 1)


if __name__ == "__main__":
    main()
