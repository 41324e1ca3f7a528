"""Finding the line of heads, and guessing what each column holds by its head and by its cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from entremise.engines.importing.naming import guess, is_about_something_else
from entremise.engines.importing.opening import Row, Rows, SheetRows
from entremise.engines.importing.values import has_nir, phones_in, text_of
from entremise.engines.importing.vocabulary import Column, FileFault, Line, Table, Unusable
from entremise.engines.trigrams import plain

LOOKED_AT: Final = 30
MATCHES_NEEDED: Final = 3
HEAD_LINES: Final = 3
SAMPLES: Final = 50
MOST: Final = 0.8
DIGITS_OF_A_NUMBER: Final = 9
SUMS: Final = re.compile(r"\W*(?:nombre|nbr?e?|somme|effectif|soit)\b", re.IGNORECASE)
TOTALS: Final = re.compile(r".{0,20}\b(?:total|totaux)\b", re.IGNORECASE)
ADDRESS_WITH_NUMBER: Final = re.compile(r"^\s*\d+\b")


def find_table(rows: Rows) -> Table:
    """The heads and the lines of a sheet; raise `Unusable` when no line of heads is found."""
    top = list(islice(rows, LOOKED_AT + HEAD_LINES))
    looked_at = enumerate(top[:LOOKED_AT])
    first = next((at for at, row in looked_at if heads_known(row) >= MATCHES_NEEDED), None)
    if first is None:
        raise Unusable(FileFault.NO_HEADER)
    # « Identité, Adresse, Inscription » may stand above the true heads: the line that says most is theirs.
    last = min(first + HEAD_LINES, len(top))
    index = max(range(first, last), key=lambda at: heads_known(top[at]))
    if index + 1 < len(top) and completes(top[index + 1], top[index]):
        index += 1
    words = [one_line(cell) for cell in top[index]]
    merged = rows.merged_in(index - 1) if isinstance(rows, SheetRows) else {}
    groups = groups_above(top, index, len(words), merged)
    heads = tuple(" / ".join(filter(None, pair)) for pair in zip(groups, words, strict=True))
    return Table(heads=heads, lines=LinesBelow(rows, index, words))


def completes(below: Row, above: Row) -> bool:
    """« Fixe | Portable » under « Coordonnées »: a line of heads alone, that fills a gap of the one above."""
    words = [one_line(cell) for cell in below]
    said = [word for word in words if word]
    fills_a_gap = any(low and not one_line(high) for low, high in zip(words, above, strict=False))
    return len(said) >= 2 and heads_known(below) == len(said) and fills_a_gap


def heads_known(row: Row) -> int:
    """How many cells of a line are heads of ours."""
    words = filter(None, map(one_line, row))
    return sum(guess(word) not in {Column.SKIPPED, Column.CONTACT_NAME} for word in words)


def one_line(cell: object) -> str:
    return " ".join(text_of(cell).split())


def groups_above(
    rows: Sequence[Row], index: int, width: int, merged: Mapping[int, int]
) -> list[str]:
    """The upper line of two, its merged cells spread as far as they reach; nothing when the line above is a title."""
    above = [one_line(cell) for cell in rows[index - 1]] if index else []
    above += [""] * (width - len(above))
    if sum(map(bool, above)) < 2:
        return [""] * width
    spread, current, last = [], "", width
    for place, word in enumerate(above[:width]):
        if word:
            current, last = word, merged.get(place, place) if merged else width
        spread.append(current if place <= last else "")
    return spread


@dataclass(frozen=True, slots=True)
class LinesBelow:
    """Lines that say something, made each time they are asked for: no empty line, no repeated head, no total."""

    rows: Rows
    index: int
    heads: list[str]

    def __iter__(self) -> Iterator[Line]:
        width = len(self.heads)
        below = islice(self.rows, self.index + 1, None)
        for number, row in enumerate(below, start=self.index + 2):
            filled = islice(filter(is_filled, row), 2)
            first = next(filled, None)
            second = next(filled, None)
            if second is None and not is_worded(first):
                continue  # the number of a line where nobody was written yet
            if is_total(first, second) or self.is_head(row):
                continue
            yield number, tuple(row) if len(row) == width else fitted(row, width)

    def is_head(self, row: Row) -> bool:
        heads = self.heads
        return one_line(row[0]) == heads[0] and list(map(one_line, row)) == heads


def is_filled(cell: object) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def is_worded(cell: object) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def is_lone(cells: Row) -> bool:
    """Whether one cell alone is filled: a title among the lines, or somebody of whom nothing else is known."""
    return len([*islice(filter(is_filled, cells), 2)]) < 2


def fitted(row: Row, width: int) -> tuple[object, ...]:
    return (*row[:width], *[""] * (width - len(row)))


def is_total(cell: object, beside: object = "") -> bool:
    """Whether a line says how many; « SOMME | Yvette » is somebody."""
    if not isinstance(cell, str):
        return False
    if plain(cell) == "somme" and plain(text_of(beside)).replace(" ", "").isalpha():
        return False
    is_sum = SUMS.match(cell) is not None
    return is_sum or ("tota" in cell.lower() and TOTALS.match(cell) is not None)


def guess_mapping(table: Table) -> tuple[Column, ...]:
    """What each column holds, by its head, then by its cells where the head says nothing."""
    found = guesses(table, has_groups=True)
    if not names_people(found):  # « Personnes à contacter | 15/06/2025 » above all heads is a title
        found = guesses(table, has_groups=False)
    return without_numbers_of_lines(table, with_numbers_of_contacts(found))


def names_people(mapping: Sequence[Column]) -> bool:
    """Whether some columns give the name and the first name of people."""
    known = set(mapping)
    has_last = bool({Column.LAST, Column.BIRTH_NAME, Column.USAGE} & known)
    return Column.FULL_NAME in known or (has_last and Column.FIRST in known)


def guesses(table: Table, *, has_groups: bool) -> list[Column]:
    found = []
    for index, head in enumerate(table.heads):
        group, _, own = head.rpartition(" / ")
        column = guess(own, group if has_groups else "")
        is_unsaid = column is Column.SKIPPED and not is_about_something_else(own)
        if is_unsaid or column is Column.NUMBER:  # « Autre n° » may be a number to ring
            seen = by_cells(cells_of(table, index))
            column = seen if is_unsaid or seen is Column.PHONE else column
        found.append(column)
    if Column.FIRST not in found:
        return found
    return [  # « Nom de l'usager » beside « Prénom de l'usager » is no first name too
        Column.LAST if column is Column.FULL_NAME and not says_both(head) else column
        for column, head in zip(found, table.heads, strict=True)
    ]


def says_both(head: str) -> bool:
    """« Nom et prénom », « Identité »; and not « Nom » with a word beside it."""
    words = plain(head.rpartition(" / ")[2]).split()
    return "nom" not in words or bool({"prenom", "prenoms", "complet"} & {*words})


def with_numbers_of_contacts(columns: list[Column]) -> list[Column]:
    """« Personne de confiance | Téléphone »: after a name of somebody else, a second number is theirs."""
    found: list[Column] = []
    for column in columns:
        follows = bool(found) and found[-1] in {Column.CONTACT_NAME, Column.CONTACT_LINK}
        is_theirs = column is Column.PHONE and follows and Column.PHONE in found
        found.append(Column.CONTACT_PHONE if is_theirs else column)
    return found


def full_lines(table: Table) -> Iterator[Row]:
    """The cells of each line that says more than a title."""
    return (cells for _, cells in table.lines if not is_lone(cells))


def cells_of(table: Table, index: int) -> list[str]:
    """The first cells of a column that say something."""
    texts = (text_of(cells[index]) for cells in islice(full_lines(table), SAMPLES))
    return [text for text in texts if text]


def without_numbers_of_lines(table: Table, columns: list[Column]) -> tuple[Column, ...]:
    """« N° » before a street that has its own number counts the lines of the file."""
    streets = [
        text
        for index, column in enumerate(columns)
        if column is Column.STREET
        for text in cells_of(table, index)
    ]
    numbered = sum(bool(ADDRESS_WITH_NUMBER.match(text)) for text in streets)
    if numbered * 2 <= len(streets):
        return tuple(columns)
    return tuple(Column.SKIPPED if one is Column.NUMBER else one for one in columns)


def by_cells(texts: Sequence[str]) -> Column:
    """Phones and mails are known by their look; a social security number stops everything."""
    if not texts:
        return Column.SKIPPED
    if any(has_nir(text) for text in texts):
        return Column.FORBIDDEN
    most = len(texts) * MOST
    if sum("@" in text for text in texts) >= most:
        return Column.MAIL
    return Column.PHONE if sum(map(is_number_to_ring, texts)) >= most else Column.SKIPPED


def is_number_to_ring(text: str) -> bool:
    try:
        return bool(phones_in(text)) and sum(sign.isdigit() for sign in text) >= DIGITS_OF_A_NUMBER
    except ValueError:
        return False
