"""A town that serves one file of tests after another: each finds it as it was built, without another start."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.browser.town import RunningTown, running_town
from tests.faults.served import children_of

from entremise.jobs.database.bootstrap import OWNER, bootstrap
from entremise.jobs.database.home import Home, secrets_of
from entremise.jobs.database.instance import database, embedded_place, environment

PRISTINE = "pristine"
WATCH_HOURS = 3  # the shifts of a town are those of the hour at which it was opened
# What a process has read under a number stays true: numbers never come again.
ONWARD = """
SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + %s)
FROM pg_sequences WHERE schemaname IN ('public', 'sealed')
"""


def build_town(home: Path) -> None:
    """The town as the command leaves it when somebody stops it, and its database once more beside."""
    with running_town(home.parent):
        pass
    where = Home(home)
    with database(where), embedded_place(where).connect() as connection:
        connection.execute(f"CREATE DATABASE {PRISTINE} TEMPLATE {embedded_place(where).name}")


@dataclass(slots=True)
class KeptTown:
    running: RunningTown
    turn: int = 0

    def renewed(self) -> RunningTown:
        """As it was built; the first time it is."""
        if self.turn > 0:
            self.put_back()
        self.turn += 1
        return self.running

    def put_back(self) -> None:
        """Another database under the web, which goes on; the worker, which knows of its jobs, begins anew."""
        where = Home(self.running.home)
        place = embedded_place(where)
        self.end_worker()
        with place.connect() as connection:
            connection.execute(f"DROP DATABASE {place.name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {place.name} OWNER {OWNER} TEMPLATE {PRISTINE}")
        bootstrap(place, secrets_of(where))
        with place.connect(place.name) as connection:
            connection.execute(ONWARD, [1000 * self.turn])
        self.running.gateway.taken.clear()
        if watch_of(datetime.now(UTC)) != watch_of(built_at(where)):
            open_shifts(where)

    def end_worker(self) -> None:
        for pid, words in children_of(self.running.pid):
            if "procrastinate" in words:
                os.kill(pid, signal.SIGKILL)


def watch_of(at: datetime) -> tuple[int, int]:
    return at.toordinal(), at.hour // WATCH_HOURS


def built_at(where: Home) -> datetime:
    return datetime.fromtimestamp(where.accounts_file.stat().st_mtime, UTC)


def open_shifts(where: Home) -> None:
    """What the command does at each start of a town that is there."""
    command = [sys.executable, "-m", "entremise.jobs.town.build", str(where.accounts_file)]
    subprocess.run(command, env=environment(where, with_migrator=True), check=True)
