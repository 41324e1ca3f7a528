"""What it costs the seal to judge people, and how much of it are the groups that wait for a step, at 1, 3 and 300 people.

The twin gives every group of the grant and looks at no step; both ask in turns on one connection of the owner. Goal: with the groups
it costs at most three times the rest. `ENTREMISE_TEST_NAME=bench python -m benchmarks.seal`."""

import os
import re
import statistics
import sys
import time
from pathlib import Path

import django

django.setup()

import psycopg
from benchmarks.database import database
from benchmarks.server import TICKS
from django.db import connection
from tests.conftest import run_as_migrator
from tests.make import commons, people
from tests.make.people import Desk

from entremise.commons.seal import statements
from entremise.commons.vocabulary.law import FieldGroup
from entremise.jobs.database.migrating import MIGRATOR

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SIZES = (1, 3, 300)
SECONDS = 1.0  # of one round, at least
GOAL = 3.0
GROUPS = re.compile(
    r"array\(select held\.grp\s+from unnest\(n\.groups\) as held \(grp\)\s+where \(held.*?has_relative_refused\(rec\.id\)\)\),",
    re.DOTALL,
)
ASK = "select count(groups) from sealed.judged(%s, %s, %s, %s)"


def owner() -> psycopg.Connection:
    given = connection.settings_dict
    return psycopg.connect(
        host=given["HOST"],
        port=given["PORT"],
        dbname=given["NAME"],
        user=MIGRATOR,
        password=os.environ["ENTREMISE_DB_MIGRATOR_PASSWORD"],
        autocommit=True,
    )


def crowd() -> tuple[Desk, list[object]]:
    """A caller who holds everybody of a register, each with people around her, under a grant with all groups of a call."""
    groups = [*commons.CALL_GROUPS, FieldGroup.AROUND, FieldGroup.RELATIVE, FieldGroup.GUARDIAN]
    desk = people.desk(groups=groups)
    others = [people.person_in(desk.register_id) for _ in range(max(SIZES) - 1)]
    for one in others:
        commons.assignment(desk.caller, one)
    run_as_migrator("ANALYZE")
    return desk, [desk.person, *others]


def microseconds(held: psycopg.Connection, given: tuple[object, ...]) -> float:
    """Processor time of the server for one asking."""
    began, before, count = time.perf_counter(), ticks(held), 0
    while time.perf_counter() - began < SECONDS or ticks(held) - before < TICKS / 4:
        for _ in range(20):
            held.execute(ASK, given)
        count += 20
    return (ticks(held) - before) / TICKS * 1_000_000 / count


def ticks(held: psycopg.Connection) -> int:
    stat = Path(f"/proc/{held.info.backend_pid}/stat").read_text()
    return sum(map(int, stat.rpartition(")")[2].split()[11:13]))


def measure() -> bool:
    desk, everybody = crowd()
    whole = statements("judging")
    bare_twin, found = GROUPS.subn("n.groups,", whole)
    assert found == 1
    ratios = {}
    with owner() as held:
        for size in SIZES:
            given = (
                desk.caller.user_id,
                desk.caller.organization_id,
                [desk.grant.pk],
                everybody[:size],
            )
            rounds = []
            for _ in range(ROUNDS):
                held.execute(bare_twin)
                bare = microseconds(held, given)
                held.execute(whole)
                rounds.append((bare, microseconds(held, given)))
            ratios[size] = statistics.median(ours / bare for bare, ours in rounds)
            bare, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
            print(
                f"{size:4} people: {ours:7.0f} us of the server, {bare:7.0f} without the groups, {ratios[size]:.2f} times",
                flush=True,
            )
    return max(ratios.values()) <= GOAL


def main() -> None:
    with database("seal"):
        is_reached = measure()
    sys.exit(0 if is_reached else 1)


if __name__ == "__main__":
    main()
