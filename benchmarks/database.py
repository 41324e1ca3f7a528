"""A database of a benchmark's own, made by the migrator and used by the runtime, as in production."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections
from django.test.utils import teardown_databases
from tests.conftest import follow, make_database, run_as_migrator

from entremise.jobs.database.migrating import as_migrator


@contextmanager
def database(name: str, *, with_real_trace: bool = False) -> Iterator[None]:
    """Taken away at the end. With a real trace, tickets bear their own transaction, on a connection beside."""
    for alias in ("default", "trace"):
        connections[alias].settings_dict["TEST"]["NAME"] = f"test_bench_{name}"
    with as_migrator():
        old = make_database()
    follow()
    if with_real_trace:
        run_as_migrator("alter table sealed.ticket disable trigger ticket_of_a_test")
        settings.TRACE_ALIAS = "trace"
    try:
        yield
    finally:
        connections.close_all()
        with as_migrator():
            teardown_databases(old, 0)
