"""Actions: what people do together on a day, in slots with seats, and who holds a place."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

AGES: Final = (18, 16)
CONFIRMED_WITHIN: Final = timedelta(hours=24)  # by whom the waiting list brought in
LATE_BEFORE: Final = timedelta(hours=24)  # who leaves later asks for a substitute
REMINDED_BEFORE: Final = timedelta(hours=48)
OCCURRENCES_AT_MOST: Final = 60


class ActionKind(StrEnum):
    MEAL = "MEAL"
    DISTRIBUTION = "DISTRIBUTION"
    COOL_PLACE = "COOL_PLACE"
    COMPANY = "COMPANY"
    WORKS = "WORKS"
    INFORMATION = "INFORMATION"
    OTHER = "OTHER"


class ActionState(StrEnum):
    DRAFT = "DRAFT"
    VALIDATED = "VALIDATED"
    OPEN = "OPEN"  # full or not is counted, not stored
    HELD = "HELD"
    CANCELLED = "CANCELLED"


SHOWN: Final = (ActionState.OPEN, ActionState.HELD, ActionState.CANCELLED)  # to everybody


class PlaceState(StrEnum):
    WAITING = "WAITING"
    BOOKED = "BOOKED"
    CONFIRMED = "CONFIRMED"
    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    EXCUSED = "EXCUSED"
    WITHDRAWN = "WITHDRAWN"
    WITHDRAWN_LATE = "WITHDRAWN_LATE"
    LAPSED = "LAPSED"  # brought in from the waiting list, never confirmed
    CANCELLED = "CANCELLED"  # with the slot


SEATED: Final = (
    PlaceState.BOOKED,
    PlaceState.CONFIRMED,
    PlaceState.PRESENT,
    PlaceState.ABSENT,
    PlaceState.EXCUSED,
)
EXPECTED: Final = (PlaceState.BOOKED, PlaceState.CONFIRMED)
LIVING: Final = (PlaceState.WAITING, *SEATED)
PRESENCES: Final = (PlaceState.PRESENT, PlaceState.EXCUSED, PlaceState.ABSENT)


class Refusal(StrEnum):
    NO_SUCH_ACTION = "NO_SUCH_ACTION"
    NOT_YOUR_ACTION = "NOT_YOUR_ACTION"
    WRONG_STATE = "WRONG_STATE"
    NO_SLOT = "NO_SLOT"
    SLOT_OVER = "SLOT_OVER"
    NOT_BEGUN = "NOT_BEGUN"
    BAD_RULE = "BAD_RULE"
    ALREADY_BOOKED = "ALREADY_BOOKED"
    AT_THAT_TIME = "AT_THAT_TIME"
    SLOT_FULL = "SLOT_FULL"  # asked for a seat alone, not for the waiting list
    TOO_YOUNG = "TOO_YOUNG"
    NOT_HELD = "NOT_HELD"
    NO_HOURS = "NO_HOURS"


@dataclass(frozen=True, slots=True)
class NewAction:
    kind: ActionKind
    title: str
    text: str
    place: str
    district: str
    phone: str
    bring: str = ""
    minimum_age: int = 18


@dataclass(frozen=True, slots=True)
class NewSlot:
    """Seats at one task of an action; `rule` repeats it (RFC 5545, `FREQ=WEEKLY;COUNT=6`)."""

    starts_at: datetime
    ends_at: datetime
    seats: int
    task: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a place: an account, or a person known to the desk; exactly one."""

    user_id: int | None = None
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class SlotCard:
    slot_id: int
    action_id: int
    starts_at: datetime
    ends_at: datetime
    task: str
    seats: int
    taken: int
    waiting: int
    is_substitute_wanted: bool
    is_cancelled: bool

    @property
    def free(self) -> int:
        return self.seats - self.taken


@dataclass(frozen=True, slots=True)
class ActionCard:
    action_id: int
    organization_id: int
    state: ActionState
    kind: ActionKind
    title: str
    text: str
    place: str
    district: str
    phone: str
    bring: str
    minimum_age: int
    cancel_reason: str
    slots: tuple[SlotCard, ...] = ()

    @property
    def free(self) -> int:
        return sum(one.free for one in self.slots if not one.is_cancelled)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor looks for; empty: any."""

    district: str = ""
    kind: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceCard:
    place_id: int
    holder: Holder
    state: PlaceState
    slot: SlotCard
    booked_at: datetime
    confirm_by: datetime | None
    minutes: int
    is_minor: bool


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A place with what its holder needs to come."""

    card: PlaceCard
    action: ActionCard
    revision: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """Time given with one organization."""

    organization_id: int
    minutes: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class CertificateCard:
    certificate_id: int
    code: str
    organization_id: int
    minutes: int
    first_on: date
    last_on: date
    issued_at: datetime
