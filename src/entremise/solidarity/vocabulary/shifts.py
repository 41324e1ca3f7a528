"""Shifts: when people work together at something, in how many seats, and who came."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from entremise.kernel.origin import Origin

OPENS_BEFORE: Final = timedelta(minutes=15)  # one may begin a little early
NO_SHOW_AFTER: Final = timedelta(minutes=30)
LASTS_AT_MOST: Final = timedelta(hours=3)
REMINDED_BEFORE: Final = timedelta(hours=30)
CALLERS_PER_REFERENT: Final = 12
REFERENT: Final = 4
TIRED_AT_MOST: Final = 2  # of five


class Talk(StrEnum):
    """Whether she wants to talk to somebody."""

    TODAY = "TODAY"
    LATER = "LATER"
    NO = "NO"


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
    NO_SHOW = "NO_SHOW"  # half an hour passed: the seat is free
    CANCELLED = "CANCELLED"


class Refusal(StrEnum):
    SHIFT_FULL = "SHIFT_FULL"
    SHIFT_OVER = "SHIFT_OVER"
    SHIFT_TOO_LONG = "SHIFT_TOO_LONG"
    ALREADY_BOOKED = "ALREADY_BOOKED"
    TOO_EARLY = "TOO_EARLY"
    NOT_BOOKED = "NOT_BOOKED"
    NO_REFERENT = "NO_REFERENT"
    NO_ORIENTEUR = "NO_ORIENTEUR"


@dataclass(frozen=True, slots=True)
class NewShift:
    """Seats at something, named by its origin: `Origin("CAMPAIGN", id)`."""

    origin: Origin
    starts_at: datetime
    ends_at: datetime
    seats: int
    place: str = ""
    orienteur_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """Who stands behind the callers of a shift."""

    callers: int
    referents: int
    has_orienteur: bool

    @property
    def referents_wanted(self) -> int:
        return max(1, -(-self.callers // CALLERS_PER_REFERENT))

    @property
    def has_referents(self) -> bool:
        return self.referents >= self.referents_wanted


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
    cover: Cover
    at_work: int  # have begun and not ended
    missing: int = 0  # had a seat and did not come: it is free again
    orienteur_id: int | None = None
    is_light: bool = False  # for whoever looks
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
    is_light: bool = False


@dataclass(frozen=True, slots=True)
class Debrief:
    """Five minutes at the end; the answers are for the referent, never ranked."""

    energy: int  # 1 to 5
    talk: Talk = Talk.NO

    @property
    def is_help_asked(self) -> bool:
        """Somebody talks with her today."""
        return self.energy <= TIRED_AT_MOST or self.talk is Talk.TODAY


@dataclass(frozen=True, slots=True)
class DebriefNews:
    """What a team says of its shifts: totals, no name."""

    energy: float | None  # mean, 1 to 5
    told: int
    tired: int
    wanting_to_talk: int


@dataclass(frozen=True, slots=True)
class Load:
    """How much somebody carries; never compared in a page of her own."""

    worked_hours: float
    booked_hours: float


@dataclass(frozen=True, slots=True)
class SeatToTell:
    """A seat whose holder is reminded, or whose place is free again."""

    booking_id: int
    user_id: int
    level: int
    shift_id: int
    origin: Origin
    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class EndedShift:
    """What a shift was for, and whether this is the second tired one in a row."""

    origin: Origin
    is_second_tired: bool
