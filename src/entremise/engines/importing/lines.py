"""Lines of a table as what they say of a person, with every reason why one is left out."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, Protocol

from entremise.engines.importing.around import contacts_in, corners_of
from entremise.engines.importing.cells import Cells, Left, said_in_full
from entremise.engines.importing.heads import is_lone
from entremise.engines.importing.languages import language_of
from entremise.engines.importing.names import names_of
from entremise.engines.importing.numbers import own_numbers
from entremise.engines.importing.places import place_of
from entremise.engines.importing.values import (
    birth_of,
    day_of,
    has_nir,
    mode_of,
    text_of,
    yes_or_no,
)
from entremise.engines.importing.vocabulary import (
    Column,
    Line,
    LineFault,
    LineProblem,
    Reading,
    ReadLine,
    Table,
)
from entremise.engines.remembering import remembered, remembering
from entremise.engines.trigrams import plain

FIRST_LEADS: Final = re.compile(r"^prenoms?\b.*\bnom")
MAIL: Final = re.compile(r"[^\s;,:<>()@]+@[^\s;,:<>()@]+\.[a-z]{2,}", re.IGNORECASE)
FORMULA_SIGNS: Final = ("=", "@", "+cmd", "-cmd")
FIRST_SIGNS: Final = frozenset("=@+-")


class DayReader(Protocol):
    def __call__(self, cell: object, *, this_year: int) -> tuple[date | None, int | None]: ...


Aside = tuple[str, Callable[[Cells, Column, int], Any], Column]  # a field, how it is read, of what


def read_lines(table: Table, mapping: Sequence[Column], *, this_year: int) -> Reading:
    """All lines with a mapping: those that say a person, those left out, and what of a line cannot be read, with its reason."""
    with remembering():
        return reading_of(table, mapping, this_year)


def reading_of(table: Table, mapping: Sequence[Column], this_year: int) -> Reading:
    places: dict[Column, list[int]] = {}
    for index, column in enumerate(mapping):
        places.setdefault(column, []).append(index)
    readers = tuple((name, read, column) for name, read, column in ASIDE if column in places)
    first_leads = any(
        FIRST_LEADS.match(plain(table.heads[index].rpartition(" / ")[2]))
        for index in places.get(Column.FULL_NAME, ())
    )
    kept: list[ReadLine] = []
    problems: list[LineProblem] = []
    around = corners_of(mapping, table.heads)
    second_names = frozenset((*places.get(Column.BIRTH_NAME, ()), *places.get(Column.USAGE, ())))
    full = without_lone_cells(table.lines, problems)
    for number, cells in said_in_full(full, second_names):
        line = Cells(cells, places, first_leads, around)
        try:
            kept.append(read_line(number, line, readers, this_year))
        except Left as left:
            problems.append(LineProblem(number, left.fault, left.column))
        else:
            problems += [LineProblem(number, fault, column) for fault, column in line.lost]
    kept, doubles = without_doubles(kept)
    problems += doubles
    counts = Counter(problem.fault for problem in problems)
    return Reading(tuple(kept), tuple(sorted(problems, key=lambda one: one.line)), dict(counts))


def without_lone_cells(lines: Iterable[Line], problems: list[LineProblem]) -> Iterator[Line]:
    """The lines that say more than a title among them; each title becomes a problem: it may have been somebody."""
    for number, cells in lines:
        if is_lone(cells):
            problems.append(LineProblem(number, LineFault.LONE_CELL))
        else:
            yield number, cells


def read_line(number: int, cells: Cells, readers: Sequence[Aside], this_year: int) -> ReadLine:
    refuse_hostile(cells.cells)
    last, first, usage, title = names_of(cells)
    if not last or not first:
        raise Left(LineFault.NO_NAME, Column.LAST)
    birth, year = day_in(cells, Column.BIRTH, this_year, birth_of)
    place = place_of(cells)
    aside = {name: read(cells, column, this_year) for name, read, column in readers}
    return ReadLine(
        number,
        last,
        first,
        usage,
        title,
        birth,
        year,
        own_numbers(cells),
        street=place.street,
        complement=place.complement,
        postcode=place.postcode,
        town=place.town,
        contacts=contacts_in(cells),
        **aside,
    )


def refuse_hostile(cells: Sequence[object]) -> None:
    """Formulas and social security numbers, in any cell."""
    for cell in cells:
        if isinstance(cell, str):
            if cell[:1] in FIRST_SIGNS and cell.startswith(FORMULA_SIGNS):
                raise Left(LineFault.FORMULA)
            if len(cell) >= 13 and has_nir(cell):
                raise Left(LineFault.NIR)
        elif isinstance(cell, float) and cell > 10**12 and has_nir(text_of(cell)):
            raise Left(LineFault.NIR)


def day_in(
    cells: Cells, column: Column, this_year: int, read: DayReader
) -> tuple[date | None, int | None]:
    """The first date of a column; somebody whose date cannot be read is somebody all the same."""
    for cell in cells.all(column):
        try:
            found = read(cell, this_year=this_year)
        except ValueError:
            cells.lost.append((LineFault.BAD_DATE, column))
            continue
        if found != (None, None):
            return found
    return None, None


def said_in(cells: Cells, column: Column, _this_year: int) -> str:
    return cells.text(column)


def mail_in(cells: Cells, column: Column, _this_year: int) -> str:
    found = MAIL.search(cells.text(column))
    return found[0] if found else ""


def first_known(cells: Cells, column: Column, _this_year: int) -> bool | None:
    known = map(yes_or_no, cells.all(column))
    return next((one for one in known if one is not None), None)


def language_in(cells: Cells, column: Column, _this_year: int) -> str:
    return language_of(cells.text(column))


def mode_in(cells: Cells, column: Column, _this_year: int) -> str:
    return mode_of(cells.text(column))


def registered_in(cells: Cells, column: Column, this_year: int) -> date | None:
    return day_in(cells, column, this_year, day_of)[0]


ASIDE: Final[tuple[Aside, ...]] = (  # few files have many of these columns
    ("registered_on", registered_in, Column.REGISTERED_ON),
    ("mail", mail_in, Column.MAIL),
    ("district", said_in, Column.DISTRICT),
    ("lives_alone", first_known, Column.LIVES_ALONE),
    ("hot_home", first_known, Column.HOT_HOME),
    ("language", language_in, Column.LANGUAGE),
    ("hearing", said_in, Column.HEARING),
    ("mode", mode_in, Column.MODE),
    ("external_id", said_in, Column.EXTERNAL_ID),
    ("note", said_in, Column.NOTE),
)


plain_name = remembered(plain)


def without_doubles(lines: list[ReadLine]) -> tuple[list[ReadLine], list[LineProblem]]:
    """Lines of the same name, first name and day of birth, or where no birth is known of the same number: the first stays."""
    seen: dict[int, ReadLine] = {}
    kept, doubles = [], []
    for line in lines:
        key = key_of(line)
        first = seen.setdefault(
            hash(key), line
        )  # the keys themselves would take as much as the lines
        if first is not line and key[-1] and key == key_of(first):
            doubles.append(LineProblem(line.line, LineFault.DOUBLE, other_line=first.line))
        else:
            kept.append(line)
    return kept, doubles


def key_of(line: ReadLine) -> tuple[object, ...]:
    known_by = line.birth or line.birth_year or line.phones or line.external_id
    return plain_name(line.usage or line.last), plain_name(line.first), known_by


def too_young(lines: Sequence[ReadLine], *, at_least: int, this_year: int) -> Iterator[ReadLine]:
    """Lines of people who cannot be of this age yet."""
    for line in lines:
        if line.birth_year is not None and this_year - line.birth_year < at_least:
            yield line
