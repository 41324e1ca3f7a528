"""An instance with a campaign and callers at work, served."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.faults.served import Served
from tests.jobs.instance import Instance, folder, set_up
from tests.moulds import Moulds
from tests.waiting import free_port

from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import database, environment


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold of a call, as the database remembers it."""

    call_id: int
    user_id: int
    held_at: datetime
    ended_at: datetime | None
    outcome: str
    state: str


@dataclass(frozen=True, slots=True)
class CallingTown:
    served: Served
    campaign_id: int
    callers: tuple[dict[str, str], ...]

    def holds(self) -> tuple[Hold, ...]:
        return tuple(
            Hold(
                call,
                user,
                datetime.fromisoformat(held),
                datetime.fromisoformat(ended) if ended else None,
                outcome,
                state,
            )
            for call, user, held, ended, outcome, state in json.loads(
                inside(self.served.instance, "callers_inside.py", "attempts")
            )
        )


def inside(instance: Instance, script: str, *arguments: str) -> str:
    """A script beside this file, in this instance; its database must run."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name(script), *arguments],
        env=environment(Home(instance.path), with_migrator=True)
        | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def calling_town(moulds: Moulds, callers: int, waiting: int) -> Iterator[CallingTown]:
    with folder() as place:
        instance = set_up(moulds, place / "town")
        with database(Home(instance.path)):
            built = json.loads(
                inside(instance, "callers_inside.py", "build", str(callers), str(waiting))
            )
        served = Served(instance, free_port())
        try:
            served.wait_until_it_answers()
            yield CallingTown(served, built["campaign"], tuple(built["callers"]))
        finally:
            served.stop()
