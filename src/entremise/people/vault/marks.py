"""Blind indexes: keyed digests of numbers and names, to find a record without opening any."""

import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from entremise.engines.sounds import sound_of
from entremise.people.vault.encoding import year_of
from entremise.people.vault.keys import index_key
from entremise.people.vocabulary import Name, Sheet, Title, relative_in

MOBILE_PREFIXES = ("+336", "+337")
LIGATURES = str.maketrans({"Œ": "OE", "Æ": "AE", "ẞ": "SS"})


class Mark(StrEnum):
    LANDLINE = "LANDLINE"
    MOBILE = "MOBILE"
    NAME_YEAR = "NAME_YEAR"  # last and first name, year of birth: a search
    SOUND_BIRTH = "SOUND_BIRTH"  # sound of the last name, first letter, date: a name as it is heard
    NAME_DATE = "NAME_DATE"  # last and first name, date of birth: a tombstone, a comparison
    PHONE_FIRST = (
        "PHONE_FIRST"  # phone and first name; never the phone alone, it would stop the husband
    )
    BIRTH = "BIRTH"  # the second element of a tracker
    RELATIVE = "RELATIVE"  # the number of her relative, who may object for herself
    TITLE = "TITLE"  # Madame, Monsieur: counted, never searched


Squash = Callable[[str], str]  # `squashed`, or the same with a memory
NO_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}


class MarkKeys:
    """Keyed digests, one for each use, to be copied: a number and a name never give the same mark."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.bases = {
            tag: blake2b(key=key, digest_size=32, person=tag)
            for tag in (
                b"phone",
                b"birth",
                b"name+year",
                b"sound+birth",
                b"name+date",
                b"phone+first",
                b"external",
                b"tracker code",
                b"tracker word",
                b"follow code",
                b"follow digest",
                b"follow second",
                b"title",
                b"relative",
            )
        }

    def digest(self, tag: bytes, text: str) -> bytes:
        one = self.bases[tag].copy()
        one.update(text.encode())
        return one.digest()


def mark_keys() -> MarkKeys:
    """The keys of the blind indexes of this instance."""
    return made_from(index_key())


@lru_cache(maxsize=4)
def made_from(key: bytes) -> MarkKeys:
    return MarkKeys(key)


def squashed(text: str) -> str:
    """Upper case letters and digits alone: « Œuvre-d'Été » gives OEUVREDETE."""
    if not text.isascii():
        plain = unicodedata.normalize("NFD", text.upper().translate(LIGATURES))
        text = plain.encode("ascii", "ignore").decode() or plain
    upper = text.upper()
    return upper if upper.isalnum() else upper.translate(NO_SIGNS)


def names_in(name: Name, squash: Squash) -> tuple[str, set[str]]:
    """First name, and each last name by which she may be known."""
    return squash(name.first), {squash(last) for last in (name.last, name.usage) if last}


def marks_in(sheet: Sheet, keys: MarkKeys, squash: Squash = squashed) -> list[tuple[str, bytes]]:
    """All marks that a sheet allows, in no order; one name or number may give several."""
    digest, marks = keys.digest, marks_of_phones(sheet, keys)
    relative = relative_in(sheet.third_parties) if sheet.third_parties else None
    if relative is not None:
        marks.append((Mark.RELATIVE, digest(b"relative", relative.phone)))
    if sheet.birth is not None:
        marks.append((Mark.BIRTH, digest(b"birth", sheet.birth.isoformat())))
    if sheet.name is None:
        return marks
    first, lasts = names_in(sheet.name, squash)
    marks += marks_of_name(sheet, first, lasts, keys)
    year = year_of(sheet)
    for last in lasts:
        if year is not None:
            marks.append((Mark.NAME_YEAR, digest(b"name+year", f"{last}|{first}|{year}")))
        if sheet.birth is not None:
            marks.append((Mark.SOUND_BIRTH, sound_digest(last, first, sheet.birth, keys)))
    if sheet.name.title is not Title.NONE:
        marks.append((Mark.TITLE, digest(b"title", sheet.name.title)))
    return marks


def marks_of_phones(sheet: Sheet, keys: MarkKeys) -> list[tuple[str, bytes]]:
    return [
        (
            Mark.MOBILE if number.startswith(MOBILE_PREFIXES) else Mark.LANDLINE,
            keys.digest(b"phone", number),
        )
        for number in sheet.phones
    ]


def marks_compared(
    sheet: Sheet, keys: MarkKeys, squash: Squash = squashed
) -> list[tuple[str, bytes]]:
    """Those by which a delivery and a tombstone know a person: name with date, phone with first name."""
    return [] if sheet.name is None else marks_of_name(sheet, *names_in(sheet.name, squash), keys)


def marks_apart(sheet: Sheet, keys: MarkKeys, squash: Squash = squashed) -> list[tuple[str, bytes]]:
    """Those that tell two people of one first name and one landline apart: a day, a year, a mobile of her own."""
    marks = [one for one in marks_of_phones(sheet, keys) if one[0] == Mark.MOBILE]
    if sheet.birth is not None:
        marks.append((Mark.BIRTH, keys.digest(b"birth", sheet.birth.isoformat())))
    year = year_of(sheet)
    if sheet.name is None or year is None:
        return marks
    first, lasts = names_in(sheet.name, squash)
    end = f"|{first}|{year}"
    return marks + [(Mark.NAME_YEAR, keys.digest(b"name+year", last + end)) for last in lasts]


def marks_of_name(
    sheet: Sheet, first: str, lasts: set[str], keys: MarkKeys
) -> list[tuple[str, bytes]]:
    marks: list[tuple[str, bytes]] = []
    if sheet.birth is not None:
        end = f"|{first}|{sheet.birth.isoformat()}"
        marks += [(Mark.NAME_DATE, keys.digest(b"name+date", last + end)) for last in lasts]
    for number in sheet.phones:
        marks.append((Mark.PHONE_FIRST, keys.digest(b"phone+first", f"{number}|{first}")))
    return marks


def sound_digest(last: str, first: str, born: date, keys: MarkKeys) -> bytes:
    """Of squashed names; the whole date, so that a name half heard never opens a neighbour."""
    return keys.digest(b"sound+birth", f"{sound_of(last)}|{first[:1]}|{born.isoformat()}")


def kinds_refreshed(sheet: Sheet) -> set[str]:
    """Which marks a sheet says anew: a number that is not there any more must not be found."""
    kinds: set[str] = set()
    if sheet.phones:
        kinds |= {Mark.MOBILE, Mark.LANDLINE}
    if sheet.third_parties:
        kinds.add(Mark.RELATIVE)
    if sheet.birth is not None:
        kinds.add(Mark.BIRTH)
    if sheet.name is not None:
        kinds.add(Mark.TITLE)
    if sheet.name is not None and sheet.phones:
        kinds.add(Mark.PHONE_FIRST)
    if sheet.name is not None and year_of(sheet) is not None:
        kinds.add(Mark.NAME_YEAR)
    if sheet.name is not None and sheet.birth is not None:
        kinds |= {Mark.NAME_DATE, Mark.SOUND_BIRTH}
    return kinds


def marks_for(*, sheet: Sheet) -> tuple[tuple[str, bytes], ...]:
    """Blind indexes of somebody who stands in no register, to be kept with her objection."""
    return tuple(marks_compared(sheet, mark_keys()))


def relative_digest(*, number: str) -> bytes:
    """A number as that of somebody's relative (E.164): what her objection is kept as."""
    return mark_keys().digest(b"relative", number)


def birth_digest(born: date) -> bytes:
    return mark_keys().digest(b"birth", born.isoformat())
