"""A short statement that many requests make is planned once a connection: values are bound by the server."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


@contextmanager
def planned(alias: str = DEFAULT_DB_ALIAS) -> Iterator[CursorWrapper]:
    """A cursor for statements of always the same text, whose lists are bound as one value: a server takes 65,535."""
    with connections[alias].cursor() as cursor:
        server_bound = ServerBindingCursor(connections[alias].connection)  # type: ignore[call-arg]  # stubs forget it
        cursor.cursor = server_bound
        yield cursor
