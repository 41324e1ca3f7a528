"""Blind indexes: keyed digests of numbers and names, to find a record without opening any."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from hashlib import blake2b

from entremise.people.vault.encoding import year_of
from entremise.people.vault.keys import index_key
from entremise.people.vocabulary import Name, Sheet

MOBILE_PREFIXES = ("+336", "+337")
LIGATURES = str.maketrans({"Œ": "OE", "Æ": "AE", "ẞ": "SS"})


class Mark(StrEnum):
    LANDLINE = "LANDLINE"
    MOBILE = "MOBILE"
    NAME_YEAR = "NAME_YEAR"  # last and first name, year of birth: a search
    NAME_DATE = "NAME_DATE"  # last and first name, date of birth: a tombstone, a comparison
    PHONE_FIRST = (
        "PHONE_FIRST"  # phone and first name; never the phone alone, it would stop the husband
    )
    BIRTH = "BIRTH"  # the second element of a tracker


def squashed(text: str) -> str:
    """Upper case letters and digits alone: « Œuvre-d'Été » gives OEUVREDETE."""
    if not text.isascii():
        plain = unicodedata.normalize("NFD", text.upper().translate(LIGATURES))
        text = plain.encode("ascii", "ignore").decode() or plain
    return "".join(filter(str.isalnum, text.upper()))


def digest(key: bytes, tag: bytes, text: str) -> bytes:
    return blake2b(text.encode(), key=key, digest_size=32, person=tag).digest()


def phone_digest(key: bytes, number: str) -> bytes:
    return digest(key, b"phone", number)


def last_names(name: Name) -> set[str]:
    return {squashed(last) for last in (name.last, name.usage) if last}


def marks_in(sheet: Sheet, key: bytes) -> Iterator[tuple[str, bytes]]:
    """All marks that a sheet allows, in no order; one name or number may give several."""
    for number in sheet.phones:
        kind = Mark.MOBILE if number.startswith(MOBILE_PREFIXES) else Mark.LANDLINE
        yield kind, phone_digest(key, number)
    if sheet.birth is not None:
        yield Mark.BIRTH, digest(key, b"birth", sheet.birth.isoformat())
    if sheet.name is not None:
        yield from marks_of_name(sheet, sheet.name, key)


def marks_of_name(sheet: Sheet, name: Name, key: bytes) -> Iterator[tuple[str, bytes]]:
    first = squashed(name.first)
    year = year_of(sheet)
    for last in last_names(name):
        if year is not None:
            yield Mark.NAME_YEAR, digest(key, b"name+year", f"{last}|{first}|{year}")
        if sheet.birth is not None:
            born = sheet.birth.isoformat()
            yield Mark.NAME_DATE, digest(key, b"name+date", f"{last}|{first}|{born}")
    for number in sheet.phones:
        yield Mark.PHONE_FIRST, digest(key, b"phone+first", f"{number}|{first}")


def kinds_refreshed(sheet: Sheet) -> set[str]:
    """Which marks a sheet says anew: a number that is not there any more must not be found."""
    kinds: set[str] = set()
    if sheet.phones:
        kinds |= {Mark.MOBILE, Mark.LANDLINE}
    if sheet.birth is not None:
        kinds.add(Mark.BIRTH)
    if sheet.name is not None and sheet.phones:
        kinds.add(Mark.PHONE_FIRST)
    if sheet.name is not None and year_of(sheet) is not None:
        kinds.add(Mark.NAME_YEAR)
    if sheet.name is not None and sheet.birth is not None:
        kinds.add(Mark.NAME_DATE)
    return kinds


def marks_for(*, sheet: Sheet) -> tuple[tuple[str, bytes], ...]:
    """Blind indexes of somebody who stands in no register, to be kept with her objection."""
    kept = (Mark.NAME_DATE, Mark.PHONE_FIRST)
    return tuple((kind, mark) for kind, mark in marks_in(sheet, index_key()) if kind in kept)


def birth_digest(born: date) -> bytes:
    return digest(index_key(), b"birth", born.isoformat())
