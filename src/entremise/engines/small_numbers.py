"""Counts that point to nobody: a small number is hidden, and others with it, so that sums do not give it back."""

from collections.abc import Collection, Sequence
from typing import Final

FEW: Final = 11

Table = tuple[tuple[int | None, ...], ...]
Place = tuple[int, int]


def protected(table: Sequence[Sequence[int | None]], hidden: Collection[Place] = ()) -> Table:
    """`table` with numbers below eleven hidden (None), zero apart, and as many others as sums would else give back.

    `hidden` are places (row, column) that another table of the same things hides. The last column holds the sums of the rows, the last row those of the columns; None is a number that nobody knows.
    In each row and column where the sum is shown, nothing is hidden, or two numbers at least that come to eleven or
    more; where the sum is hidden, one number more. Which sums of columns are hidden depends on these sums alone, so tables
    of the same things agree. Method: complementary suppression of the smallest cells (Giessing 2001), line by line.
    """
    whole = Whole(table, hidden)
    bottom, right = len(table) - 1, len(table[0]) - 1
    whole.settle([(bottom, at) for at in range(right)], (bottom, right))
    lines = [
        *(([(row, at) for at in range(right)], (row, right)) for row in range(bottom)),
        *(([(row, at) for row in range(bottom)], (bottom, at)) for at in range(right + 1)),
    ]
    while any(whole.settle(parts, total) for parts, total in lines):
        pass
    return whole.shown()


class Whole:
    def __init__(self, table: Sequence[Sequence[int | None]], hidden: Collection[Place]) -> None:
        self.table = table
        self.hidden: set[Place] = set(hidden) | {
            (row, at)
            for row, numbers in enumerate(table)
            for at, number in enumerate(numbers)
            if number is None or 0 < number < FEW
        }

    def number(self, place: Place) -> int | None:
        return self.table[place[0]][place[1]]

    def settle(self, parts: list[Place], total: Place) -> bool:
        """Hide more parts of a line until its sum gives nothing back; return whether any was hidden."""
        before = len(self.hidden)
        while not self.is_safe(parts, total):
            rest = [place for place in parts if place not in self.hidden]
            if not rest:
                break
            self.hidden.add(min(rest, key=self.loss))
        return len(self.hidden) > before

    def is_safe(self, parts: list[Place], total: Place) -> bool:
        found = [self.number(place) for place in parts if place in self.hidden]
        if total in self.hidden:
            return bool(found)
        return not found or (len(found) > 1 and sum(one or 1 for one in found) >= FEW)

    def loss(self, place: Place) -> tuple[bool, int]:
        """What hiding costs: the smallest first; a zero hides little, so it comes last."""
        number = self.number(place) or 0
        return number == 0, number

    def shown(self) -> Table:
        return tuple(
            tuple(None if (row, at) in self.hidden else number for at, number in enumerate(numbers))
            for row, numbers in enumerate(self.table)
        )
