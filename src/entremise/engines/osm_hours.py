"""Opening hours as OpenStreetMap writes them (`Mo-Fr 08:30-12:30; PH off`): the weekly part, which services use.

What needs a calendar (months, weeks, the second Tuesday, sunrise) is not understood: the text is then shown as published.
Source: the specification of the key `opening_hours`, wiki.openstreetmap.org."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY: Final = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
RULE: Final = re.compile(
    rf"(?P<days>{DAY}(?:\s*[-,]\s*{DAY})*)?\s*:?\s*(?P<hours>off|closed|open|24/7|\d[\d:,\-+\s]*)?\s*(?:\"(?P<note>[^\"]*)\")?"
)
SPAN: Final = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\+?")
BETWEEN_RULES: Final = re.compile(rf";|\|\||(?<=[\d+f])\s*,\s*(?={DAY})")  # a comma after hours
MINUTES_A_DAY: Final = 1440
QUARTER: Final = 15
HOLIDAY: Final = "PH"

Span = tuple[int, int]  # minutes of the day; the end may pass midnight
WHOLE_DAY: Final[tuple[Span, ...]] = ((0, MINUTES_A_DAY),)


@dataclass(frozen=True, slots=True)
class Hours:
    """The spans of each weekday, Monday first; those of public holidays, or None when nothing is said of them."""

    week: tuple[tuple[Span, ...], ...]
    holidays: tuple[Span, ...] | None = None
    note: str = ""

    def quarters(self) -> tuple[int, ...]:
        """The quarters of an hour of the week, 0 is Monday at midnight, in which it is open."""
        found = {
            (day * MINUTES_A_DAY + minute) // QUARTER % (7 * MINUTES_A_DAY // QUARTER)
            for day, spans in enumerate(self.week)
            for start, end in spans
            for minute in range(start, end, QUARTER)
        }
        return tuple(sorted(found))


class NotWeekly(Exception):
    """A text that is no weekly opening hours."""


@lru_cache(maxsize=4096)
def hours_of(text: str) -> Hours | None:
    """The weekly hours of a text, or None when it is not this language or needs a calendar."""
    if text.strip() == "24/7":
        return Hours((WHOLE_DAY,) * 7, WHOLE_DAY)
    reading = Reading()
    try:
        for is_more, part in rules_of(text):
            reading.take(part, is_more=is_more)
    except NotWeekly:
        return None
    return reading.hours()


class Reading:
    """The rules of a text, one after the other; a later one takes the place of a former, unless it adds to it."""

    def __init__(self) -> None:
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.notes: list[str] = []

    def take(self, rule: str, *, is_more: bool) -> None:
        found = RULE.fullmatch(rule)
        if found is None or not any(found.groups()):
            raise NotWeekly
        self.notes += filter(None, (found["note"],))
        if not found["days"] and not found["hours"]:
            return
        spans = spans_of(found["hours"] or "open")
        for day in days_of(found["days"] or "Mo-Su"):
            self.spans[day] = (*self.spans.get(day, ()), *spans) if is_more else spans

    def hours(self) -> Hours | None:
        week = tuple(tuple(sorted(self.spans.get(day, ()))) for day in DAYS)
        if not any(week):
            return None
        return Hours(week, self.spans.get(HOLIDAY), ", ".join(self.notes))


def rules_of(text: str) -> Iterator[tuple[bool, str]]:
    """The rules of a text; one that follows a comma adds to what the former said."""
    start, is_more = 0, False
    for sign in BETWEEN_RULES.finditer(text):
        if part := text[start : sign.start()].strip():
            yield is_more, part
        start, is_more = sign.end(), "," in sign[0]
    if part := text[start:].strip():
        yield is_more, part


def spans_of(text: str) -> tuple[Span, ...]:
    text = text.strip()
    if text in {"off", "closed"}:
        return ()
    if text in {"open", "24/7"}:
        return WHOLE_DAY
    return tuple(span_of(one.strip()) for one in text.split(",") if one.strip())


def span_of(text: str) -> Span:
    said = SPAN.fullmatch(text)
    if said is None:
        raise NotWeekly
    start, end = int(said[1]) * 60 + int(said[2]), int(said[3]) * 60 + int(said[4])
    if start >= MINUTES_A_DAY or end > 2 * MINUTES_A_DAY:
        raise NotWeekly
    return start, end if end > start else end + MINUTES_A_DAY


def days_of(text: str) -> Iterator[str]:
    """The days of a list; school holidays are left aside."""
    for one in re.split(r"\s*,\s*", text.strip()):
        first, _, last = (part.strip() for part in one.partition("-"))
        if not last:
            yield from () if first == "SH" else (first,)
            continue
        if first not in DAYS or last not in DAYS:
            raise NotWeekly
        start, end = DAYS.index(first), DAYS.index(last)
        for number in range(start, end + 1 if end >= start else end + 8):
            yield DAYS[number % 7]


def is_open(hours: Hours, *, weekday: int, minute: int, is_holiday: bool = False) -> bool:
    """Whether it is open at this local minute of this day; Monday is 0."""
    today = hours.holidays if is_holiday and hours.holidays is not None else hours.week[weekday]
    before = hours.week[weekday - 1]
    return any(start <= minute < end for start, end in today) or any(
        minute + MINUTES_A_DAY < end for _start, end in before
    )
