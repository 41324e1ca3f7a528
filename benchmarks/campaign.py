"""A campaign of weeks through the real operations with a clock that is moved: talks, reports, needs without answer, and the forecast at half-time.

Goal: it ends, and the day foretold at half-time is within a tenth of the whole. The acceptance is 50,000 people, 300 callers, ten weeks (an hour on a busy core);
`PEOPLE=2000 CALLERS=12 WEEKS=10 python -m benchmarks.campaign`."""

import os
import sys
import time

import django

django.setup()

from benchmarks.database import database
from tests.make.whole_campaign import Size, play

ERROR_AT_MOST = 0.1


def main() -> None:
    size = Size(
        people=int(os.environ.get("PEOPLE", "50000")),
        callers=int(os.environ.get("CALLERS", "300")),
        weeks=int(os.environ.get("WEEKS", "10")),
        shifts_a_week=int(os.environ.get("SHIFTS", "2")),
    )
    with database("campaign"):
        began = time.perf_counter()
        told = play(
            size, lambda line: print(f"{time.perf_counter() - began:6.0f} s  {line}", flush=True)
        )
    print(
        f"{size.people:,} people, {size.callers} callers, {size.weeks} weeks: {told.tries:,} tries, {told.talks:,} talks, "
        f"{told.reports:,} reports, {told.unmet} needs without answer, {told.to_visit:,} to visit, {told.left} left; ended {told.ended}, "
        f"foretold at half-time {told.foretold}, error {told.error:.1%} (goal {ERROR_AT_MOST:.0%}); "
        f"{time.perf_counter() - began:.0f} s of the clock"
    )
    sys.exit(0 if told.error <= ERROR_AT_MOST and not told.left else 1)


if __name__ == "__main__":
    main()
