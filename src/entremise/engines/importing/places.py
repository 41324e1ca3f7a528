"""Where a line says that somebody lives: in five columns, or all in one cell."""

import re
from typing import Final, NamedTuple

from entremise.engines.importing.cells import Cells
from entremise.engines.importing.values import text_of
from entremise.engines.importing.vocabulary import Column
from entremise.engines.remembering import remembered
from entremise.engines.trigrams import plain

CEDEX: Final = re.compile(r"(?:^|\s+)cedex\b.*$", re.IGNORECASE)
SEPARATORS: Final = re.compile(r"[,;\n]")
NUMBERED: Final = re.compile(r"^\d+\s*(?:bis|ter|quater|[a-d])?\b", re.IGNORECASE)
LONE_NUMBER: Final = re.compile(
    r"(^|[,;\n]\s*)(\d+\s*(?:bis|ter|quater|[a-d])?)\s*,\s*(?=\D)", re.IGNORECASE
)
WITH_TOWN: Final = re.compile(
    r"^(?P<street>.*?)[\s,;-]+(?P<postcode>\d{5})\s+(?P<town>[^\W\d_].*)$", re.DOTALL
)
POSTCODE_FIRST: Final = re.compile(  # « 01 000 Bourg », « F-35000 », « 35000 Rennes cedex 7 »
    r"^(?:FR?[\s-]*)?(?P<start>\d{2})[\s.]?(?P<end>\d{3})(?:[\s,-]+(?P<town>[^\W\d_].*))?$",
    re.IGNORECASE,
)
LOST_ITS_ZERO: Final = re.compile(r"^\d{3,4}$")  # in a spreadsheet, those of the Ain

WAYS: Final = frozenset(
    {"rue", "r", "avenue", "av", "ave", "boulevard", "bd", "bld", "place", "pl", "chemin", "che", "ch", "allee", "all", "impasse", "imp",
     "route", "rte", "square", "sq", "quai", "cours", "passage", "pas", "sente", "sentier", "venelle", "lotissement", "lot", "residence", "res",
     "hameau", "ham", "lieu dit", "cite", "villa", "faubourg", "fg", "ruelle", "esplanade", "promenade", "rond point", "domaine", "clos"}
)  # fmt: skip


class Place(NamedTuple):
    street: str
    complement: str
    postcode: str
    town: str


def place_of(cells: Cells) -> Place:
    """Street with its number, complement, postcode of five digits, town without CEDEX; empty where nothing is said."""
    street, postcode, town = (
        street_in(cells),
        cells.text(Column.POSTCODE),
        cells.text(Column.TOWN),
    )
    if not postcode and not town and (whole := WITH_TOWN.match(street)):
        street, postcode, town = whole["street"], whole["postcode"], whole["town"]
    postcode, town = postcode_and_town(postcode, town)
    first, more = street_and_more(street) if street else ("", "")
    number, complement = cells.text(Column.NUMBER), cells.text(Column.COMPLEMENT)
    return Place(
        street=f"{number} {first}" if number and first else number or first,
        complement=f"{more}, {complement}" if more and complement else more or complement,
        postcode=postcode,
        town=town,
    )


def street_in(cells: Cells) -> str:
    """The first cell that says a street; « RUE » alone is the kind of way of the cell after it."""
    said = [text for text in map(text_of, cells.all(Column.STREET)) if text]
    if len(said) > 1 and plain(said[0]) in WAYS:
        return f"{said[0]} {said[1]}"
    return cells.text(Column.STREET)


@remembered
def postcode_and_town(postcode: str, town: str) -> tuple[str, str]:
    postcode = postcode.removesuffix(".0")  # of a program that took it for a number
    if LOST_ITS_ZERO.match(postcode):
        postcode = postcode.zfill(5)
    if both := POSTCODE_FIRST.match(postcode):  # the town may stand in this column too
        postcode, town = f"{both['start']}{both['end']}", town or both["town"] or ""
    if both := POSTCODE_FIRST.match(town):
        postcode, town = postcode or f"{both['start']}{both['end']}", both["town"] or ""
    return postcode, CEDEX.sub("", town).strip()


def street_and_more(cell: str) -> tuple[str, str]:
    """« Résidence des Tilleuls, 8 allée des Tilleuls »: the part with a number is the street, the rest stands beside it."""
    if not SEPARATORS.search(cell):
        return cell, ""
    said = SEPARATORS.split(LONE_NUMBER.sub(r"\1\2 ", cell))
    parts = [part for part in (part.strip() for part in said) if part]
    street = next(filter(NUMBERED.match, parts), parts[0] if parts else "")
    return street, ", ".join(part for part in parts if part != street)
