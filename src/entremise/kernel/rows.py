"""Thousands of rows of one table in few statements: a batch travels as one JSON text, and the database takes it apart.

Binding forty cells a row one by one takes a client several times as long as making that text."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date, time
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model

BATCH: Final = 1000
ADD: Final = (
    "INSERT INTO {table} ({names})"
    " SELECT {names} FROM json_populate_recordset(NULL::{table}, %s::json)"
)
CHANGE: Final = (
    "UPDATE {table} AS held SET ({names}) = ROW({given})"
    " FROM json_populate_recordset(NULL::{table}, %s::json) AS given WHERE held.{key} = given.{key}"
)
NUMBERS: Final = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
Fields = Sequence["Field[Any, Any]"]


def add_rows(rows: Sequence[Model]) -> None:
    """Insert new rows; each has its number afterwards."""
    if not rows:
        return
    about = rows[0]._meta  # noqa: SLF001 -- Django's own way to a model's columns
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [about.db_table, about.pk.column, len(rows)])
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
    write(ADD, rows, about.concrete_fields)
    for row in rows:
        row._state.adding = False  # noqa: SLF001 -- it is in the table now


def change_rows(rows: Sequence[Model], names: Collection[str]) -> None:
    """Write these fields of rows that exist."""
    if rows:
        about = rows[0]._meta  # noqa: SLF001 -- as above
        write(CHANGE, rows, [one for one in about.concrete_fields if one.name in names])


def write(statement: str, rows: Sequence[Model], fields: Fields) -> None:
    about = rows[0]._meta  # noqa: SLF001 -- as above
    quote = connection.ops.quote_name
    columns = [quote(str(one.column)) for one in fields]
    sql = statement.format(
        table=quote(about.db_table),
        key=quote(str(about.pk.column)),
        names=", ".join(columns),
        given=", ".join(f"given.{one}" for one in columns),
    )
    with connection.cursor() as cursor:
        for text in texts_of(rows, (about.pk, *fields)):
            cursor.execute(sql, [text])


def texts_of(rows: Sequence[Model], fields: Fields) -> Iterator[str]:
    """Each batch as the JSON of its columns."""
    places = {one.column: one.attname for one in fields}
    for start in range(0, len(rows), BATCH):
        batch = [
            {column: getattr(row, name) for column, name in places.items()}
            for row in rows[start : start + BATCH]
        ]
        yield json.dumps(batch, ensure_ascii=False, default=said)


def said(value: object) -> str:
    """A moment or an identifier as PostgreSQL reads it; what it would misread is an error."""
    if isinstance(value, date | time | UUID):
        return str(value)
    raise TypeError(type(value).__name__)
