"""Shifts: when people work together at something, in how many seats, and who came."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from entremise.kernel.origin import Origin

OPENS_BEFORE: Final = timedelta(minutes=15)  # one may begin a little early
NO_SHOW_AFTER: Final = timedelta(minutes=30)
LASTS_AT_MOST: Final = timedelta(hours=3)


class ShiftState(StrEnum):
    OPEN = "OPEN"
    FULL = "FULL"
    CANCELLED = "CANCELLED"
    OVER = "OVER"


class BookingState(StrEnum):
    BOOKED = "BOOKED"
    CONFIRMED = "CONFIRMED"
    STARTED = "STARTED"
    ENDED = "ENDED"
    CANCELLED = "CANCELLED"


class Refusal(StrEnum):
    SHIFT_FULL = "SHIFT_FULL"
    SHIFT_OVER = "SHIFT_OVER"
    SHIFT_TOO_LONG = "SHIFT_TOO_LONG"
    ALREADY_BOOKED = "ALREADY_BOOKED"
    TOO_EARLY = "TOO_EARLY"
    NOT_BOOKED = "NOT_BOOKED"


@dataclass(frozen=True, slots=True)
class NewShift:
    """Seats at something, named by its origin: `Origin("CAMPAIGN", id)`."""

    origin: Origin
    starts_at: datetime
    ends_at: datetime
    seats: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class ShiftCard:
    shift_id: int
    origin: Origin
    starts_at: datetime
    ends_at: datetime
    seats: int
    taken: int
    place: str
    state: ShiftState
    referents: tuple[int, ...]  # accounts of level 4 who booked it
    missing: int = 0  # had a seat and did not come: it is free again
    mine: BookingState | None = None
    booking_id: int | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who is at work now."""

    user_id: int
    level: int
    booking_id: int
    shift_id: int
    started_at: datetime | None
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Debrief:
    """Five minutes at the end; the answers are for the referent, never ranked."""

    energy: int  # 1 to 5
    wants_to_talk: bool
    remark: str = ""  # about the script or the organisation, never about a person


@dataclass(frozen=True, slots=True)
class DebriefNews:
    """What a team says of its shifts; no name."""

    energy: float | None  # mean, 1 to 5
    remarks: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Load:
    """How much somebody carries; never compared in a page of her own."""

    worked_hours: float
    booked_hours: float
