"""People to call, who calls them and when, what is assumed of both, and what is foretold. Days are counted from 0."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from math import prod
from typing import Final

PRIOR: Final = 100  # what is assumed weighs as much as so many cases seen
HALF_HOUR: Final = 30
WEEK: Final = 7


class Slot(IntEnum):
    """Part of a day: before 13 h, before 17 h, later."""

    MORNING = 0
    AFTERNOON = 1
    EVENING = 2


class Aim(StrEnum):
    CALLS = "CALLS"  # one try for each
    PEOPLE = "PEOPLE"  # as many tries as allowed


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1, assumed until cases are seen: the mean of a Beta whose prior is worth 100 cases."""

    assumed: float
    hits: float = 0
    seen: float = 0

    @property
    def value(self) -> float:
        return (PRIOR * self.assumed + self.hits) / (PRIOR + self.seen)


@dataclass(frozen=True, slots=True)
class Minutes:
    """A mean duration in minutes, assumed until cases are seen; what is assumed is worth 100 of them."""

    assumed: float
    total: float = 0
    seen: float = 0

    @property
    def value(self) -> float:
        return (PRIOR * self.assumed + self.total) / (PRIOR + self.seen)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """`talks`: a first try becomes a talk, by slot; `by_try`: the same by number of the try, all slots together.

    `promises` is of the tries without a talk, `losses` (wrong number, refusal, death) of those without a promise either."""

    talks: tuple[Share, Share, Share]
    by_try: tuple[Share, ...]
    promises: Share = Share(0.05)
    promises_kept: Share = Share(0.8)
    losses: Share = Share(0.02)
    try_minutes: Minutes = Minutes(1.6)
    talk_minutes: Minutes = Minutes(13)  # 9 of talk, 4 of notes
    no_shows: Share = Share(0.2)
    on_task: Share = Share(0.83)
    drop_outs: Share = Share(0.05)  # of the callers, each week
    reports: Share = Share(0.062)  # of the talks
    triage_minutes: Minutes = Minutes(25)

    def rate(self, slot: Slot, number: int) -> float:
        """The chance of a talk at the `number`th try, the first being 0; beyond those known, as at the last."""
        ratio = self.by_try[min(number, len(self.by_try) - 1)].value / self.by_try[0].value
        return min(1.0, self.talks[slot].value * ratio)


def assumed(first: float, never: float, tries: int = 6) -> Assumptions:
    """What is assumed when a share `first` of the first tries is a talk and a share `never` of the people never answers."""
    each = first / (1 - never)
    waits = [never + (1 - never) * (1 - each) ** number for number in range(tries + 1)]
    by_try = tuple(Share(1 - after / before) for before, after in pairwise(waits))
    return Assumptions(talks=(Share(first), Share(first), Share(first)), by_try=by_try)


LOCKDOWN: Final = assumed(first=0.5, never=0.15)
ORDINARY: Final = assumed(first=0.36, never=0.3)


@dataclass(frozen=True, slots=True)
class Pool:
    """People who need a level and a language: `left[n]` had n tries already; `promised` are to be called back."""

    level: int
    language: str
    left: tuple[int, ...]
    promised: int = 0

    @property
    def people(self) -> int:
        return sum(self.left) + self.promised


@dataclass(frozen=True, slots=True)
class Crew:
    """Callers alike: those of a level may take lower ones."""

    level: int
    languages: tuple[str, ...]
    callers: int

    def serves(self, pool: Pool) -> bool:
        return self.level >= pool.level and pool.language in self.languages


@dataclass(frozen=True, slots=True)
class HalfHour:
    """Half an hour of calls: seats for each crew, in the order of the crews."""

    day: int
    slot: Slot
    seats: tuple[float, ...]

    @property
    def half_day(self) -> tuple[int, bool]:
        return self.day, self.slot is Slot.MORNING


@dataclass(frozen=True, slots=True)
class Triage:
    """Hours of orienteurs on day 0 and the six after it, then again; reports that wait now."""

    hours: tuple[float, ...] = (0.0,) * WEEK
    backlog: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done by the end of the day `until`; half-hours in order, beyond that day too to see how late it may be."""

    pools: tuple[Pool, ...]
    crews: tuple[Crew, ...]
    half_hours: tuple[HalfHour, ...]
    until: int
    tries: int
    triage: Triage
    assumptions: Assumptions


@dataclass(frozen=True, slots=True)
class Spread:
    """Over the runs: the mean, and what nine of ten do not pass."""

    expected: float
    at_90: float


@dataclass(frozen=True, slots=True)
class Missing:
    """Hours of seats a week that a level lacks, to be done by the date."""

    level: int
    hours: Spread


@dataclass(frozen=True, slots=True)
class Day:
    """The end of a day: people left (tenth, half, ninth of ten runs), reports that wait for triage."""

    day: int
    left_10: float
    left_50: float
    left_90: float
    backlog: Spread


@dataclass(frozen=True, slots=True)
class Forecast:
    """`chance` of being done by the date; the days by which half and nine of ten runs are done, none when not in sight.

    Counts stand at the date. `out_of_reach` are the pools that no crew serves: they are no part of the rest."""

    people: int
    chance: float
    day_50: int | None
    day_90: int | None
    talks: Spread
    tries: Spread
    unreached: Spread  # tried as often as allowed, or lost
    left: Spread
    missing: tuple[Missing, ...]
    days: tuple[Day, ...]
    out_of_reach: tuple[Pool, ...]

    @property
    def peak(self) -> Day | None:
        """The day on which most reports wait."""
        return max(self.days, key=lambda one: one.backlog.at_90, default=None)


def reached_share(rates: tuple[float, ...]) -> float:
    """Of people tried until they answer, how many do, with these chances one after the other."""
    return 1 - prod(1 - rate for rate in rates)
