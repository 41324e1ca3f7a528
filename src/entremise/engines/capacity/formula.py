"""How many callers a campaign needs, in one line: the closed formula, without chance and without calendar."""

from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Final

from entremise.engines.capacity.vocabulary import Aim, Assumptions, Slot, reached_share

RAMP: Final = 1.1  # the first days, and the last people


@dataclass(frozen=True, slots=True)
class Course:
    """What one person takes on average: tries, the share of them reached, minutes of a caller on task."""

    tries: float
    reached: float
    minutes: float


def course(assumptions: Assumptions, tries: int) -> Course:
    """tries·(1-a)·u + r·(t+w): a try without talk takes u minutes, a talk t and its notes w; slots weigh alike."""
    rates = mean_rates(assumptions, tries)
    waiting = accumulate(rates[:-1], lambda left, rate: left * (1 - rate), initial=1.0)
    count, reached = sum(waiting), reached_share(rates)
    misses = (count - reached) * assumptions.try_minutes.value
    return Course(count, reached, misses + reached * assumptions.talk_minutes.value)


def mean_rates(assumptions: Assumptions, tries: int) -> tuple[float, ...]:
    return tuple(
        sum(assumptions.rate(slot, number) for slot in Slot) / len(Slot) for number in range(tries)
    )


def callers_exactly(
    *, people: int, minutes: float, hours_a_week: float, weeks: float, assumptions: Assumptions
) -> float:
    """N·m / (60·h·W·(1-s)·o·(1-q)^((W-1)/2)): callers, not rounded, without what ramp and tail add."""
    there = (1 - assumptions.no_shows.value) * assumptions.on_task.value
    stay = float((1 - assumptions.drop_outs.value) ** ((weeks - 1) / 2))
    return people * minutes / (60 * hours_a_week * weeks * there * stay)


def callers_needed(
    *,
    people: int,
    aim: Aim,
    tries: int,
    hours_a_week: float,
    weeks: float,
    assumptions: Assumptions,
) -> int:
    """Callers for one try each, or for as many tries as allowed; a tenth more for ramp and tail."""
    one = course(assumptions, 1 if aim is Aim.CALLS else tries)
    exactly = callers_exactly(
        people=people,
        minutes=one.minutes,
        hours_a_week=hours_a_week,
        weeks=weeks,
        assumptions=assumptions,
    )
    return ceil(exactly * RAMP)
