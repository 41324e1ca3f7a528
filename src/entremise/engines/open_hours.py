"""Clocks that run only while an office is open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

LOOK_AHEAD_DAYS = 60
IsClosed = Callable[[date], bool]


def never(day: date) -> bool:
    """An office without holidays."""
    del day
    return False


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """Open hours of some days of the week; Monday is 0; local time."""

    weekdays: frozenset[int]
    start: time
    end: time


def after_open_minutes(
    moment: datetime, minutes: int, spans: Sequence[OpenSpan], is_closed: IsClosed = never
) -> datetime:
    """The local moment when so many open minutes have passed; at once for none; never closed: plain minutes."""
    left = timedelta(minutes=minutes)
    if not left or not spans:
        return moment + left
    for offset in range(LOOK_AHEAD_DAYS):
        day = moment.date() + timedelta(days=offset)
        for span in sorted(spans, key=lambda one: one.start):
            if day.weekday() not in span.weekdays or is_closed(day):
                continue
            start = max(moment, datetime.combine(day, span.start, moment.tzinfo))
            end = datetime.combine(day, span.end, moment.tzinfo)
            if start >= end:
                continue
            if end - start >= left:
                return start + left
            left -= end - start
    return moment + left


def after_open_days(
    moment: datetime, days: int, weekdays: frozenset[int], is_closed: IsClosed = never
) -> datetime:
    """The same hour so many open days later, the day itself open; never open: plain days."""
    if not weekdays:
        return moment + timedelta(days=days)

    def is_open(found: datetime) -> bool:
        return found.weekday() in weekdays and not is_closed(found.date())

    found = moment
    while days > 0 or not is_open(found):
        found += timedelta(days=1)
        days -= is_open(found)
    return found
