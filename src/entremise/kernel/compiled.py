"""A query or a change that many requests make: its SQL is written once in a process, each time binds its own values."""

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection
from django.db.models import Expression, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from entremise.kernel.planned import planned

Asked = ParamSpec("Asked")
Row = TypeVar("Row")
Maker = Callable[[tuple[Any, ...]], Any]


class Slot(Expression):
    """The place of a value that is known when the query is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, *_: object) -> tuple[str, list["Slot"]]:  # type: ignore[override]  # slots are its values
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    parameters: tuple[object, ...]  # slots among them
    row_of: Maker

    def bound(self, values: dict[str, Any]) -> list[Any]:
        return [values[one.name] if isinstance(one, Slot) else one for one in self.parameters]


def compiled(build: Callable[Asked, QuerySet[Any, Row]]) -> Callable[Asked, list[Row]]:
    """Ask for the rows of what this function builds, with `values_list` by name, otherwise as objects. Django takes
    several times as long to write the SQL as to ask it. The function takes keywords and does not depend on them."""

    @cache
    def statement() -> Statement:
        return statement_of(with_slots(build))

    @wraps(build)
    def ask(*_: Asked.args, **values: Asked.kwargs) -> list[Row]:
        ready = statement()
        with planned() as cursor:
            cursor.execute(ready.sql, ready.bound(values))
            return [ready.row_of(row) for row in cursor.fetchall()]

    return ask


def compiled_change(
    build: Callable[Asked, tuple[QuerySet[Any, Any], dict[str, object]]],
) -> Callable[Asked, int]:
    """Change the rows of what this function builds as its second part says; return how many."""

    @cache
    def statement() -> Statement:
        return change_of(*with_slots(build))

    @wraps(build)
    def change(*_: Asked.args, **values: Asked.kwargs) -> int:
        return changed_by(statement(), values)

    return change


def compiled_save(model: type[Row], *columns: str) -> Callable[[Row], None]:
    """Write these columns of a row that is in the database, as `save(update_fields=…)` does."""

    @cache
    def statement() -> Statement:
        rows: QuerySet[Any] = cast("Any", model).objects.filter(pk=Slot("pk"))
        return change_of(rows, {name: Slot(name) for name in columns})

    def save(row: Row) -> None:
        values = {name: getattr(row, name) for name in ("pk", *columns)}
        if changed_by(statement(), values) != 1:
            raise LookupError(f"no row {values['pk']} of {model.__name__}")

    return save


def change_of(rows: QuerySet[Any, Any], changes: dict[str, object]) -> Statement:
    query: Any = rows.query.chain(UpdateQuery)
    query.clear_ordering(force=True)
    query.add_update_values(changes)
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, tuple(parameters), tuple)


def changed_by(ready: Statement, values: dict[str, Any]) -> int:
    with planned() as cursor:
        cursor.execute(ready.sql, ready.bound(values))
        return int(cursor.rowcount)


def with_slots(build: Callable[..., Any]) -> Any:
    return build(**{name: Slot(name) for name in signature(build).parameters})


def statement_of(rows: QuerySet[Any, Any]) -> Statement:
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    return Statement(sql, tuple(parameters), maker_of(rows, compiler))


def maker_of(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Maker:
    """Rows with the names asked for, else objects; what is sealed is opened first."""
    names = rows.query.selected
    make = named_rows_of(tuple(names)) if names else objects_of(compiler, rows.db)
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    if not converters:
        return make
    return lambda row: make(tuple(next(compiler.apply_converters([row], converters))))


def named_rows_of(names: tuple[str, ...]) -> Maker:
    row: Any = namedtuple("Row", names)  # type: ignore[misc]  # noqa: PYI024 -- the names come with the query
    make: Maker = row._make
    return make


def objects_of(compiler: SQLCompiler, alias: str) -> Maker:
    """What makes an object of a row, with those of `select_related` beside."""
    shape = compiler.klass_info
    chosen = [compiler.select[at][0].target.attname for at in shape["select_fields"]]
    neighbours = get_related_populators(shape, compiler.select, alias)  # type: ignore[call-arg]  # stubs forget the alias

    def object_of(row: tuple[Any, ...]) -> Any:
        made = shape["model"].from_db(alias, chosen, row[: len(chosen)])
        for neighbour in neighbours:
            neighbour.populate(row, made)
        return made

    return object_of
