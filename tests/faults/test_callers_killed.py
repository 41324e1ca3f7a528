"""Callers work while the web, its workers, the worker of jobs and the database are killed at random: what was acknowledged is there, nobody was given twice.

`ENTREMISE_KILLING_SECONDS=600 ENTREMISE_KILLED_CALLERS=100` is the acceptance; the figures are printed."""

import os
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.faults.caller import BROKEN, Caller, Unexpected
from tests.faults.served import Served
from tests.faults.test_callers_at_once import Worked, call_somebody, figures, overlapping
from tests.faults.town import calling_town

SECONDS = float(os.environ.get("ENTREMISE_KILLING_SECONDS", "20"))
CALLERS = int(os.environ.get("ENTREMISE_KILLED_CALLERS", "8"))
THINKS_SECONDS = 4.0  # on average, between two calls
PEOPLE = CALLERS + int(CALLERS * SECONDS / THINKS_SECONDS * 1.2)
KILLED = ("web", "web_worker", "worker", "database")
BETWEEN_KILLS = (4.0, 4.0 + SECONDS / 20)
PATIENCE_SECONDS = 0.5
RETRIED = (  # while the product is down, or had not said yes before it fell: she presses again
    " 500",
    " 502",
    " 503",
    " 504",
)


@dataclass(slots=True)
class Persevering:
    done: Worked
    cut: int = 0
    strange: list[str] = field(default_factory=list)


def persevere(caller: Caller, until: float, chance: random.Random) -> Persevering:
    """Whatever breaks, she begins again, until the time is over."""
    one = Persevering(Worked())
    while time.monotonic() < until and not one.done.errors:
        try:
            call_somebody(caller, one.done)
            time.sleep(chance.uniform(0, 2 * THINKS_SECONDS))
        except BROKEN as error:
            one.cut += 1
            if isinstance(error, Unexpected) and not str(error).endswith(RETRIED):
                one.strange.append(str(error))
            caller.close()
            time.sleep(PATIENCE_SECONDS)
    caller.close()
    return one


def kill_at_random(served: Served, is_over: threading.Event, chance: random.Random) -> Counter[str]:
    kills: Counter[str] = Counter()
    while not is_over.wait(chance.uniform(*BETWEEN_KILLS)):
        name = chance.choice(KILLED)
        served.kill(name)
        kills[name] += 1
    return kills


def test_what_was_acknowledged_outlives_every_kill_and_nobody_is_given_twice(moulds):
    is_over, chance = threading.Event(), random.Random(5)
    with calling_town(moulds, CALLERS, PEOPLE) as town, ThreadPoolExecutor(CALLERS + 1) as crowd:
        callers = [Caller(town.served.port, town.campaign_id, one["user"]) for one in town.callers]
        for caller, account in zip(callers, town.callers, strict=True):
            caller.cookies["session"] = account["session"]
            caller.page("/appeler/")
        killing = crowd.submit(kill_at_random, town.served, is_over, chance)
        until = time.monotonic() + SECONDS
        seeds = [random.Random(number) for number in range(CALLERS)]
        worked = list(
            crowd.map(
                lambda pair: persevere(pair[0], until, pair[1]), zip(callers, seeds, strict=True)
            )
        )
        is_over.set()
        kills = killing.result()
        town.served.wait_until_it_answers()
        holds = town.holds()

    acknowledged = Counter(pair for one in worked for pair in one.done.closed)
    stored = Counter((one.call_id, one.user_id) for one in holds if one.outcome)
    lost = acknowledged - stored
    sys.stdout.write(
        f"{SECONDS:.0f} s, {CALLERS} callers, {kills.total()} kills {dict(kills)}: {len(holds)} holds,"
        f" {acknowledged.total()} outcomes acknowledged, {stored.total()} stored, {lost.total()} lost,"
        f" {len(overlapping(holds))} given twice; {sum(one.cut for one in worked)} requests cut;"
        f" take {figures([ms for one in worked for ms in one.done.takes_ms])}\n"
    )

    assert [error for one in worked for error in one.done.errors] == []
    assert [strange for one in worked for strange in one.strange] == []
    assert lost == Counter()
    assert overlapping(holds) == []
    assert max(stored.values()) == 1
    assert kills.total() >= SECONDS / BETWEEN_KILLS[1] - 1
    assert acknowledged.total() >= CALLERS
