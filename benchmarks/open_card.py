"""What a governed reading costs: ask and redeem one card, against a bare select of the same bytes in the same run.

Goals: at most 3 statements and 2 ms for a card of one record. `ENTREMISE_TEST_NAME=bench python -m benchmarks.open_card`."""

import statistics
import time
from collections.abc import Callable

import django

django.setup()

from benchmarks.database import database
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.conftest import run_as_migrator
from tests.make import commons, people

from entremise.commons.operations.ask import ask
from entremise.people.vault import open_card

ROUNDS = 5
CARDS = 200
GOAL_MS = 2.0
GOAL_STATEMENTS = 3


def timed(action: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor milliseconds of this process for one action, over a round."""
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(CARDS):
        action()
    return (
        (time.perf_counter() - wall) * 1000 / CARDS,
        (time.process_time() - processor) * 1000 / CARDS,
    )


def measure() -> bool:
    desk = people.desk()
    at = commons.now()

    def governed() -> object:
        tickets = ask(
            actor=desk.caller,
            grant_ids=[desk.grant.pk],
            person=desk.person,
            groups=commons.CALL_GROUPS,
            at=at,
        )
        return open_card(tickets=tickets, at=at)

    def bare() -> object:
        with connection.cursor() as cursor:
            cursor.execute("select grp, ciphertext from public.bare_value where record = %s", [1])
            return cursor.fetchall()

    run_as_migrator("create table public.bare_value as select * from sealed.value")
    with (
        CaptureQueriesContext(connection) as here,
        CaptureQueriesContext(connections["trace"]) as there,
    ):
        governed()
    count = len(here) + len(there)
    rounds = [(timed(bare), timed(governed)) for _ in range(ROUNDS)]
    walls = [card[0] for _, card in rounds]
    added = statistics.median(card[0] - floor[0] for floor, card in rounds)
    ratio = statistics.median(card[1] / floor[1] for floor, card in rounds)
    print(
        f"card: {statistics.median(walls):.2f} ms, {count} statements; adds {added:.2f} ms to a bare select"
    )
    print(f"processor of the client, card / bare select: {ratio:.1f}")
    return added <= GOAL_MS and count <= GOAL_STATEMENTS


def main() -> None:
    with database("open_card", with_real_trace=True):
        is_reached = measure()
    raise SystemExit(0 if is_reached else 1)


if __name__ == "__main__":
    main()
