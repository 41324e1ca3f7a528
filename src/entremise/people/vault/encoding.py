"""A sheet as groups of bytes, and bytes as a card: what each group looks like in clear."""

import json
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

from entremise.commons.vocabulary.law import FieldGroup
from entremise.people.vocabulary import (
    Address,
    Around,
    Contact,
    Name,
    PreferredChannel,
    Sheet,
    Situation,
    ThirdParty,
    Title,
    guardian_in,
    relative_in,
)

SEPARATOR = "\x1f"
SIGN_OF = {None: b"-", True: b"1", False: b"0"}
FACT_OF = {"-": None, "1": True, "0": False}
DRAWN_FROM_CONTACTS = frozenset({FieldGroup.RELATIVE, FieldGroup.AROUND, FieldGroup.GUARDIAN})


def clear_groups(sheet: Sheet) -> list[tuple[str, bytes]]:
    """The groups that the sheet holds, with their clear bytes; nothing for what it does not say."""
    groups = [
        (group, clear(said)) for group, field, clear in WRITERS if (said := getattr(sheet, field))
    ]
    year = year_of(sheet)
    if year is not None:
        groups.append((FieldGroup.AGE_BAND, b"%d" % year))
    if sheet.third_parties:
        groups += groups_around(sheet.third_parties)
    return groups


def groups_around(parties: tuple[ThirdParty, ...]) -> Iterator[tuple[str, bytes]]:
    """What a call may open of them, each by itself: one relative, one guardian, and that there is one."""
    relative, guardian = relative_in(parties), guardian_in(parties)
    around = around_bytes(Around(relative is not None, guardian is not None))
    if around:
        yield FieldGroup.AROUND, around
    if relative is not None:
        yield FieldGroup.RELATIVE, third_party_bytes((relative,))
    if guardian is not None:
        yield FieldGroup.GUARDIAN, third_party_bytes((guardian,))


def year_of(sheet: Sheet) -> int | None:
    return sheet.birth.year if sheet.birth is not None else sheet.birth_year


def address_bytes(address: Address) -> bytes:
    parts = (address.line, address.complement, address.postcode, address.town, address.access)
    return SEPARATOR.join(parts).encode()


def name_bytes(name: Name) -> bytes:
    return SEPARATOR.join((name.last, name.first, name.title, name.usage)).encode()


def birth_bytes(birth: date) -> bytes:
    return birth.isoformat().encode()


def phones_bytes(phones: tuple[str, ...]) -> bytes:
    return " ".join(phones).encode()


def situation_bytes(facts: Situation) -> bytes:
    signs = (facts.lives_alone, facts.hot_home, facts.top_floor, facts.has_relative)
    return b"".join(map(SIGN_OF.__getitem__, signs))


def contact_bytes(contact: Contact) -> bytes:
    hours = [[start.isoformat("minutes"), end.isoformat("minutes")] for start, end in contact.hours]
    return json.dumps(
        [contact.language, contact.hearing_note, contact.preferred_channel, hours]
    ).encode()


def third_party_bytes(parties: tuple[ThirdParty, ...]) -> bytes:
    rows = [[p.name, p.link, p.phone, p.is_guardian, p.is_named] for p in parties]
    return json.dumps(rows).encode()


def around_bytes(around: Around) -> bytes:
    return b"r" * around.has_relative + b"g" * around.is_represented


# Group, attribute of the sheet, its clear bytes.
WRITERS: tuple[tuple[str, str, Callable[[Any], bytes]], ...] = (
    (FieldGroup.NAME, "name", name_bytes),
    (FieldGroup.BIRTH, "birth", birth_bytes),
    (FieldGroup.PHONE, "phones", phones_bytes),
    (FieldGroup.ADDRESS, "address", address_bytes),
    (FieldGroup.MAIL, "mail", str.encode),
    (FieldGroup.DISTRICT, "district", str.encode),
    (FieldGroup.QUALITY, "quality", str.encode),
    (FieldGroup.FREE_TEXT, "free_text", str.encode),
    (FieldGroup.SITUATION, "situation", situation_bytes),
    (FieldGroup.CONTACT, "contact", contact_bytes),
    (FieldGroup.THIRD_PARTY, "third_parties", third_party_bytes),
)


def around_from(text: str) -> Around:
    return Around(has_relative="r" in text, is_represented="g" in text)


def name_from(text: str) -> Name:
    last, first, title, usage = text.split(SEPARATOR)
    return Name(last=last, first=first, title=Title(title), usage=usage)


def address_from(text: str) -> Address:
    return Address(*text.split(SEPARATOR))


def situation_from(text: str) -> Situation:
    return Situation(*(FACT_OF[sign] for sign in text))


def contact_from(text: str) -> Contact:
    language, hearing_note, channel, hours = json.loads(text)
    return Contact(
        language=language,
        hearing_note=hearing_note,
        preferred_channel=PreferredChannel(channel),
        hours=tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in hours),
    )


def third_parties_from(text: str) -> tuple[ThirdParty, ...]:
    return tuple(ThirdParty(*fields) for fields in json.loads(text))


def third_party_from(text: str) -> ThirdParty:
    return third_parties_from(text)[0]


def phones_from(text: str) -> tuple[str, ...]:
    return tuple(text.split(" "))


# Group, attribute of the card, reader of the clear text.
READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    FieldGroup.NAME: ("name", name_from),
    FieldGroup.BIRTH: ("birth", date.fromisoformat),
    FieldGroup.PHONE: ("phones", phones_from),
    FieldGroup.MAIL: ("mail", str),
    FieldGroup.ADDRESS: ("address", address_from),
    FieldGroup.DISTRICT: ("district", str),
    FieldGroup.SITUATION: ("situation", situation_from),
    FieldGroup.CONTACT: ("contact", contact_from),
    FieldGroup.THIRD_PARTY: ("third_parties", third_parties_from),
    FieldGroup.RELATIVE: ("relative", third_party_from),
    FieldGroup.AROUND: ("around", around_from),
    FieldGroup.GUARDIAN: ("guardian", third_party_from),
    FieldGroup.QUALITY: ("quality", str),
    FieldGroup.FREE_TEXT: ("free_text", str),
    FieldGroup.ANSWERS: ("answers", str),
    FieldGroup.FACTS: ("facts", str),
}


def age_band(year: int, this_year: int) -> str:
    """Five years wide, so that an age does not name anybody: « 80-84 »; « 95+ » at the end."""
    age = max(0, this_year - year)
    start = age - age % 5
    return "95+" if start >= 95 else f"{start}-{start + 4}"
