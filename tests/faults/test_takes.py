"""Callers take without pause from a few people while their processes and their connections are killed at random: nobody is ever given twice.

`ENTREMISE_TAKES=1000000 ENTREMISE_TAKERS=500` is the goal of the specification."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from tests.conftest import run_as_migrator
from tests.make import outreach as make

from entremise.outreach.models import Attempt

TAKES = int(os.environ.get("ENTREMISE_TAKES", "120"))
CALLERS = int(os.environ.get("ENTREMISE_TAKERS", "12"))
PROCESSES = min(5, CALLERS // 4)
PEOPLE_A_CALLER = 2
WAITS_SECONDS = 60.0  # without one take: something is wrong
KINDS = 2  # of kills, each once at least, however quick the machine
BETWEEN_KILLS = (0.5, min(20.0, 1.5 + TAKES / 5000))
CONNECTIONS = 0.7  # of the kills; the others end a whole process

# The database tells itself when somebody who is held is given to another hand.
WATCH = (
    "CREATE TABLE held_twice (call_id bigint, before text, after text)",
    "GRANT INSERT, SELECT ON held_twice TO entremise_runtime",
    """CREATE FUNCTION note_held_twice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO held_twice VALUES (NEW.id, OLD.held_by_id || '/' || OLD.token, NEW.held_by_id || '/' || NEW.token);
    RETURN NEW; END $$""",
    """CREATE TRIGGER held_twice BEFORE UPDATE ON outreach_call FOR EACH ROW
    WHEN (OLD.held_by_id IS NOT NULL AND NEW.held_by_id IS NOT NULL
        AND (OLD.held_by_id, OLD.token) IS DISTINCT FROM (NEW.held_by_id, NEW.token))
    EXECUTE FUNCTION note_held_twice()""",
)
FORGET = (
    "DROP TRIGGER held_twice ON outreach_call",
    "DROP FUNCTION note_held_twice()",
    "DROP TABLE held_twice",
)
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1
"""


@pytest.fixture
def watched(transactional_db):
    run_as_migrator(*WATCH)
    yield
    connection.close()
    run_as_migrator(*FORGET)


def start(path: Path, campaign_id: int, users: list[int]) -> "subprocess.Popen[bytes]":
    here = {"ENTREMISE_DB_NAME": connection.settings_dict["NAME"]}
    here["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, Path(__file__).with_name("taking.py"), path, campaign_id, *users]
    return subprocess.Popen(list(map(str, command)), env=os.environ | here)


def take_and_kill(path: Path, campaign_id: int, users: list[int]) -> Counter[str]:
    """Until enough was taken, by everybody; a killed process begins again with its callers."""
    chance, kills = random.Random(7), Counter[str]()
    teams = [users[number::PROCESSES] for number in range(PROCESSES)]
    running = [start(path, campaign_id, team) for team in teams]
    waits_until, size = time.monotonic() + WAITS_SECONDS, 0
    try:
        while len(kills) < KINDS or not is_enough(path, len(users)):
            time.sleep(chance.uniform(*BETWEEN_KILLS))
            if path.stat().st_size == size:  # nobody is back at work yet
                assert time.monotonic() < waits_until, "nobody takes any more"
                continue
            waits_until, size = time.monotonic() + WAITS_SECONDS, path.stat().st_size
            if chance.random() < CONNECTIONS:
                with connection.cursor() as cursor:
                    cursor.execute(CUT)
                kills["connections"] += 1
            else:
                number = chance.randrange(PROCESSES)
                end(running[number])
                running[number] = start(path, campaign_id, teams[number])
                kills["processes"] += 1
    finally:
        for process in running:
            end(process)
    return kills


def end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


def is_enough(path: Path, callers: int) -> bool:
    """A process that starts late is waited for, ten times as many takes at the most."""
    lines = path.read_bytes().splitlines()
    if not TAKES <= len(lines) < 10 * TAKES:
        return len(lines) >= TAKES
    return len({line.split()[2] for line in lines}) == callers


def test_nobody_is_given_twice_whatever_is_killed(watched, tmp_path):
    on = make.campaign()
    for rank in range(CALLERS * PEOPLE_A_CALLER):
        make.call(campaign=on, rank=rank)
    seat = make.shift(on)
    users = [make.caller(on, seat=seat).user_id for _ in range(CALLERS)]
    path = tmp_path / "takes"
    path.touch()

    began = time.monotonic()
    kills = take_and_kill(path, on.pk, users)
    lasted = time.monotonic() - began

    answers = [tuple(map(int, line.split())) for line in path.read_text().splitlines()]
    new = Counter((call, token) for call, token, _user, is_new in answers if is_new)
    holders = {(call, token): user for call, token, user, _is_new in answers}
    kept = {
        (call, token): user
        for call, token, user in Attempt.objects.values_list("call", "token", "user")
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM held_twice")
        twice = cursor.fetchall()
    sys.stdout.write(
        f"{len(answers):,} takes by {CALLERS} callers in {lasted:.0f} s, {dict(kills)} killed: {len(twice)} given twice,"
        f" {sum(new.values()):,} new, {len(kept):,} holds in the database\n"
    )

    assert twice == []
    assert max(new.values()) == 1
    assert {hold: kept.get(hold) for hold in holders} == holders
    assert len(set(holders.values())) == CALLERS
