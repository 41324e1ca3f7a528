"""The worker, or the database under it, is killed in the middle of an import: it begins again by itself, and is whole."""

from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from tests.faults.served import Served
from tests.faults.town import inside
from tests.jobs.instance import folder, set_up
from tests.waiting import free_port, wait_until

from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import connection_as, database, environment
from entremise.jobs.database.migrating import RUNTIME

LINES = 8_000
WRITES = 50  # percent: from here on lines are written
RESUMED_WITHIN_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Importing:
    served: Served
    uploads: Path

    def seen(self) -> tuple[str, int, int, int]:
        """State, progress and tries of the delivery, and the entries that anybody may see."""
        try:
            with connection_as(RUNTIME, environment(Home(self.served.instance.path))) as database:
                return database.execute(
                    "select state, progress, tries, (select count(*) from commons_record)"
                    " from registers_delivery"
                ).fetchone()
        except psycopg.OperationalError:  # killed a moment ago
            return "", 0, 0, 0

    def is_writing(self, tries: int) -> bool:
        _state, progress, begun, _written = self.seen()
        return begun == tries and progress >= WRITES


@pytest.fixture
def importing(moulds):
    with folder() as place:
        instance = set_up(moulds, place / "town")
        with database(Home(instance.path)):
            inside(instance, "delivery_inside.py", str(LINES))
        served = Served(instance, free_port())
        try:
            yield Importing(served, instance.path / "uploads")
        finally:
            served.stop()


def test_an_import_whose_worker_then_database_are_killed_is_resumed_within_minutes(importing):
    for tries, victim in enumerate(("worker", "database"), start=1):
        wait_until(lambda tries=tries: importing.is_writing(tries), within=RESUMED_WITHIN_SECONDS)
        importing.served.kill(victim)
        wait_until(
            lambda tries=tries: importing.seen()[2] == tries + 1, within=RESUMED_WITHIN_SECONDS
        )
        assert importing.seen()[3] == 0

    wait_until(lambda: importing.seen()[0] == "DONE", within=RESUMED_WITHIN_SECONDS)

    assert importing.seen() == ("DONE", 100, 3, LINES)
    wait_until(lambda: list(importing.uploads.iterdir()) == [])
