"""A person as other areas know her: a uuid, and the card of what a grant allows."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from entremise.commons.vocabulary.access import Access, RegistrationMode
from entremise.commons.vocabulary.law import FieldGroup


class Title(StrEnum):
    MADAME = "MADAME"
    MONSIEUR = "MONSIEUR"
    NONE = "NONE"


class PreferredChannel(StrEnum):
    VOICE = "VOICE"
    SMS = "SMS"
    RELAY = "RELAY"
    VISIT = "VISIT"
    LETTER = "LETTER"


class Refusal(StrEnum):
    TICKET_REFUSED = "TICKET_REFUSED"
    KEY_MISSING = "KEY_MISSING"
    OBJECTED = "OBJECTED"  # she opposed every use and was erased; only her own word brings her back
    CODE_REFUSED = (
        "CODE_REFUSED"  # unknown, expired, tried too often, wrong second element: one answer
    )
    SECOND_ELEMENT_MISSING = "SECOND_ELEMENT_MISSING"


@dataclass(frozen=True, slots=True)
class Name:
    last: str
    first: str
    title: Title = Title.NONE
    usage: str = ""

    @property
    def shown(self) -> str:
        """The name used in life: usage name before birth name."""
        return self.usage or self.last


@dataclass(frozen=True, slots=True)
class Address:
    line: str = ""
    complement: str = ""
    postcode: str = ""
    town: str = ""
    access: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What was declared: it weighs in the order of calls, in words the person can read."""

    lives_alone: bool | None = None
    hot_home: bool | None = None
    top_floor: bool | None = None
    has_relative: bool | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    language: str = "fr"
    hearing_note: str = ""
    preferred_channel: PreferredChannel = PreferredChannel.VOICE
    hours: tuple[tuple[time, time], ...] = ()  # when she may be called, local time


@dataclass(frozen=True, slots=True)
class ThirdParty:
    name: str
    link: str = ""
    phone: str = ""
    is_guardian: bool = False
    is_named: bool = False  # by the person herself: she may be rung when nobody answers


@dataclass(frozen=True, slots=True)
class Around:
    """Who else may be reached, without saying who: what a caller is told before any number."""

    has_relative: bool = False  # named by herself
    is_represented: bool = False  # somebody acts for her


def relative_in(parties: tuple[ThirdParty, ...]) -> ThirdParty | None:
    """Whom the person herself named to be rung; the first one, never a list."""
    found = (one for one in parties if one.is_named and one.phone and not one.is_guardian)
    return next(found, None)


def guardian_in(parties: tuple[ThirdParty, ...]) -> ThirdParty | None:
    """Who acts for her under a measure of protection."""
    return next((one for one in parties if one.is_guardian), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a register may hold of a person, in clear: only on its way into the vault."""

    name: Name | None = None
    birth: date | None = None
    birth_year: int | None = None
    phones: tuple[str, ...] = ()  # E.164, in order of use
    mail: str = ""
    address: Address | None = None
    district: str = ""
    situation: Situation | None = None
    contact: Contact | None = None
    third_parties: tuple[ThirdParty, ...] = ()
    quality: str = ""
    free_text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What the grant allows of one person; a field that was not asked or is not known is None or empty."""

    person: UUID
    name: Name | None = None
    birth: date | None = None
    age_band: str = ""  # "80-84"
    phones: tuple[str, ...] = ()
    mail: str = ""
    address: Address | None = None
    district: str = ""
    situation: Situation | None = None
    contact: Contact | None = None
    third_parties: tuple[ThirdParty, ...] = ()
    around: Around = Around()
    relative: ThirdParty | None = None
    guardian: ThirdParty | None = None
    quality: str = ""
    free_text: str = ""
    answers: str = ""  # JSON text of the answers to a call
    facts: str = ""  # JSON text of the facts of an item
    sources: tuple[str, ...] = ()  # plain names of the registers, newest first
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Pseudonymous facts under a compute grant: enough to choose and to order, never to name."""

    person: UUID
    registers: tuple[int, ...]
    birth_year: int | None = None
    district: str = ""
    situation: Situation = field(default_factory=Situation)
    contact: Contact = field(default_factory=Contact)
    has_phone: bool = False
    households: tuple[bytes, ...] = ()  # keyed digests of landlines: who shares a phone


class SealedRow(NamedTuple):
    """One row of an import, compared or stored by blind index; `line` is its line in the file.

    `person` says whom it belongs to once compared: a known person, or None for a new one."""

    line: int
    sheet: Sheet
    mode: RegistrationMode
    external_id: str = ""
    registered_on: date | None = None
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What a bulk writing did, in rows."""

    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class Undone:
    removed: int  # records that the batch had brought
    restored: int  # records that the batch had changed
    kept: int  # records that the batch had changed, and somebody has corrected since


@dataclass(frozen=True, slots=True)
class Tracker:
    """What a person sees of the readings of her data; `pass_id` keeps the page open for 15 minutes."""

    person: UUID
    pass_id: UUID
    accesses: tuple[Access, ...]


class Change(StrEnum):
    NEW = "NEW"
    SAME = "SAME"
    CHANGED = "CHANGED"
    OBJECTED = "OBJECTED"


class Comparison(NamedTuple):
    """What an import would do with one line, found without opening any value."""

    line: int
    change: Change
    person: UUID | None  # whom the line belongs to in this register
    groups: tuple[FieldGroup, ...] = ()  # what would change
    elsewhere: UUID | None = (
        None  # NEW here, but the same name, date and phone stand in another register
    )


@dataclass(frozen=True, slots=True)
class ErasedRegister:
    """What went with a register of answers: groups of values, and notes."""

    values: int
    notes: int
