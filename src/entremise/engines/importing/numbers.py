"""Numbers of the person: « 06 39 98 20 11 (fils) » rings at her son's, and is none of hers."""

import re
from typing import Final

from entremise.engines.importing.cells import Cells
from entremise.engines.importing.values import SCIENTIFIC, phones_in, text_of
from entremise.engines.importing.vocabulary import Column, LineFault
from entremise.engines.trigrams import plain

IN_PARENS: Final = re.compile(r"([\d+][\d .\-]{8,})\(([^)\d]+)\)")
RELATIVES: Final = frozenset(
    {"fils", "fille", "epoux", "epouse", "mari", "femme", "soeur", "frere", "niece", "neveu", "voisin", "voisine",
     "gendre", "bru", "ami", "amie", "enfant", "enfants", "cousin", "cousine", "mere", "pere", "tuteur", "tutrice"}
)  # fmt: skip

FEW_DIGITS: Final = 4  # « 36 31 » is to be typed again too
REST_OF_A_NUMBER: Final = 6  # beside a number that was read, a floor or an hour is none


def own_numbers(cells: Cells) -> tuple[str, ...]:
    """Every number of hers as `+33199001200`, once each, without those that a spreadsheet has lost."""
    found: tuple[str, ...] = ()
    for cell in cells.all(Column.PHONE):
        found += rung(cells, Column.PHONE, without_relatives(cell))
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


def rung(cells: Cells, column: Column, cell: object) -> tuple[str, ...]:
    """The numbers of a cell made for them; digits that are none are said, « liste rouge » is not."""
    found = numbers_in(cells, column, cell)
    left = digits_of(text_of(cell)) - sum(map(digits_of, found))
    if left >= (REST_OF_A_NUMBER if found else FEW_DIGITS) and not SCIENTIFIC.match(text_of(cell)):
        cells.lost.append((LineFault.BAD_PHONE, column))
    return found


def digits_of(text: str) -> int:
    return sum(map(str.isdigit, text))


def numbers_in(cells: Cells, column: Column, cell: object) -> tuple[str, ...]:
    try:
        return phones_in(cell)
    except ValueError:
        cells.lost.append((LineFault.SCIENTIFIC_PHONE, column))
        return ()


def without_relatives(cell: object) -> object:
    if not isinstance(cell, str) or "(" not in cell:
        return cell
    return IN_PARENS.sub(lambda said: "" if relative_in(said[2]) else said[0], cell)


def relative_in(text: str) -> str:
    """The word of a link in a text, as it was written; empty without one."""
    return next((word for word in re.findall(r"[^\W\d_]+", text) if plain(word) in RELATIVES), "")
