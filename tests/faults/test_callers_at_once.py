"""Thirty-two callers work at the same time on the served product; afterwards the database is asked what happened.

`ENTREMISE_CALLING_SECONDS` makes it longer: the figures of a minute are printed."""

import os
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise

from tests.faults.caller import BROKEN, Caller
from tests.faults.town import Hold, calling_town

CALLERS = 32
SECONDS = float(os.environ.get("ENTREMISE_CALLING_SECONDS", "4"))
PEOPLE_A_SECOND = 60  # more than one web process can serve: the list never ends before the time


@dataclass(slots=True)
class Worked:
    """What one caller was answered."""

    closed: list[tuple[int, int]] = field(default_factory=list)  # call, user: acknowledged outcomes
    takes_ms: list[float] = field(default_factory=list)
    pages_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def work(caller: Caller, until: float) -> Worked:
    done = Worked()
    while time.monotonic() < until and not done.errors:
        try:
            call_somebody(caller, done)
        except BROKEN as error:
            done.errors.append(str(error))
    caller.close()
    return done


def call_somebody(caller: Caller, done: Worked) -> None:
    began = time.perf_counter()
    if not caller.take():
        done.errors.append("nobody left")
        return
    taken = time.perf_counter()
    caller.look()
    seen = time.perf_counter()
    caller.show()
    caller.answer("notice", "yes")
    caller.end("SPOKEN_WELL")
    done.closed.append((int(caller.call.split("/")[-2]), caller.user_id))
    done.takes_ms.append((taken - began) * 1000)
    done.pages_ms.append((seen - taken) * 1000)


def overlapping(holds: tuple[Hold, ...]) -> list[int]:
    """Calls that two held at the same time."""
    by_call = defaultdict(list)
    for hold in sorted(holds, key=lambda one: one.held_at):
        by_call[hold.call_id].append(hold)
    return [
        call
        for call, held in by_call.items()
        if any(
            first.ended_at is None or first.ended_at > then.held_at
            for first, then in pairwise(held)
        )
    ]


def figures(values: list[float]) -> str:
    ordered = sorted(values)
    middle, last = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"p50 {middle:.0f} ms, p99 {last:.0f} ms"


def test_thirty_two_callers_at_once_never_share_a_person_and_lose_nothing(moulds):
    with calling_town(moulds, CALLERS, int(SECONDS * PEOPLE_A_SECOND)) as town:
        callers = [Caller(town.served.port, town.campaign_id, one["user"]) for one in town.callers]
        for caller, account in zip(callers, town.callers, strict=True):
            caller.cookies["session"] = account["session"]
            caller.page("/appeler/")
        until = time.monotonic() + SECONDS
        with ThreadPoolExecutor(CALLERS) as crowd:
            worked = list(crowd.map(lambda caller: work(caller, until), callers))
        holds = town.holds()

    assert [error for one in worked for error in one.errors] == []
    acknowledged = Counter(pair for one in worked for pair in one.closed)
    stored = Counter((one.call_id, one.user_id) for one in holds if one.outcome)
    takes = [value for one in worked for value in one.takes_ms]
    pages = [value for one in worked for value in one.pages_ms]
    sys.stdout.write(
        f"{len(takes)} calls by {CALLERS} callers, {len(takes) / SECONDS:.1f} a second;"
        f" take {figures(takes)}; page {figures(pages)};"
        f" {len(holds)} holds, {stored.total()} outcomes stored of {acknowledged.total()} acknowledged\n"
    )

    assert overlapping(holds) == []
    assert max(stored.values()) == 1
    assert acknowledged - stored == Counter()
    assert len(takes) >= CALLERS  # each began one at least
