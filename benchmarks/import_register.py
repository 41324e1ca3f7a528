"""What an import costs, step by step, against reading the same file alone, in processor time of the client.

Goals: the whole import at most 4 × the reading; at 100,000 rows no more memory than the sheet itself takes.
`ENTREMISE_TEST_NAME=bench python -m benchmarks.import_register`."""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import django

django.setup()

import python_calamine  # noqa: E402 -- after setup
import xlsxwriter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.test.utils import setup_test_environment, teardown_databases  # noqa: E402
from tests.conftest import follow, make_database, run_as_migrator  # noqa: E402
from tests.make import commons, people  # noqa: E402

from entremise.commons.vocabulary.access import Reach, RegistrationMode  # noqa: E402
from entremise.commons.vocabulary.law import Purpose  # noqa: E402
from entremise.engines.importing.files import table_of  # noqa: E402
from entremise.engines.importing.heads import guess_mapping  # noqa: E402
from entremise.engines.importing.lines import read_lines  # noqa: E402
from entremise.engines.importing.vocabulary import ReadLine  # noqa: E402
from entremise.jobs.database.migrating import as_migrator  # noqa: E402
from entremise.journeys.sheet_of_line import sheet_of  # noqa: E402
from entremise.people.vault.deliveries import compare, store_rows  # noqa: E402
from entremise.people.vocabulary import SealedRow  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
GOAL_RATIO = 4.0
GOAL_MEMORY = 1.0  # × what the sheet takes
HEADS = ("Nom", "Prénom", "Né le", "Adresse", "Code postal", "Commune", "Téléphone", "Vit seul")
Steps = dict[str, float]
Writing = dict[str, Any]
Found = TypeVar("Found")


def write_sheet(path: Path, count: int) -> None:
    """Invented people: 8 columns, real dates, numbers as text."""
    draw = random.Random(count)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    for row in range(1, count + 1):
        sheet.write_row(row, 0, (f"Nom{draw.randrange(10**7)}", f"Prénom{row % 400}"))
        sheet.write_datetime(row, 2, date(1925, 1, 2) + timedelta(days=draw.randrange(9_000)), day)
        sheet.write_row(row, 3, (f"{row % 90} rue n° {row % 700}", "00100", "Aubrelle"))
        sheet.write_row(row, 6, (f"0199{draw.randrange(10**6):06d}", "oui" if row % 3 else "non"))
    book.close()


def timed(steps: Steps, name: str, action: Callable[[], Found]) -> Found:
    began = time.process_time()
    found = action()
    steps[name] = time.process_time() - began
    return found


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def read_alone(path: Path) -> list[list[object]]:
    return list(python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python())


def rows_of(lines: Iterable[ReadLine]) -> list[SealedRow]:
    return [SealedRow(line.line, sheet_of(line), RegistrationMode.SELF) for line in lines]


def writing_into(count: int) -> Writing:
    """A steward with an empty register of her own, and her grant on it."""
    keeper, register_id = people.steward(), commons.register(title=f"Registre de {count}")
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id)
    return {
        "actor": keeper,
        "grant_id": grant_id,
        "register_id": register_id,
        "at": commons.now(),
    }


def measure(path: Path, count: int, writing: Writing) -> bool:
    """The steps of one import, in a process of its own so that its peak of memory is its own."""
    steps: Steps = {}
    before = peak()
    timed(steps, "read", lambda: read_alone(path))
    sheet_mb = peak() - before
    table = timed(steps, "table", lambda: table_of(path))
    reading = timed(
        steps, "normalise", lambda: read_lines(table, guess_mapping(table), this_year=2026)
    )
    rows = timed(steps, "sheets", lambda: rows_of(reading.lines))
    timed(steps, "compare", lambda: list(compare(**writing, rows=rows)))
    stored = timed(steps, "store", lambda: store_rows(**writing, rows=rows, batch=count))
    whole = sum(steps.values()) - steps["read"]
    ratio, more_mb = whole / steps["read"], peak() - before - sheet_mb
    print(
        f"{count:>7} {stored.new:>7} "
        + " ".join(f"{seconds:>9.3f}" for seconds in steps.values())
        + f" {whole:>8.3f} {ratio:>6.1f} {count / whole:>8.0f} {sheet_mb:>6} {more_mb:>6}"
    )
    return ratio <= GOAL_RATIO and more_mb <= GOAL_MEMORY * sheet_mb


def measured_apart(path: Path, count: int) -> bool:
    writing = writing_into(count)
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(measure, (path, count, writing))


def measure_all() -> bool:
    names = ("read", "table", "normalise", "sheets", "compare", "store")
    print(f"{'rows':>7} {'stored':>7} " + " ".join(f"{name:>9}" for name in names), end="")
    print(f" {'whole s':>8} {'ratio':>6} {'rows/s':>8} {'sheet':>6} {'more':>6} MB")
    sys.stdout.flush()
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        reached = []
        for count in sizes:
            path = Path(folder) / f"{count}.xlsx"
            write_sheet(path, count)
            reached.append(measured_apart(path, count))
    return all(reached)


def main() -> None:
    setup_test_environment()
    for alias in ("default", "trace"):
        connections[alias].settings_dict["TEST"]["NAME"] = "test_bench_import_register"
    with as_migrator():
        old = make_database()
    follow()
    run_as_migrator("alter table sealed.ticket disable trigger ticket_of_a_test")
    settings.TRACE_ALIAS = "trace"
    try:
        is_reached = measure_all()
    finally:
        connections.close_all()
        with as_migrator():
            teardown_databases(old, 0)
    raise SystemExit(0 if is_reached else 1)


if __name__ == "__main__":
    main()
