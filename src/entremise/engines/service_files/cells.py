"""Cells of one record: plain text, safe links, known codes; what cannot be kept is noted with its field."""

import html
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import phonenumbers

from entremise.engines.numbering import parsed
from entremise.engines.service_files.vocabulary import EntryFault

Record = Mapping[str, object]
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
BLANKS: Final = re.compile(r"[ \t\u00a0]+")
MAIL: Final = re.compile(r"[^\s@<>\"',;]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
ZONE: Final = re.compile(r"france|\w{5}|\d{9}|\d[\dAB]\d?")
QUOTED: Final = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
FICTION: Final = re.compile(r"\+3363998\d{4}")
SHORT_NUMBER: Final = re.compile(r"1[578]|11[2459]|19[16]|11[68]\d{3}|3\d{3}")
LINK_SIGNS: Final = 500
LIST_AT_MOST: Final = 200


def plain_text(value: object) -> str:
    """A text without tags, control signs and doubled blanks; lists and numbers said as text."""
    if value is None or isinstance(value, bool | list | dict):
        return ""
    said = str(value)
    if "<" in said or "&" in said:
        said = TAG.sub(" ", html.unescape(TAG.sub(" ", said)))
    said = CONTROL.sub(" ", said)
    if "\n" not in said:  # most cells
        return BLANKS.sub(" ", said).strip()
    return "\n".join(BLANKS.sub(" ", line).strip() for line in said.split("\n")).strip()


def items_of(value: object) -> tuple[str, ...]:
    """A list as JSON says it, or as a cell of CSV does: `["a", "b"]`, `['a', 'b']`, `{a,b}`, `a,b`."""
    if isinstance(value, list):
        found: Iterable[str] = (plain_text(one) for one in value[:LIST_AT_MOST])
    else:
        cell = plain_text(value).strip("[]{}()")
        quoted = [a or b for a, b in QUOTED.findall(cell)]
        found = quoted or re.split(r"[,;|]", cell)
    return tuple(dict.fromkeys(filter(None, (one.strip() for one in found))))


def safe_link(text: str) -> str:
    """A web address that a page may show, or nothing: `javascript:` and addresses with a password are none."""
    try:
        parts = urlsplit(text)
        is_safe = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    except ValueError:
        return ""
    return text if is_safe and len(text) <= LINK_SIGNS and not re.search(r"[\s<>\"]", text) else ""


def phone_of(text: str) -> str:
    """A French or foreign number in international form; a short one (115, 3919) as it is; nothing when it is none."""
    digits = re.sub(r"[\s.\-()]", "", text)
    if SHORT_NUMBER.fullmatch(digits):
        return digits
    try:
        number = parsed(text)
    except phonenumbers.NumberParseException:
        return ""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    is_known = phonenumbers.is_possible_number(number) or FICTION.fullmatch(written)
    return written if is_known else ""


class Cells:
    """The cells of one record; `lost` are the faults noted while reading."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.lost: list[tuple[EntryFault, str]] = []

    def text(self, key: str, at_most: int) -> str:
        said = plain_text(self.record.get(key))
        if len(said) > at_most:
            self.lost.append((EntryFault.CUT, key))
            return said[: at_most - 1].rstrip() + "…"
        return said

    def line(self, key: str, at_most: int) -> str:
        """A text on one line."""
        return self.text(key, at_most).replace("\n", " ")

    def kept(self, key: str, found: str, fault: EntryFault) -> str:
        """What was understood of a cell; noted as lost when the cell said something else."""
        if not found and plain_text(self.record.get(key)):
            self.lost.append((fault, key))
        return found

    def link(self, key: str) -> str:
        return self.kept(key, safe_link(plain_text(self.record.get(key))), EntryFault.BAD_LINK)

    def mail(self, key: str) -> str:
        said = plain_text(self.record.get(key))
        found = said if MAIL.fullmatch(said) and len(said) <= 254 else ""
        return self.kept(key, found, EntryFault.BAD_MAIL)

    def phone(self, key: str) -> str:
        said = plain_text(self.record.get(key))[:60]
        return self.kept(key, phone_of(said), EntryFault.BAD_PHONE)

    def day(self, key: str) -> date | None:
        said = plain_text(self.record.get(key))[:10]
        try:
            return date.fromisoformat(said) if said else None
        except ValueError:
            self.lost.append((EntryFault.BAD_DATE, key))
            return None

    def codes(self, key: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """The values of a list that the national table knows."""
        said = items_of(self.record.get(key))
        found = tuple(one for one in said if one in known)
        if len(found) < len(said):
            self.lost.append((EntryFault.UNKNOWN_VALUE, key))
        return found

    def code(self, key: str, known: Mapping[str, str]) -> str:
        return next(iter(self.codes(key, known)), "")

    def zone(self, key: str) -> tuple[str, ...]:
        said = items_of(self.record.get(key))
        found = tuple(one for one in said if ZONE.fullmatch(one))
        if len(found) < len(said):
            self.lost.append((EntryFault.UNKNOWN_VALUE, key))
        return found

    def position(self, lat: str, lon: str) -> tuple[int | None, int | None]:
        """Latitude and longitude in millionths of a degree; both or none."""
        said = [plain_text(self.record.get(key)) for key in (lat, lon)]
        if not any(said):
            return None, None
        try:
            north, east = map(float, said)
        except ValueError:
            north = east = math.nan
        if not (abs(north) <= 90 and abs(east) <= 180):  # false for what is no number
            self.lost.append((EntryFault.BAD_POSITION, lat))
            return None, None
        return round(north * 1e6), round(east * 1e6)
