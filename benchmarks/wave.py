"""A wave over a campaign whose people were all talked with, against the bare copy of the same rows, at two sizes.

Goals: under 10 seconds of processor time for 50,000 people, client and server together; at most 15 times the bare copy;
a person of the greater size costs at most 1.5 times one of the smaller; no transaction above half a second of processor.
`ENTREMISE_TEST_NAME=bench python -m benchmarks.wave`."""

import os
import sys
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from unittest.mock import patch

import django

django.setup()

from benchmarks.database import database
from benchmarks.server import server_seconds
from django.db import connection, transaction
from django.db.models import Model
from tests.conftest import run_as_migrator
from tests.make import commons
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.models import Record
from entremise.jobs.database.migrating import as_migrator
from entremise.outreach.models import Attempt, Call, Wave
from entremise.outreach.operations import waves

PEOPLE = int(os.environ.get("PEOPLE", "50000"))
SMALLER = PEOPLE // 5
GOAL_SECONDS = 10.0
GOAL_RATIO = 15.0
GOAL_GROWTH = 1.5
GOAL_BATCH = 0.5
Row = TypeVar("Row", bound=Model)
COLUMNS = [one.column for one in Call._meta.concrete_fields]  # noqa: SLF001 -- as Django names them
COPIED = [one for one in COLUMNS if one not in ("id", "wave")]
FLOOR = """
INSERT INTO outreach_call ({columns}, wave)
SELECT {columns}, wave + 1000 FROM outreach_call WHERE campaign_id = %s AND wave = 1 AND ended_at IS NOT NULL
""".format(columns=", ".join(COPIED))


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds."""

    client: float
    server: float

    @property
    def all(self) -> float:
        return self.client + self.server


def cost_of(work: Callable[[], object]) -> Cost:
    client, server = time.process_time(), server_seconds()
    work()
    return Cost(time.process_time() - client, server_seconds() - server)


def talked_with(count: int) -> int:
    """A campaign open day and night: so many people of its register, each called once two days ago; a tenth not reached."""
    room, ago = make.room(), commons.now() - timedelta(days=2)
    campaign, people = room.campaign, [uuid.uuid4() for _ in range(count)]
    pool = make.pool(campaign, 1, "fr")
    known = {"register_id": campaign.sources[0], "mode": "SELF"}
    call = {"campaign": campaign, "pool": pool, "reasons": ["lives_alone"], "created_at": ago}
    done = {"state": "DONE", "ended_at": ago}
    talk = {
        "campaign": campaign,
        "user_id": room.caller.user_id,
        "token": 1,
        "lane": "STOCK",
        "outcome": "SPOKEN_WELL",
        **dict.fromkeys(("held_at", "shown_at", "notice_given_at", "ended_at"), ago),
    }
    with as_migrator():  # the product writes entries through the vault alone
        bring(Record(person=one, registered_at=ago, updated_at=ago, **known) for one in people)
    calls = bring(
        Call(person=one, rank=number % 1000, **call, **({} if number % 10 == 0 else done))
        for number, one in enumerate(people)
    )
    bring(Attempt(call=one, **talk) for one in calls)
    return campaign.pk


def bring(rows: Iterable[Row]) -> list[Row]:
    """Many of one kind, in pieces that the server has the time for."""
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=5000)  # noqa: SLF001 -- public in Django


def copied(campaign_id: int) -> None:
    """The floor; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FLOOR, [campaign_id])
        transaction.set_rollback(True)


def longest_batch(into: list[float]) -> AbstractContextManager[object]:
    """Notes what each transaction of the wave took of the server."""
    batch = getattr(waves, "one_batch", None)

    def timed(*given: object, **named: object) -> object:
        began = server_seconds()
        try:
            return batch(*given, **named)
        finally:
            into.append(server_seconds() - began)

    return patch.object(waves, "one_batch", timed, create=True)


def begun_and_called(campaign_id: int) -> None:
    waves.begin_wave(actor=SYSTEM, campaign_id=campaign_id, at=commons.now())
    waves.call_begun(campaign_id=campaign_id, at=commons.now())


def measure(count: int) -> tuple[float, float]:
    campaign_id = talked_with(count)
    run_as_migrator("VACUUM ANALYZE")
    floor = cost_of(lambda: copied(campaign_id))
    batches: list[float] = []
    with longest_batch(batches):
        wave = cost_of(lambda: begun_and_called(campaign_id))
    called = Wave.objects.get(campaign_id=campaign_id).called_count
    longest = max(batches, default=wave.server)
    print(
        f"{count:7,} people, {called:,} called again: {wave.all:5.2f} s of processor (client {wave.client:.2f}, server {wave.server:.2f}), "
        f"{wave.all / floor.all:.1f} times the bare copy ({floor.all:.2f}); longest transaction {longest:.2f} s of the server",
        flush=True,
    )
    return wave.all, wave.all / floor.all if longest <= GOAL_BATCH else float("inf")


def main() -> None:
    with database("wave"):
        few, _ = measure(SMALLER)
        many, ratio = measure(PEOPLE)
    growth = many / few * SMALLER / PEOPLE
    print(f"a person of the greater size costs {growth:.2f} times one of the smaller")
    is_reached = many <= GOAL_SECONDS and ratio <= GOAL_RATIO and growth <= GOAL_GROWTH
    sys.exit(0 if is_reached else 1)


if __name__ == "__main__":
    main()
