"""When somebody may be called, when to try again, when trying has been enough: pure rules over local time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from entremise.engines.holidays import is_holiday

LOOK_AHEAD_DAYS = 15
NOON = time(13)
ALL_DAY = -1
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of some days of the week; Monday is 0."""

    weekdays: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Rules:
    """The calendar and the caps of a campaign; `is_sunday_ordered` opens Sundays and holidays."""

    windows: tuple[Window, ...]
    is_sunday_ordered: bool = False
    place: str = ""  # an official code: some départements have holidays of their own
    tries_per_day: int = 2
    tries_total: int = 6
    unreachable_after_tries: int = 4
    unreachable_within: timedelta = timedelta(days=10)
    half_days_before_unreachable: int = 2


@dataclass(frozen=True, slots=True)
class Retry:
    after: timedelta
    is_other_half_day: bool = False


def is_within(rules: Rules, moment: datetime) -> bool:
    """Whether this local moment lies in the calling hours."""
    return any(start <= moment < end for start, end in spans_of(rules, moment.date(), moment))


def next_within(rules: Rules, moment: datetime) -> datetime | None:
    """This moment when it lies in the hours, else the next opening; none in two weeks: none."""
    for offset in range(LOOK_AHEAD_DAYS):
        for start, end in spans_of(rules, moment.date() + timedelta(days=offset), moment):
            if moment < end:
                return max(moment, start)
    return None


def spans_of(rules: Rules, day: date, moment: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """The hours of one day, in order; when ordered, a Sunday or holiday has those written for Sundays, else of Saturday."""
    weekday = SUNDAY if is_holiday(day, rules.place) else day.weekday()
    if weekday == SUNDAY and not rules.is_sunday_ordered:
        return ()
    if weekday == SUNDAY and not any(SUNDAY in window.weekdays for window in rules.windows):
        weekday = SATURDAY
    zone = moment.tzinfo
    return tuple(
        sorted(
            (
                datetime.combine(day, window.start, zone),
                datetime.combine(day, window.end, zone),
            )
            for window in rules.windows
            if weekday in window.weekdays
        )
    )


def next_try(
    rules: Rules, retry: Retry, tries: Sequence[datetime], moment: datetime
) -> datetime | None:
    """The next local moment for a try: after the pause, in another half-day if asked, under the cap of the day."""
    earliest = moment + retry.after
    for _turn in range(LOOK_AHEAD_DAYS * 2):
        slot = next_within(rules, earliest)
        if slot is None:
            return None
        if sum(one.date() == slot.date() for one in tries) >= rules.tries_per_day:
            earliest = midnight_after(slot)
        elif retry.is_other_half_day and half_day(slot) == half_day(moment):
            earliest = half_day_after(slot)
        else:
            return slot
    return None


def is_unreachable(rules: Rules, tries: Sequence[datetime], moment: datetime) -> bool:
    """Whether enough was tried: so many in the delay on enough half-days, or the total."""
    recent = [one for one in tries if moment - one <= rules.unreachable_within]
    is_spread = len({half_day(one) for one in recent}) >= rules.half_days_before_unreachable
    return len(tries) >= rules.tries_total or (
        len(recent) >= rules.unreachable_after_tries and is_spread
    )


def half_day(moment: datetime) -> tuple[date, bool]:
    """The day, and whether it is its afternoon."""
    return moment.date(), moment.time() >= NOON


def half_day_after(moment: datetime) -> datetime:
    if moment.time() < NOON:
        return datetime.combine(moment.date(), NOON, moment.tzinfo)
    return midnight_after(moment)


def midnight_after(moment: datetime) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo)


def half_hour_bit(moment: datetime) -> int:
    """The bit of the half-hour of the local day that this moment lies in."""
    return 1 << (moment.hour * 2 + moment.minute // 30)


def half_hours_of(spans: Sequence[tuple[time, time]]) -> int:
    """A mask of the half-hours that begin within the spans; no span means all day."""
    if not spans:
        return ALL_DAY
    return sum(
        1 << slot
        for slot in range(48)
        if any(start <= time(slot // 2, slot % 2 * 30) < end for start, end in spans)
    )
