"""What attacks share: the runtime login on a connection of its own, and a way to weaken the seal for a moment."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from tests.conftest import run_as_migrator

from entremise.commons.seal import statements


@contextmanager
def runtime(**given: object) -> Iterator[psycopg.Connection]:
    """A raw connection of the runtime login, as somebody would have who stole its password."""
    settings = connection.settings_dict
    stolen = psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        **({"autocommit": True} | given),
    )
    try:
        yield stolen
    finally:
        stolen.close()  # what was not committed is rolled back


@contextmanager
def weakened(name: str, *pairs: str) -> Iterator[None]:
    """The file of the seal with rules replaced (old, new, old, new…): the broken twin that the attack must pass."""
    text = weak = statements(name)
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in weak, f"{old!r} is not in {name}.sql any more"
        weak = weak.replace(old, new)
    run_as_migrator(weak, statements("privileges"))
    try:
        yield
    finally:
        run_as_migrator(text, statements("privileges"))


@contextmanager
def granted(what: str, *, on: str) -> Iterator[None]:
    """One right too many for the runtime."""
    run_as_migrator(f"GRANT {what} ON {on} TO entremise_runtime")
    try:
        yield
    finally:
        run_as_migrator(f"REVOKE {what} ON {on} FROM entremise_runtime")


@pytest.fixture(autouse=True)
def in_earnest(real_trace: None) -> None:
    """Attacks commit for real and ask on the trace connection."""
