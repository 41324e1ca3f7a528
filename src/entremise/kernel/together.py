"""Several questions of one area in one statement: one journey to the database, one moment for all the answers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Final, ParamSpec

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import BinaryField, JSONField, QuerySet, Value

from entremise.kernel.compiled import Statement, maker_of, with_slots
from entremise.kernel.planned import planned

Asked = ParamSpec("Asked")
Reader = Callable[[Any], Any]
Questions = dict[str, QuerySet[Any, Any]]
Answers = dict[str, list[Any]]
LIST: Final = "(SELECT json_agg(told) FROM ({sql}) AS told({columns}))"


@dataclass(frozen=True, slots=True)
class Question:
    """Its statement, and how each cell is read back from JSON."""

    statement: Statement
    readers: tuple[Reader, ...]

    @property
    def sql(self) -> str:
        columns = ", ".join(f"c{place}" for place in range(len(self.readers)))
        return LIST.format(sql=self.statement.sql, columns=columns)

    def rows(self, told: list[dict[str, Any]] | None) -> list[Any]:
        return [self.statement.row_of(self.cells(one)) for one in told or ()]

    def cells(self, told: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(read(cell) for read, cell in zip(self.readers, told.values(), strict=True))


def together(build: Callable[Asked, Questions]) -> Callable[Asked, Answers]:
    """Ask all that this function builds, by name, at once; each answer has the rows that `compiled` would give.

    Like it, written once in a process: the function takes keywords and does not depend on them."""

    @cache
    def questions() -> dict[str, Question]:
        return {name: question_of(rows) for name, rows in with_slots(build).items()}

    @wraps(build)
    def ask(*_: Asked.args, **values: Asked.kwargs) -> Answers:
        with planned() as cursor:
            return answers(cursor, questions(), values)

    return ask


def at_once(**asked: QuerySet[Any, Any]) -> Answers:
    """The same for questions that depend on what is asked: written anew each time."""
    with connection.cursor() as cursor:
        return answers(cursor, {name: question_of(rows) for name, rows in asked.items()}, {})


def answers(cursor: CursorWrapper, asked: dict[str, Question], values: dict[str, Any]) -> Answers:
    bound = [one for each in asked.values() for one in each.statement.bound(values)]
    cursor.execute("SELECT " + ", ".join(one.sql for one in asked.values()), bound)
    told = cursor.fetchone()
    return {
        name: one.rows(read(cell))
        for (name, one), cell in zip(asked.items(), told or (), strict=True)
    }


def read(cell: Any) -> Any:
    """A list as the driver gives it: text, or read already."""
    return json.loads(cell) if isinstance(cell, str) else cell


def question_of(rows: QuerySet[Any, Any]) -> Question:
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    readers = tuple(reader_of(column.output_field) for column, *_ in compiler.select)
    return Question(Statement(sql, tuple(parameters), maker_of(rows, compiler)), readers)


def reader_of(field: Any) -> Reader:
    """From JSON to what the driver would have given."""
    return next((own for kind, own in UNLIKE if isinstance(field, kind)), field.to_python)


def bytes_of(cell: str | None) -> bytes | None:
    return None if cell is None else bytes.fromhex(cell.removeprefix("\\x"))


# What JSON does not carry as the driver does.
UNLIKE: Final = ((BinaryField, bytes_of), (JSONField, json.dumps))


def counted(rows: QuerySet[Any, Any], **counts: Any) -> QuerySet[Any, Any]:
    """What `aggregate` would answer, as a question: one row."""
    whole: QuerySet[Any, Any] = rows.order_by().values(whole=Value(1)).annotate(**counts)
    return whole.values_list(*counts, named=True)
