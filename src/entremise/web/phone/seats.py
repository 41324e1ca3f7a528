"""The seat one works in now, and who is there to help."""

from dataclasses import dataclass
from datetime import datetime

from entremise.accounts.queries import accounts_by_id
from entremise.solidarity.vocabulary import OPENS_BEFORE, BookingState, ShiftCard

WORKING = (BookingState.BOOKED, BookingState.CONFIRMED, BookingState.STARTED)


@dataclass(frozen=True, slots=True)
class Referent:
    name: str
    phone: str


def seat_among(shifts: tuple[ShiftCard, ...], at: datetime) -> ShiftCard | None:
    """The shift one may work in now, or none."""
    return next(
        (
            one
            for one in shifts
            if one.mine in WORKING and one.starts_at - OPENS_BEFORE <= at < one.ends_at
        ),
        None,
    )


def referent_of(seat: ShiftCard | None, but: int | None) -> Referent | None:
    """The level 4 caller of this shift, to ring when a call weighs."""
    others = [one for one in (seat.referents if seat else ()) if one != but]
    if not others:
        return None
    account = accounts_by_id(others[:1])[others[0]]
    return Referent(name=account.display_name, phone="")
