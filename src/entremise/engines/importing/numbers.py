"""Numbers of the person: « 06 39 98 20 11 (fils) » rings at her son's, and is none of hers."""

import re
from typing import Final

from entremise.engines.importing.cells import Cells
from entremise.engines.importing.values import phones_in
from entremise.engines.importing.vocabulary import Column, LineFault
from entremise.engines.trigrams import plain

IN_PARENS: Final = re.compile(r"([\d+][\d .\-]{8,})\(([^)\d]+)\)")
RELATIVES: Final = frozenset(
    {"fils", "fille", "epoux", "epouse", "mari", "femme", "soeur", "frere", "niece", "neveu", "voisin", "voisine",
     "gendre", "bru", "ami", "amie", "enfant", "enfants", "cousin", "cousine", "mere", "pere", "tuteur", "tutrice"}
)  # fmt: skip


def own_numbers(cells: Cells) -> tuple[str, ...]:
    """Every number of hers as `+33199001200`, once each, without those that a spreadsheet has lost."""
    found: tuple[str, ...] = ()
    for cell in cells.all(Column.PHONE):
        found += numbers_in(cells, Column.PHONE, without_relatives(cell))
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


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
