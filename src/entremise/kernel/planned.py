"""A short statement that many requests make is planned once a connection: values are bound by the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


class ServerBound(psycopg.Cursor[Any]):
    def _convert_query(self, *given: Any) -> Any:
        """The driver forgets the text of what is prepared, and Django's log of statements asks for it."""
        self._query = super()._convert_query(*given)
        return self._query


@contextmanager
def planned() -> Iterator[CursorWrapper]:
    """A cursor for statements of always the same text, whose lists are bound as one value: a server takes 65,535."""
    with connection.cursor() as cursor:
        cursor.cursor = ServerBound(connection.connection)
        yield cursor
