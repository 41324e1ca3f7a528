"""A file from its path to its table: the sheet with the most people."""

from dataclasses import replace
from pathlib import Path

from entremise.engines.importing.heads import find_table, names_people
from entremise.engines.importing.opening import sheets_of
from entremise.engines.importing.vocabulary import Column, FileFault, Table, Unusable


def table_of(path: Path) -> Table:
    """The table of a file, with what was left aside said; raise `Unusable`."""
    shown, hidden, encoding = sheets_of(path)
    tables = {}
    for name, rows in shown.items():
        try:
            tables[name] = find_table(rows)
        except Unusable:
            continue
    if not tables:
        raise Unusable(FileFault.NO_HEADER)
    name = (
        next(iter(tables))
        if len(tables) == 1
        else max(tables, key=lambda one: count_lines(tables[one]))
    )
    others = (*hidden, *(other for other in shown if other != name))
    return replace(tables[name], sheet=name, other_sheets=others, encoding=encoding)


def count_lines(table: Table) -> int:
    """How many lines a table has."""
    return sum(1 for _ in table.lines)


def refuse_mapping(table: Table, mapping: tuple[Column, ...]) -> None:
    """A mapping must name people and leave forbidden columns out; raise `Unusable`."""
    for head, column in zip(table.heads, mapping, strict=True):
        if column is Column.FORBIDDEN:
            raise Unusable(FileFault.FORBIDDEN_COLUMN, head)
    if not names_people(mapping):
        raise Unusable(FileFault.NO_NAME_COLUMN)
