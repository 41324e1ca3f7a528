"""The seat one works in now, and who is there to help."""

from datetime import datetime

from entremise.accounts.queries import accounts_by_id
from entremise.solidarity.vocabulary.shifts import OPENS_BEFORE, BookingState, ShiftCard

WORKING = (BookingState.BOOKED, BookingState.CONFIRMED, BookingState.STARTED)


def may_work(one: ShiftCard) -> bool:
    """Whoever comes late finds a seat while one is free."""
    is_late = one.mine is BookingState.NO_SHOW and one.taken < one.seats
    return one.mine in WORKING or is_late


def seat_among(shifts: tuple[ShiftCard, ...], at: datetime) -> ShiftCard | None:
    """The shift one may work in now, or none."""
    return next(
        (
            one
            for one in shifts
            if may_work(one) and one.starts_at - OPENS_BEFORE <= at < one.ends_at
        ),
        None,
    )


def referent_of(seat: ShiftCard | None, but: int | None) -> str:
    """The name of the level 4 caller of this shift, to go to when a call weighs; empty when there is none."""
    others = [one for one in (seat.referents if seat else ()) if one != but]
    return accounts_by_id(others[:1])[others[0]].display_name if others else ""
