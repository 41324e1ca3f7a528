"""Numbers of the person, and of those around her: « 06 39 98 20 11 (fils) » rings at her son's."""

import re
from collections.abc import Iterator
from typing import Final

from entremise.engines.importing.cells import Cells
from entremise.engines.importing.values import phones_in, text_of
from entremise.engines.importing.vocabulary import Column, Contact, LineFault
from entremise.engines.trigrams import plain

PARENS: Final = re.compile(r"\(([^)]*)\)")
IN_PARENS: Final = re.compile(r"([\d+][\d .\-]{8,})\(([^)\d]+)\)")
NUMBER: Final = re.compile(r"(?:\s(?:au|t[ée]l)\.?\s*:?\s*)?[\d+][\d .\-]{8,}", re.IGNORECASE)
NOBODY: Final = re.compile(r"(?:non|neant|aucune?|personne|sans|ras|pas de)\b|$")
RELATIVES: Final = frozenset(
    {"fils", "fille", "epoux", "epouse", "mari", "femme", "soeur", "frere", "niece", "neveu", "voisin", "voisine",
     "gendre", "bru", "ami", "amie", "enfant", "enfants", "cousin", "cousine", "mere", "pere", "tuteur", "tutrice"}
)  # fmt: skip


def own_numbers(cells: Cells, region: str) -> tuple[str, ...]:
    """Every number of hers as `+33199001200`, once each, without those that a spreadsheet has lost."""
    found: list[str] = []
    for cell in cells.all(Column.PHONE):
        found += numbers_in(cells, Column.PHONE, without_relatives(cell), region)
    return tuple(dict.fromkeys(found))


def numbers_in(cells: Cells, column: Column, cell: object, region: str) -> tuple[str, ...]:
    try:
        return phones_in(cell, region)
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


def contacts_in(cells: Cells, region: str) -> tuple[Contact, ...]:
    """The person to warn, in one cell or in three; then those whose number stands beside hers."""
    return (*to_warn(cells, region), *beside_her_number(cells, region))


def to_warn(cells: Cells, region: str) -> Iterator[Contact]:
    name, link = cells.text(Column.CONTACT_NAME), cells.text(Column.CONTACT_LINK)
    if not name or NOBODY.match(plain(name)):
        return
    phones = contact_numbers(cells, region)
    if not phones and re.search(r"\d{2}", name):
        phones = phones_in(name, region)
    inside = PARENS.search(name)
    bare = NUMBER.sub("", PARENS.sub("", name)).strip(" ,;:-")
    said = link or (inside[1] if inside else relative_in(bare))
    yield Contact(bare, said, phones[0] if phones else "")


def contact_numbers(cells: Cells, region: str) -> tuple[str, ...]:
    column = Column.CONTACT_PHONE
    return tuple(
        number for cell in cells.all(column) for number in numbers_in(cells, column, cell, region)
    )


def beside_her_number(cells: Cells, region: str) -> Iterator[Contact]:
    for cell in cells.all(Column.PHONE):
        if not isinstance(cell, str) or "(" not in cell:
            continue
        for number, said in IN_PARENS.findall(text_of(cell)):
            numbers = phones_in(number, region)
            if relative_in(said) and numbers:
                yield Contact(said.strip(), relative_in(said), numbers[0])
