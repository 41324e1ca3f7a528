"""The cells of one line by what they hold, and leaving a line out."""

from collections.abc import Sequence

from entremise.engines.importing.values import text_of
from entremise.engines.importing.vocabulary import Column, LineFault


class Cells:
    def __init__(
        self, cells: Sequence[object], places: dict[Column, list[int]], first_leads: bool
    ) -> None:
        self.cells, self.places = cells, places
        self.first_leads = first_leads  # « Prénom et nom »: the first name stands before

    def all(self, column: Column) -> list[object]:
        return [self.cells[index] for index in self.places.get(column, ())]

    def text(self, column: Column) -> str:
        for index in self.places.get(column, ()):
            if text := text_of(self.cells[index]):
                return text
        return ""


class Left(Exception):
    """A line is left out: why, and in which column."""

    def __init__(self, fault: LineFault, column: str = "") -> None:
        super().__init__(fault)
        self.fault, self.column = fault, column
