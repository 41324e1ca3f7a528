"""The cells of one line by what they hold, and leaving a line out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from entremise.engines.importing.values import text_of
from entremise.engines.importing.vocabulary import Column, Line, LineFault

AS_ABOVE: Final = frozenset({"idem", "id.", "dito", '"', "''", "〃", '- " -', '-"-', "//"})
FIRST_SIGNS: Final = frozenset(  # of these words, and blanks before them
    sign
    for sign in map(chr, range(0x3010))
    if sign.isspace() or any(word.startswith(sign.lower()) for word in AS_ABOVE)
)


def said_in_full(lines: Iterable[Line], names: frozenset[int]) -> Iterator[Line]:
    """Lines with each « idem » replaced by the cell above; as a second name (in columns `names`) it says the first one."""
    above: tuple[object, ...] = ()
    for number, cells in lines:
        full = cells
        if says_as_above(cells):
            full = tuple(
                (("" if place in names else high) if is_as_above(cell) else cell)
                for place, (cell, high) in enumerate(zip_longest(cells, above, fillvalue=""))
            )
        above = full
        yield number, full


def says_as_above(cells: Iterable[object]) -> bool:
    for cell in cells:
        if isinstance(cell, str) and cell[:1] in FIRST_SIGNS and is_as_above(cell):
            return True
    return False


def is_as_above(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip().lower() in AS_ABOVE


@dataclass(slots=True)
class Corner:
    """The columns of one person beside her, as the heads lay them out: the same for all lines."""

    is_guardian: bool
    names: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    phones: list[int] = field(default_factory=list)
    said: str = ""  # « fils », of « Tél. fils »
    is_named: bool = True


class Cells:
    __slots__ = ("cells", "corners", "first_leads", "lost", "places")

    def __init__(
        self,
        cells: Sequence[object],
        places: dict[Column, list[int]],
        first_leads: bool,
        corners: tuple["Corner", ...] = (),
    ) -> None:
        self.cells, self.places = cells, places
        self.corners = corners
        self.first_leads = first_leads  # « Prénom et nom »: the first name stands before
        self.lost: list[tuple[LineFault, Column]] = []  # the person is kept, without these

    def all(self, column: Column) -> list[object]:
        return [self.cells[index] for index in self.places.get(column, ())]

    def text(self, column: Column) -> str:
        """The first cell of a column that says something: « ? » and « - » say nothing."""
        return self.first_said(self.places[column]) if column in self.places else ""

    def first_said(self, places: Iterable[int]) -> str:
        for index in places:
            text = text_of(self.cells[index])
            if text and (text[0].isalnum() or any(map(str.isalnum, text))):
                return text
        return ""


class Left(Exception):
    """A line is left out: why, and in which column."""

    def __init__(self, fault: LineFault, column: str = "") -> None:
        super().__init__(fault)
        self.fault, self.column = fault, column
