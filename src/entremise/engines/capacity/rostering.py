"""The half-hours of a plan: callers spread over the opening hours of weeks, more seats, more weeks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from entremise.engines.capacity.vocabulary import WEEK, HalfHour, Slot

NOON, EVENING = 26, 34  # half-hours of the day: 13 h, 17 h


@dataclass(frozen=True, slots=True)
class Opening:
    """Calls on a day of the week (0 is the weekday of day 0), from one half-hour of the day to another, not included."""

    weekday: int
    start: int
    end: int


def slot_of(half_hour: int) -> Slot:
    if half_hour < NOON:
        return Slot.MORNING
    return Slot.AFTERNOON if half_hour < EVENING else Slot.EVENING


def spread_evenly(
    openings: Sequence[Opening], hours_a_week: Sequence[float], days: int
) -> tuple[HalfHour, ...]:
    """`hours_a_week` of each crew, callers together, over the half-hours of every week for so many days."""
    week = sorted({(one.weekday, at) for one in openings for at in range(one.start, one.end)})
    if not week:
        return ()
    seats = tuple(hours * 2 / len(week) for hours in hours_a_week)
    return tuple(
        HalfHour(day, slot_of(at), seats)
        for day in range(days)
        for weekday, at in week
        if weekday == day % WEEK
    )


def prolonged(half_hours: Sequence[HalfHour], *, since: int, days: int) -> tuple[HalfHour, ...]:
    """The same, and from the day `since` on its last week again and again, up to so many days."""
    found = tuple(half_hours)
    if not found:
        return ()
    last = found[-1].day
    by_day = {day: tuple(rows) for day, rows in groupby(found, key=lambda one: one.day)}
    more = (
        replace(one, day=day)
        for day in range(max(since, last + 1), days)
        for one in by_day.get(last - (last - day) % WEEK, ())
    )
    return (*found, *more)
