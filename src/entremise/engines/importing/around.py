"""The people around a person: whom to warn, « tél. fils », a guardian; in one cell, in three, or beside her own number."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from entremise.engines.importing.cells import Cells, Corner
from entremise.engines.importing.naming import GUARDIANS, words_of
from entremise.engines.importing.numbers import IN_PARENS, RELATIVES, numbers_in, relative_in, rung
from entremise.engines.importing.values import phones_in, text_of
from entremise.engines.importing.vocabulary import Column, Contact
from entremise.engines.trigrams import plain

PARENS: Final = re.compile(r"\(([^)]*)\)")
NUMBER: Final = re.compile(r"(?:\s(?:au|t[ée]l)\.?\s*:?\s*)?[\d+][\d .\-]{8,}", re.IGNORECASE)
NOBODY: Final = re.compile(
    r"(?:non|neant|aucune?|personne|sans|ras|pas de|moi meme|lui meme|elle meme)\b|(?:oui|x)$|$"
)
DESIGNATED: Final = frozenset(
    {"prevenir", "contacter", "joindre", "confiance", "urgence", "contact"}
)
BARE_LINKS: Final = RELATIVES | {"famille", "entourage", "proche", "proches", "aidant", "aidante"}
PLACES: Final = {
    Column.CONTACT_NAME: "names",
    Column.CONTACT_LINK: "links",
    Column.CONTACT_PHONE: "phones",
    Column.GUARDIAN: "names",
    Column.GUARDIAN_PHONE: "phones",
}
OF_GUARDIANS: Final = frozenset({Column.GUARDIAN, Column.GUARDIAN_PHONE})


def corners_of(mapping: Sequence[Column], heads: Sequence[str]) -> tuple[Corner, ...]:
    """The columns of a file about somebody beside the person, one corner for each of them, in order."""
    corners: list[Corner] = []
    for index, column in enumerate(mapping):
        if column not in PLACES:
            continue
        place, said = PLACES[column], link_in(heads[index])
        is_guardian = column in OF_GUARDIANS
        if not corners or begins(corners[-1], place, said, is_guardian=is_guardian):
            corners.append(Corner(is_guardian, is_named=is_designated(heads[index])))
        corners[-1].said = corners[-1].said or said
        getattr(corners[-1], place).append(index)
    return tuple(corners)


def begins(last: Corner, place: str, said: str, *, is_guardian: bool) -> bool:
    """Whether a column is about somebody else than the one before it."""
    is_new_name = place == "names" and bool(last.names)
    is_new_link = bool(said) and said != last.said and bool(last.said or last.phones)
    return last.is_guardian is not is_guardian or is_new_name or is_new_link


def link_in(head: str) -> str:
    """« fils » in « Tél. fils », « tuteur » in « tuteur UDAF »; empty when the head says none."""
    known = RELATIVES | GUARDIANS
    return next((word for word in words_of(head.rpartition(" / ")[2]) if word in known), "")


def is_designated(head: str) -> bool:
    """« Tél. fils » says a link, not that she wants him to be rung."""
    words = set(words_of(head))
    return bool(words & DESIGNATED) or not words & BARE_LINKS


def contacts_in(cells: Cells) -> tuple[Contact, ...]:
    """Each of them, then those whose number stands beside hers."""
    found = [one for corner in cells.corners for one in contacts_of(cells, corner)]
    for cell in cells.all(Column.PHONE):
        if isinstance(cell, str) and "(" in cell:
            found += beside_her_number(cell)
    return tuple(found)


def contacts_of(cells: Cells, corner: Corner) -> Iterator[Contact]:
    """Name, link and number of one corner of a line, once for each number; nothing when it says nobody."""
    name = cells.first_said(corner.names)
    phones = corner_numbers(cells, corner)
    if (name and NOBODY.match(plain(name))) or not (name or phones):
        return
    if not phones and re.search(r"\d{2}", name):
        phones = numbers_in(cells, Column.CONTACT_NAME, name)
    inside = PARENS.search(name)
    bare = " ".join(NUMBER.sub(" ", PARENS.sub("", name)).split()).strip(" ,;:-")
    said = cells.first_said(corner.links) or (inside[1] if inside else relative_in(bare))
    link = said or corner.said
    if not (bare or link):
        return  # a number of nobody knows whom
    for phone in phones or ("",):
        yield Contact(
            bare or link,
            link,
            phone,
            is_guardian=corner.is_guardian,
            is_named=corner.is_named and not corner.is_guardian,
        )


def corner_numbers(cells: Cells, corner: Corner) -> tuple[str, ...]:
    return tuple(
        number
        for index in corner.phones
        for number in rung(cells, Column.CONTACT_PHONE, cells.cells[index])
    )


def beside_her_number(cell: str) -> Iterator[Contact]:
    for number, said in IN_PARENS.findall(text_of(cell)):
        numbers = phones_in(number)
        if relative_in(said) and numbers:
            yield Contact(said.strip(), relative_in(said), numbers[0])
