"""What changes shifts: open, book, confirm, start, end, give up."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.queries.shifts import WAITED_FOR, taken_count
from entremise.solidarity.vocabulary.shifts import (
    LASTS_AT_MOST,
    OPENS_BEFORE,
    BookingState,
    Debrief,
    NewShift,
    Refusal,
)


@transaction.atomic
def open_shift(*, actor: Actor, new: NewShift, at: datetime) -> int:
    """Offer seats at something; return the id; refuse with `SHIFT_TOO_LONG` beyond three hours."""
    if new.ends_at - new.starts_at > LASTS_AT_MOST:
        raise Refused(Refusal.SHIFT_TOO_LONG)
    shift = Shift.objects.create(
        origin_kind=new.origin.kind,
        origin_id=new.origin.id,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        seats=new.seats,
        place=new.place,
        opened_by_id=actor.user_id,
        opened_at=at,
    )
    return shift.pk


@transaction.atomic
def cancel_shift(*, actor: Actor, shift_id: int, origin: Origin, at: datetime) -> tuple[int, ...]:
    """Cancel a shift and its seats; return the accounts to tell; refuse with `SHIFT_OVER`."""
    shift = locked_shift(shift_id)
    is_its_own = (shift.origin_kind, shift.origin_id) == (origin.kind, origin.id)
    if shift.ends_at <= at or shift.cancelled_at is not None or not is_its_own:
        raise Refused(Refusal.SHIFT_OVER)
    shift.cancelled_at = at
    shift.save(update_fields=["cancelled_at"])
    waiting = Booking.objects.filter(shift=shift, state__in=WAITED_FOR).order_by("pk")
    told = tuple(waiting.values_list("user_id", flat=True))
    waiting.update(state=BookingState.CANCELLED)
    return told


@transaction.atomic
def book_shift(*, actor: Actor, shift_id: int, user_id: int, level: int, at: datetime) -> int:
    """Take a seat for somebody; return the booking; refuse when full, over or already hers."""
    shift = locked_shift(shift_id)
    if shift.ends_at <= at or shift.cancelled_at is not None:
        raise Refused(Refusal.SHIFT_OVER)
    mine = Booking.objects.filter(shift=shift, user_id=user_id).exclude(
        state=BookingState.CANCELLED
    )
    if mine.exists():
        raise Refused(Refusal.ALREADY_BOOKED)
    if taken_count(shift_id=shift_id, at=at) >= shift.seats:
        raise Refused(Refusal.SHIFT_FULL)
    return Booking.objects.create(shift=shift, user_id=user_id, level=level, booked_at=at).pk


@transaction.atomic
def confirm(*, actor: Actor, booking_id: int, at: datetime) -> None:
    """Say that one will come; refuse with `NOT_BOOKED`."""
    booking = own_booking(actor, booking_id)
    if booking.state not in WAITED_FOR:
        raise Refused(Refusal.NOT_BOOKED)
    booking.state, booking.confirmed_at = BookingState.CONFIRMED, at
    booking.save(update_fields=["state", "confirmed_at"])


@transaction.atomic
def give_up_seat(*, actor: Actor, booking_id: int, at: datetime) -> None:
    """Free one's seat for somebody else; refuse with `NOT_BOOKED`."""
    booking = own_booking(actor, booking_id)
    if booking.state not in WAITED_FOR:
        raise Refused(Refusal.NOT_BOOKED)
    booking.state = BookingState.CANCELLED
    booking.save(update_fields=["state"])


@transaction.atomic
def start_shift(*, actor: Actor, booking_id: int, at: datetime) -> None:
    """Begin to work; again is nothing; refuse with `TOO_EARLY`, `SHIFT_OVER` or `NOT_BOOKED`."""
    booking = own_booking(actor, booking_id)
    if booking.state == BookingState.STARTED:
        return
    if booking.state == BookingState.CANCELLED or booking.shift.cancelled_at is not None:
        raise Refused(Refusal.NOT_BOOKED)
    if at < booking.shift.starts_at - OPENS_BEFORE:
        raise Refused(Refusal.TOO_EARLY)
    if at >= booking.shift.ends_at or booking.state == BookingState.ENDED:
        raise Refused(Refusal.SHIFT_OVER)
    booking.state, booking.started_at = BookingState.STARTED, at
    booking.save(update_fields=["state", "started_at"])


@transaction.atomic
def end_shift(
    *, actor: Actor, booking_id: int, at: datetime, debrief: Debrief | None = None
) -> Origin:
    """Stop working, with or without a word on how it went; return what the shift was for; refuse with `NOT_BOOKED`."""
    booking = own_booking(actor, booking_id)
    if booking.state != BookingState.STARTED:
        raise Refused(Refusal.NOT_BOOKED)
    booking.state, booking.ended_at = BookingState.ENDED, at
    if debrief is not None:
        booking.energy = debrief.energy
        booking.wants_to_talk = debrief.wants_to_talk
        booking.remark = debrief.remark
    booking.save(update_fields=["state", "ended_at", "energy", "wants_to_talk", "remark"])
    return Origin(booking.shift.origin_kind, booking.shift.origin_id)


def locked_shift(shift_id: int) -> Shift:
    return Shift.objects.select_for_update().get(pk=shift_id)


def own_booking(actor: Actor, booking_id: int) -> Booking:
    booking = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("shift")
        .filter(pk=booking_id, user_id=actor.user_id or 0)
        .order_by("pk")
        .first()
    )
    if booking is None:
        raise Refused(Refusal.NOT_BOOKED)
    return booking
