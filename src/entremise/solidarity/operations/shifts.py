"""What changes shifts: open, book, confirm, start, end, give up."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.queries.shifts import (
    WAITED_FOR,
    cover_of,
    seat_to_tell,
    taken_count,
)
from entremise.solidarity.vocabulary.shifts import (
    LASTS_AT_MOST,
    NO_SHOW_AFTER,
    OPENS_BEFORE,
    REFERENT,
    TIRED_AT_MOST,
    BookingState,
    Debrief,
    EndedShift,
    NewShift,
    Refusal,
    SeatToTell,
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
        orienteur_id=new.orienteur_id,
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
    booking = Booking.objects.create(
        shift=shift,
        user_id=user_id,
        level=level,
        booked_at=at,
        is_light=is_second_tired(last_energies(user_id)),
    )
    return booking.pk


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
    """Begin to work; again is nothing; refuse with `TOO_EARLY`, `SHIFT_OVER`, `NOT_BOOKED`, `SHIFT_FULL` when her seat
    was given away, `NO_REFERENT` and `NO_ORIENTEUR` when nobody stands behind her."""
    booking = own_booking(actor, booking_id)
    if booking.state == BookingState.STARTED:
        return
    shift = locked_shift(booking.shift_id)
    if booking.state == BookingState.CANCELLED or shift.cancelled_at is not None:
        raise Refused(Refusal.NOT_BOOKED)
    if at < shift.starts_at - OPENS_BEFORE:
        raise Refused(Refusal.TOO_EARLY)
    if at >= shift.ends_at or booking.state == BookingState.ENDED:
        raise Refused(Refusal.SHIFT_OVER)
    is_late = booking.state == BookingState.NO_SHOW or at >= shift.starts_at + NO_SHOW_AFTER
    if is_late and taken_count(shift_id=shift.pk, at=at, but=booking.pk) >= shift.seats:
        raise Refused(Refusal.SHIFT_FULL)
    require_cover(shift, booking, at)
    booking.state, booking.started_at = BookingState.STARTED, at
    booking.save(update_fields=["state", "started_at"])


def require_cover(shift: Shift, booking: Booking, at: datetime) -> None:
    """A referent needs nobody of level 4 behind her; everybody needs an orienteur within reach."""
    cover = cover_of(shift=shift, at=at, but=booking.pk)
    if not cover.has_orienteur:
        raise Refused(Refusal.NO_ORIENTEUR)
    one_more = replace(cover, callers=cover.callers + 1)
    if booking.level < REFERENT and not one_more.has_referents:
        raise Refused(Refusal.NO_REFERENT)


@transaction.atomic
def name_orienteur(
    *, actor: Actor, shift_id: int, origin: Origin, user_id: int, at: datetime
) -> None:
    """Say which orienteur is within reach of a shift; refuse with `SHIFT_OVER`."""
    shift = locked_shift(shift_id)
    if shift.ends_at <= at or (shift.origin_kind, shift.origin_id) != (origin.kind, origin.id):
        raise Refused(Refusal.SHIFT_OVER)
    shift.orienteur_id = user_id
    shift.save(update_fields=["orienteur"])


@transaction.atomic
def end_shift(
    *, actor: Actor, booking_id: int, at: datetime, debrief: Debrief | None = None
) -> EndedShift:
    """Stop working, with or without a word on how it went; return what the shift was for; refuse with `NOT_BOOKED`."""
    booking = own_booking(actor, booking_id)
    if booking.state != BookingState.STARTED:
        raise Refused(Refusal.NOT_BOOKED)
    booking.state, booking.ended_at = BookingState.ENDED, at
    if debrief is not None:
        booking.energy, booking.talk = debrief.energy, debrief.talk
    booking.save(update_fields=["state", "ended_at", "energy", "talk"])
    is_second = is_second_tired(last_energies(booking.user_id))
    if is_second:
        lighten_next(booking.user_id, at)
    return EndedShift(Origin(booking.shift.origin_kind, booking.shift.origin_id), is_second)


def last_energies(user_id: int) -> tuple[int, ...]:
    """What she said of her last two shifts, the last first."""
    told = Booking.objects.filter(user_id=user_id, energy__isnull=False)
    last = told.order_by("-ended_at", "-pk").values_list("energy", flat=True)[:2]
    return tuple(energy for energy in last if energy is not None)


def is_second_tired(energies: tuple[int, ...]) -> bool:
    return len(energies) == 2 and max(energies) <= TIRED_AT_MOST


def lighten_next(user_id: int, at: datetime) -> None:
    ahead = Booking.objects.filter(user_id=user_id, state__in=WAITED_FOR, shift__starts_at__gt=at)
    following = ahead.order_by("shift__starts_at", "pk")[:1]
    Booking.objects.filter(pk__in=following.values("pk")).update(is_light=True)


@transaction.atomic
def note_no_shows(*, actor: Actor, at: datetime) -> tuple[SeatToTell, ...]:
    """Half an hour has passed: their seats are free; return the seats, so that a replacement is asked for."""
    late = at - NO_SHOW_AFTER
    rows = (
        Booking.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("shift")
        .filter(
            state__in=WAITED_FOR,
            shift__starts_at__lte=late,
            shift__ends_at__gt=at,
            shift__cancelled_at=None,
            booked_at__lte=late,
        )
        .order_by("pk")
    )
    found = tuple(rows)
    Booking.objects.filter(pk__in=[row.pk for row in found]).update(
        state=BookingState.NO_SHOW, missed_at=at
    )
    return tuple(map(seat_to_tell, found))


@transaction.atomic
def note_reminded(*, actor: Actor, booking_ids: Collection[int], at: datetime) -> None:
    """These seats were reminded of, once."""
    Booking.objects.filter(pk__in=booking_ids).update(reminded_at=at)


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
