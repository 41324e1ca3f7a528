"""What an import costs, step by step, against reading the same file alone, in processor time: ours, then the server's.

Each row of figures is one file, brought, compared and written by the steps of `journeys/import_register.py`. `bare` is a second
floor: the same file read, six values of a row sealed, thirteen keyed digests, and all of it sent by COPY into a table without index or
reference, with no name, day or number understood and nothing compared. `again` and `undo` are the monthly case, the same file once more
(nothing changes), and taking the first one back. Goals: the import at most 4 × the reading; no more memory than
reading the sheet takes, but for 20 MB; a row of a file ten times as large at most 1.2 times the time.
`ENTREMISE_TEST_NAME=bench python -m benchmarks.import_register`."""

import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import django

django.setup()

import python_calamine
import xlsxwriter
from benchmarks.database import database
from benchmarks.server import server_seconds
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, connections, transaction
from tests.make import DOSSIER, commons, people

from entremise.accounts.vocabulary import Actor
from entremise.engines.importing.vocabulary import Column
from entremise.jobs.database.migrating import as_migrator
from entremise.journeys.import_register import (
    compared,
    read,
    receive_file,
    upkeep_grant,
    write_rows,
)
from entremise.people.vault.deliveries import undo_batch
from entremise.people.vocabulary import Change
from entremise.registers.queries import delivery

SIZES = (1_000, 10_000, 100_000)
GOAL_RATIO, GOAL_GROWTH = 4.0, 1.2
VALUES, DIGESTS = 6, 13  # of such a row
GOAL_MEMORY = 20  # MB beyond the sheet
HEADS = ("Nom", "Prénom", "Né le", "Adresse", "Code postal", "Commune", "Téléphone", "Vit seul")
SYLLABLES = ("bou", "cham", "del", "fer", "ga", "lan", "mar", "no", "pel", "ri", "thi", "vau")
STEPS = ("read", "compare", "write")  # of the import; reading alone stands before them
Steps = list[float]
Found = TypeVar("Found")


def write_sheet(path: Path, count: int) -> None:
    """Invented people: 8 columns, 20,000 last names and 400 first names, real dates, numbers as text."""
    draw = random.Random(count)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    for row in range(1, count + 1):
        last = "".join(draw.choices(SYLLABLES, k=4)).capitalize()
        sheet.write_row(row, 0, (last, f"Prénom{row % 400}"))
        sheet.write_datetime(row, 2, date(1925, 1, 2) + timedelta(days=draw.randrange(9_000)), day)
        sheet.write_row(row, 3, (f"{row % 90} rue n° {row % 700}", "00100", "Aubrelle"))
        sheet.write_row(row, 6, (f"0199{draw.randrange(10**6):06d}", "oui" if row % 3 else "non"))
    book.close()


def timed(steps: Steps, action: Callable[[], Found]) -> Found:
    began = time.process_time()
    found = action()
    steps.append(time.process_time() - began)
    return found


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def read_alone(path: Path) -> tuple[float, int]:
    """Seconds, and MB at the peak, of what no import can do without."""
    steps: Steps = []
    before = peak()
    timed(steps, lambda: python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python())
    return steps[0], peak() - before


def bare(path: Path) -> float:
    """Seconds of reading, sealing and sending alone."""
    steps: Steps = []
    with as_migrator():
        connection.ensure_connection()
        timed(steps, lambda: sealed_and_sent(path))
    return steps[0]


def sealed_and_sent(path: Path) -> None:
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    seal, begun = AESGCM(os.urandom(32)).encrypt, blake2b(key=os.urandom(32), digest_size=32)
    with connection.cursor() as cursor:
        cursor.execute("create temporary table bare (row_of bigint, bytes bytea)")
        with cursor.copy("copy bare (row_of, bytes) from stdin") as copy:
            for number, row in enumerate(rows):
                for cell in row[:VALUES]:
                    copy.write_row((number, seal(b"nonce of 12.", str(cell).encode(), b"")))
                for turn in range(DIGESTS):
                    digest = begun.copy()
                    digest.update(str(row[turn % len(row)]).encode())
                    if turn >= VALUES:
                        copy.write_row((number, digest.digest()))


def bring(actor: Actor, register_id: int, path: Path) -> int:
    """The file as it waits to be imported."""
    data = path.read_bytes()
    return receive_file(
        actor=actor, register_id=register_id, name=path.name, data=data, at=commons.now()
    )


def run_steps(actor: Actor, delivery_id: int) -> tuple[Steps, int]:
    """The import as `run_import` does it; seconds of each step, MB at the peak."""
    steps: Steps = []
    before, at, card = peak(), commons.now(), delivery(delivery_id=delivery_id)
    mapping = tuple(Column(word) for word in card.mapping)
    reading = timed(steps, lambda: read(card, mapping, at))
    found, _ = timed(steps, lambda: compared(actor, card, reading.lines, at))
    server = server_seconds()
    with transaction.atomic():
        timed(steps, lambda: write_rows(actor, card, found, at))
    return [*steps, server_seconds() - server], peak() - before


def run_again(actor: Actor, first_id: int, second_id: int) -> tuple[float, float, int]:
    """Seconds of the same file once more and of taking the first back, server included; how many lines had changed."""
    at, card = commons.now(), delivery(delivery_id=second_id)
    mapping = tuple(Column(word) for word in card.mapping)
    began = time.process_time() + server_seconds()
    found, _ = compared(actor, card, read(card, mapping, at).lines, at)
    again = time.process_time() + server_seconds()
    grant_id = upkeep_grant(actor, card.register_id, at)
    undo_batch(actor=actor, grant_id=grant_id, register_id=card.register_id, batch=first_id, at=at)
    changed = sum(one.change is not Change.SAME for _, one in found)
    return again - began, time.process_time() + server_seconds() - again, changed


def apart(action: Callable[..., Found], *given: object) -> Found:
    """In a process of its own, so that its peak of memory is its own."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(action, given)


def measure(path: Path, count: int) -> tuple[bool, float]:
    """Whether the goals are reached; and the microseconds a row of the import, the server included."""
    alone, sheet_mb = apart(read_alone, path)
    floor = apart(bare, path)
    keeper, register_id = people.steward(), commons.register(title=path.name, dossier=DOSSIER)
    delivery_id = apart(bring, keeper, register_id, path)
    (*steps, server), import_mb = apart(run_steps, keeper, delivery_id)
    second_id = apart(bring, keeper, register_id, path)
    again, undo, changed = apart(run_again, keeper, delivery_id, second_id)
    ours, more_mb = sum(steps), import_mb - sheet_mb
    figures = (alone, floor, *steps, ours, server, again, undo)
    print(
        f"{count:>7} "
        + " ".join(f"{seconds / count * 1e6:>7.1f}" for seconds in figures)
        + f" {ours / alone:>6.1f} {ours / floor:>6.1f} {count / ours:>8.0f} {sheet_mb:>6} {more_mb:>6}",
        flush=True,
    )
    is_reached = ours / alone <= GOAL_RATIO and more_mb <= GOAL_MEMORY
    return is_reached and not changed, (ours + server) / count


def measure_all() -> bool:
    names = ("alone", "bare", *STEPS, "ours", "server", "again", "undo")
    print(f"{'rows':>7} " + " ".join(f"{name:>7}" for name in names), end=" µs ")
    print(f"{'/alone':>3} {'/bare':>6} {'rows/s':>8} {'sheet':>6} {'more':>6} MB", flush=True)
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        settings.ENTREMISE_UPLOADS_DIR = Path(folder) / "uploads"
        found = []
        for count in sizes:
            path = Path(folder) / f"{count}.xlsx"
            write_sheet(path, count)
            found.append(measure(path, count))
    grown = [later / earlier for (_, earlier), (_, later) in pairwise(found)]
    return all(is_reached for is_reached, _ in found) and all(one <= GOAL_GROWTH for one in grown)


def main() -> None:
    with database("import_register", with_real_trace=True):
        is_reached = measure_all()
    raise SystemExit(0 if is_reached else 1)


if __name__ == "__main__":
    main()
