"""The plan of least cost against first come, nearest helper, when help is scarce, balanced and in surplus.

Exact floor: all pairs that fit in a dense matrix (`linear_sum_assignment`), every place a column. Rival: each need in the order
of arrival takes the nearest free helper who fits. Goals: 1,000 x 1,000 within 1 s, 10,000 x 10,000 within 30 s, one need more within
1 s, from memory and from the plan that is kept, cost at most 1.01 times the exact one; when every place is used (scarce) all of the most urgent served whom the exact plan serves, when places are
as many as needs (balanced) at least 7 points more served than the rival; a gap of at most 0.3 % after 100 arrivals. `python -m benchmarks.assignment`."""

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from entremise.engines.assignment.augmenting import EXPANSIONS_AT_WORK, augment, place
from entremise.engines.assignment.columns import metres_from
from entremise.engines.assignment.explaining import explain
from entremise.engines.assignment.plan import NOBODY, Plan, cost_m, with_held
from entremise.engines.assignment.resuming import resumed
from entremise.engines.assignment.solving import solve
from entremise.engines.assignment.vocabulary import UNSERVED_M, Need, Offer, fair_m, worth_m

LEVELS = {"scarce": 0.5, "balanced": 1.0, "surplus": 2.0}  # places for a need
ROUNDS = 3
ARRIVALS = 100
RESUMED = 20
IMPOSSIBLE = 1e9
CATEGORIES = ("shopping", "visit", "transport", "repair", "papers", "animals")
LANGUAGES = ("fr",) * 8 + ("pt", "ar", "tr", "uk")
SLOTS = tuple(
    f"{day}-{half}" for day in ("MON", "TUE", "WED", "THU", "FRI") for half in ("AM", "PM")
)
Town = tuple[list[Offer], list[Need]]
Result = TypeVar("Result")


def town(size: int, level: float, seed: int) -> Town:
    """As many people on a square kilometre whatever the size; needs come in no order, urgent or not."""
    chance = random.Random(seed)
    side = 0.06 * (size / 1000) ** 0.5

    def spot() -> tuple[float, float]:
        return 47 + chance.random() * side, 2 + chance.random() * side * 1.47

    offers = [
        Offer(
            f"o{number:06}",
            *spot(),
            categories=tuple(chance.sample(CATEGORIES, 2)),
            radius_m=chance.choice((1000.0, 2000.0, 3000.0, 5000.0)),
            capacity=places,
            languages=tuple({"fr", chance.choice(LANGUAGES)}),
            slots=tuple(chance.sample(SLOTS, 5)),
            helped=chance.choice((0, 0, 0, 1, 5)),
        )
        for number, places in enumerate(capacities(size, level))
    ]
    needs = [
        Need(
            f"n{number:06}",
            *spot(),
            category=chance.choice(CATEGORIES),
            urgency=chance.choice((1, 2, 2, 3, 3, 3)),
            language=chance.choice(LANGUAGES),
            slots=tuple(chance.sample(SLOTS, 3)),
        )
        for number in range(size)
    ]
    return offers, needs


def capacities(size: int, level: float) -> list[int]:
    """Half as many helpers as needs, or as many, with one place; in surplus as many with two."""
    return [1] * int(size * level) if level <= 1 else [int(level)] * size


def fitting_costs(plan: Plan, need: Need) -> np.ndarray:
    """Metres to each offer, far beyond reach where it does not fit."""
    columns = plan.columns
    metres = metres_from(columns, need)
    fits = columns.fitting(need.category, need.language, need.credential)
    fits &= metres <= np.minimum(columns.radius, worth_m(need))
    fits &= (columns.slots & columns.wanted(need.slots)).any(axis=1)
    return np.where(fits, metres, IMPOSSIBLE)


def first_come(empty: Plan) -> Plan:
    left = np.array([one.capacity for one in empty.offers])
    changes = {}
    for at, need in enumerate(empty.needs):
        metres = np.where(left > 0, fitting_costs(empty, need), IMPOSSIBLE)
        offer = int(metres.argmin())
        if metres[offer] < IMPOSSIBLE:
            left[offer] -= 1
            changes[at] = offer
    return with_held(empty, changes)


def exact(empty: Plan) -> Plan:
    places = [(at, nth) for at, one in enumerate(empty.offers) for nth in range(one.capacity)]
    column = np.array([at for at, _ in places])
    fair = np.array([fair_m(empty.offers[at].helped + nth) for at, nth in places])
    costs = np.full((len(empty.needs), len(places) + len(empty.needs)), IMPOSSIBLE)
    for row, need in enumerate(empty.needs):
        costs[row, : len(places)] = fitting_costs(empty, need)[column] + fair
        costs[row, len(places) + row] = UNSERVED_M[need.urgency]
    found = linear_sum_assignment(costs)[1]
    held = [int(column[one]) if one < len(places) else NOBODY for one in found]
    return with_held(empty, dict(enumerate(held)))


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds of processor, and the result."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def emptied(plan: Plan) -> Plan:
    nobody = (NOBODY,) * len(plan.needs)
    return replace(plan, held=nobody, metres=(0.0,) * len(plan.needs))


def compare(size: int) -> bool:
    print(f"{size:,} needs, median of {ROUNDS} towns; ratio: cost / exact cost")
    print(f"{'':10}{'':26}{'served %':>9}{'urgent %':>9}{'mean m':>8}{'ratio':>8}{'cpu s':>8}")
    is_reached = True
    for name, level in LEVELS.items():
        rows: dict[str, list[tuple[float, ...]]] = {}
        for seed in range(ROUNDS):
            offers, needs = town(size, level, seed)
            seconds, plan = timed(lambda given=(offers, needs): solve(*given))
            empty = emptied(plan)
            slow, best = timed(lambda given=empty: exact(given))
            rival_seconds, rival = timed(lambda given=empty: first_come(given))
            for way, spent, one in (
                ("exact, dense", slow, best),
                ("ours", seconds, plan),
                ("first come, nearest", rival_seconds, rival),
            ):
                figures = (*served(one), cost_m(one) / cost_m(best), spent)
                rows.setdefault(way, []).append(figures)
        middle = {
            way: [statistics.median(column) for column in zip(*found, strict=True)]
            for way, found in rows.items()
        }
        for way, (share, urgent, metres, ratio, spent) in middle.items():
            print(
                f"{name:10}{way:26}{share:9.1f}{urgent:9.1f}{metres:8.0f}{ratio:8.3f}{spent:8.3f}"
            )
        gain = middle["ours"][0] - middle["first come, nearest"][0]
        is_best = middle["ours"][1] >= middle["exact, dense"][1] and middle["ours"][3] <= 1.01
        is_reached &= is_best and (name != "balanced" or gain >= 7)
    return is_reached


def served(plan: Plan) -> tuple[float, float, float]:
    """Percent of the needs, percent of the most urgent, and the mean of the metres."""
    metres = [far for far, held in zip(plan.metres, plan.held, strict=True) if held != NOBODY]
    urgent = [
        held != NOBODY
        for need, held in zip(plan.needs, plan.held, strict=True)
        if need.urgency == 1
    ]
    share = 100 * len(metres) / len(plan.needs)
    return share, 100 * statistics.mean(urgent), statistics.mean(metres)


def clock(size: int, level: float, goal_s: float) -> bool:
    """A full plan, its reasons, then arrivals one by one against a new plan of all."""
    offers, needs = town(size + ARRIVALS, level, 7)
    began = time.perf_counter()
    plan = solve(offers, needs[:size])
    wall = time.perf_counter() - began
    reasons, _ = timed(lambda given=plan: explain(given))
    waits, moves = [], []
    for need in needs[size:]:
        before = plan.held
        spent, plan = timed(lambda given=plan, late=need: augment(given, late))
        waits.append(spent * 1000)
        moves.append(sum(a != b for a, b in zip(before, plan.held, strict=False)))
    gap = cost_m(plan) / cost_m(solve(offers, needs)) - 1
    waits.sort()
    p99 = waits[int(len(waits) * 0.99) - 1]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:,} x {len(offers):,}: plan {wall:.2f} s, reasons {reasons:.2f} s, peak {memory:.0f} MB; "
        f"one need more: p50 {waits[len(waits) // 2]:.1f} ms, p99 {p99:.1f} ms, "
        f"{statistics.mean(moves):.1f} changes, gap after {ARRIVALS} {gap:.2%}"
    )
    return wall <= goal_s and waits[-1] <= 1000 and gap <= 0.003


def resume(size: int, level: float, goal_s: float) -> bool:
    """One change, as the worker answers it: the plan that is kept is taken up, and one need more is placed."""
    offers, needs = town(size + ARRIVALS, level, 7)
    plan = solve(offers, needs[:size])
    held = {
        need.id: plan.offers[at].id
        for need, at in zip(plan.needs, plan.held, strict=True)
        if at != NOBODY
    }
    waits, losses = [], []
    for late in needs[size : size + RESUMED]:
        spent, found = timed(
            lambda given=(*plan.needs, late): place(
                resumed(plan.offers, given, held=held),
                size,
                expansions=EXPANSIONS_AT_WORK,
                longer=EXPANSIONS_AT_WORK,
            )
        )
        waits.append(spent)
        losses.append(cost_m(found) - cost_m(augment(plan, late)))
    print(
        f"{size:,} x {len(offers):,}: the kept plan taken up and one need placed, "
        f"p50 {statistics.median(waits):.2f} s, worst {max(waits):.2f} s (goal {goal_s:.0f} s), "
        f"beside one need more in memory {statistics.mean(losses):.0f} m"
    )
    return max(waits) <= goal_s


def square(size: int, goal_s: float) -> bool:
    """As many offers as needs, a place each: the size of the goal."""
    offers, needs = town(size, 1.0, 9)
    began = time.perf_counter()
    plan = solve(offers, needs)
    wall = time.perf_counter() - began
    print(
        f"{size:,} x {size:,}: plan {wall:.2f} s (goal {goal_s:.0f} s), {served(plan)[0]:.1f} % served"
    )
    return wall <= goal_s


def main() -> None:
    reached = [
        compare(1000),
        square(1000, 1.0),
        square(10_000, 30.0),
        *(clock(1000, level, 1.0) for level in LEVELS.values()),
        *(clock(10_000, level, 30.0) for level in LEVELS.values()),
        *(resume(10_000, level, 1.0) for level in LEVELS.values()),
    ]
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()
