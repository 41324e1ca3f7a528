"""What needs and offers share: how they came in, where they are, when, and why something is refused."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

# A position is kept to some two hundred metres: enough for a distance, too little for a door.
COARSE_DEGREES: Final = 0.002

DAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MOMENTS: Final = ("AM", "PM", "EVE")
SLOTS: Final = tuple(f"{day}-{moment}" for day in DAYS for moment in MOMENTS)

KEPT_AFTER: Final = timedelta(days=180)  # the last help: then who asked or offered is past
TRIES_AT_MOST: Final = 5  # of a second element, then the desk gives another code


class Channel(StrEnum):
    """How a need or an offer reached the desk."""

    FORM = "FORM"
    PHONE = "PHONE"
    SMS = "SMS"
    PAPER = "PAPER"
    CALL = "CALL"  # heard by a caller
    PARTNER = "PARTNER"


class Thing(StrEnum):
    """What a line of the trace, a code or a message is about."""

    NEED = "NEED"
    OFFER = "OFFER"


class Refusal(StrEnum):
    NOT_FOUND = "NOT_FOUND"
    WRONG_STATE = "WRONG_STATE"
    HELD_BY_ANOTHER = "HELD_BY_ANOTHER"
    NO_OWNER_NO_DATE = "NO_OWNER_NO_DATE"  # an open thing needs one or the other
    REASON_MISSING = "REASON_MISSING"
    DATE_PAST = "DATE_PAST"
    ALREADY_TAKEN = "ALREADY_TAKEN"  # somebody said yes before
    OFFER_FULL = "OFFER_FULL"
    NOT_YOURS = "NOT_YOURS"
    OWN_NEED = "OWN_NEED"  # nobody is proposed to herself
    FOLLOWED_LONG_AGO = "FOLLOWED_LONG_AGO"  # what a code opened is open for a quarter of an hour
    NOT_CHECKED = "NOT_CHECKED"  # a sensitive help, of whom the desk has seen nothing
    FOR_ADULTS = "FOR_ADULTS"
    NOT_OPEN = "NOT_OPEN"  # no decision in force opens mutual aid here


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in degrees, made coarse when it is written."""

    lat: float
    lon: float
    district: str = ""

    def coarse(self) -> "Spot":
        return Spot(coarse(self.lat), coarse(self.lon), self.district)


def coarse(degrees: float) -> float:
    return round(round(degrees / COARSE_DEGREES) * COARSE_DEGREES, 6)


@dataclass(frozen=True, slots=True)
class Followed:
    """What a code with its second element opens."""

    kind: Thing
    id: int
    mandate_id: int | None = None  # opened by whoever acts for the person
