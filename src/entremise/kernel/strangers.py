"""Rows that outlive a person: in her place stands somebody who leads to nobody, so that counts stay true."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet


def replace_people(rows: QuerySet[Any], strangers: Mapping[UUID, UUID]) -> int:
    """Write in `person` of these rows the stranger who takes her place; return how many rows changed."""
    chosen, params = rows.order_by().values("pk").query.sql_with_params()
    table = rows.query.get_initial_alias()
    with connection.cursor() as cursor:
        # At night, a campaign of many waves: longer than a page may take, until this transaction ends.
        cursor.execute("SET LOCAL statement_timeout = '15min'")
        cursor.execute(
            f"UPDATE {table} t SET person = m.fresh"  # noqa: S608 -- the name of a model
            " FROM unnest(%s::uuid[], %s::uuid[]) AS m (old, fresh)"
            f" WHERE t.person = m.old AND t.id IN ({chosen})",
            [list(strangers), list(strangers.values()), *params],
        )
        return int(cursor.rowcount)
