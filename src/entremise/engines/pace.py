"""When a work will end if it goes on as in the last days: a straight line, said as such, no probability."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

DAYS_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Finish:
    """How many a day over the last days, and the day that leads to."""

    per_day: float
    days: int
    on: date


def finish(left: int, done: Sequence[tuple[date, int]], today: date) -> Finish | None:
    """`done` holds (day, count) of days past, oldest first; days between without work count as zero; none without any progress."""
    past = [(day, count) for day, count in done if day < today]
    if not past or left <= 0:
        return None
    last = past[-1][0]
    since = max(past[0][0], last - timedelta(days=DAYS_LOOKED_AT - 1))
    span = (last - since).days + 1
    per_day = sum(count for day, count in past if day >= since) / span
    if per_day <= 0:
        return None
    days = ceil(left / per_day)
    return Finish(per_day=per_day, days=days, on=today + timedelta(days=days))
