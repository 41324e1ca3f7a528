"""What may be asked about shifts: which are open, who is at work, what is mine."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from entremise.accounts.queries import roles_of
from entremise.accounts.vocabulary import Role
from entremise.kernel.compiled import compiled
from entremise.kernel.origin import Origin
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.vocabulary.shifts import (
    NO_SHOW_AFTER,
    OPENS_BEFORE,
    REFERENT,
    REMINDED_BEFORE,
    BookingState,
    Cover,
    Presence,
    SeatToTell,
    ShiftCard,
    ShiftState,
)

SEATED = (
    BookingState.BOOKED,
    BookingState.CONFIRMED,
    BookingState.STARTED,
    BookingState.ENDED,
)

WAITED_FOR = (BookingState.BOOKED, BookingState.CONFIRMED)
SHOWN = (*SEATED, BookingState.NO_SHOW)
WORKING = (*WAITED_FOR, BookingState.STARTED)
MAY_BEGIN = (*WORKING, BookingState.NO_SHOW)  # late, if her seat is still free


def taken_count(*, shift_id: int, at: datetime, but: int | None = None) -> int:
    """Seats that somebody has, but for those who did not come in half an hour."""
    late = at - NO_SHOW_AFTER
    rows = Booking.objects.filter(shift_id=shift_id, state__in=SEATED).exclude(pk=but or 0)
    return rows.exclude(
        state__in=WAITED_FOR, shift__starts_at__lte=late, booked_at__lte=late
    ).count()


def shifts_of_origin(
    *, origin: Origin, since: datetime, until: datetime, at: datetime, user_id: int | None = None
) -> tuple[ShiftCard, ...]:
    """The shifts of one thing that end after `since` and begin before `until`, in two statements."""
    rows = Shift.objects.filter(
        origin_kind=origin.kind, origin_id=origin.id, ends_at__gt=since, starts_at__lt=until
    ).order_by("starts_at", "pk")
    return cards(rows, at=at, user_id=user_id)


def shifts_to_join(
    *, kind: str, ids: Collection[int], until: datetime, at: datetime
) -> tuple[ShiftCard, ...]:
    """The coming shifts of several things that have a free seat, next first, in two statements."""
    rows = Shift.objects.filter(
        origin_kind=kind, origin_id__in=ids, starts_at__gt=at, starts_at__lt=until
    ).order_by("starts_at", "pk")
    return tuple(one for one in cards(rows, at=at, user_id=None) if one.state is ShiftState.OPEN)


def shifts_of(*, user_id: int, at: datetime) -> tuple[ShiftCard, ...]:
    """The shifts in which this account has a seat and which are not over, next first."""
    rows = Shift.objects.filter(
        ends_at__gt=at,
        cancelled_at=None,
        pk__in=Booking.objects.filter(user_id=user_id, state__in=SHOWN).values("shift_id"),
    ).order_by("starts_at", "pk")
    return cards(rows, at=at, user_id=user_id)


def shift(*, shift_id: int, at: datetime, user_id: int | None = None) -> ShiftCard | None:
    """One shift, or none."""
    found = cards(Shift.objects.filter(pk=shift_id).order_by("pk"), at=at, user_id=user_id)
    return found[0] if found else None


def presence_of(*, user_id: int, origin: Origin, at: datetime) -> Presence | None:
    """The seat in which this account may work now, begun or not."""
    rows = seats_now(
        user_id=user_id,
        origin_kind=origin.kind,
        origin_id=origin.id,
        at=at,
        soon=at + OPENS_BEFORE,
    )
    return next(map(presence, rows), None)


@compiled
def seats_now(
    *, user_id: int, origin_kind: str, origin_id: int, at: datetime, soon: datetime
) -> QuerySet[Booking]:
    mine = Booking.objects.filter(user_id=user_id, state__in=MAY_BEGIN)
    return present(mine, Origin(origin_kind, origin_id), at, soon)


def on_shift(*, origin: Origin, at: datetime, level: int = 1) -> tuple[Presence, ...]:
    """Who has begun and not ended, from this level up, highest first."""
    rows = Booking.objects.filter(level__gte=level, state=BookingState.STARTED)
    return tuple(map(presence, present(rows, origin, at, at + OPENS_BEFORE)))


def present(
    rows: QuerySet[Booking], origin: Origin, at: datetime, soon: datetime
) -> QuerySet[Booking]:
    """Of these seats, those of shifts that last now or begin soon."""
    now = rows.select_related("shift").filter(
        shift__origin_kind=origin.kind,
        shift__origin_id=origin.id,
        shift__starts_at__lte=soon,
        shift__ends_at__gt=at,
        shift__cancelled_at=None,
    )
    return now.order_by("-level", "shift__starts_at", "pk")


def presence(row: Booking) -> Presence:
    return Presence(
        user_id=row.user_id,
        level=row.level,
        booking_id=row.pk,
        shift_id=row.shift_id,
        started_at=row.started_at,
        ends_at=row.shift.ends_at,
        is_light=row.is_light,
    )


def cover_of(*, shift: Shift, at: datetime, but: int | None = None) -> Cover:
    """Who works or is awaited in a shift: callers at work, level 4 there or coming, an orienteur who still is one."""
    rows = Booking.objects.filter(shift=shift, state__in=WORKING).exclude(pk=but or 0)
    found = rows.aggregate(
        callers=Count("pk", filter=Q(level__lt=REFERENT, state=BookingState.STARTED)),
        referents=Count("pk", filter=Q(level__gte=REFERENT)),
    )
    roles = roles_of(user_id=shift.orienteur_id, at=at) if shift.orienteur_id else ()
    return Cover(**found, has_orienteur=any(one.role is Role.ORIENTEUR for one in roles))


def seats_to_remind(*, at: datetime) -> tuple[SeatToTell, ...]:
    """Seats of the day to come whose holder was not reminded yet."""
    rows = Booking.objects.select_related("shift").filter(
        state__in=WAITED_FOR,
        reminded_at=None,
        shift__starts_at__gt=at,
        shift__starts_at__lte=at + REMINDED_BEFORE,
        shift__cancelled_at=None,
    )
    return tuple(map(seat_to_tell, rows.order_by("shift__starts_at", "pk")))


def seat(*, booking_id: int) -> SeatToTell:
    """One seat with its shift; it must exist."""
    return seat_to_tell(Booking.objects.select_related("shift").get(pk=booking_id))


def seat_to_tell(row: Booking) -> SeatToTell:
    return SeatToTell(
        booking_id=row.pk,
        user_id=row.user_id,
        level=row.level,
        shift_id=row.shift_id,
        origin=Origin(row.shift.origin_kind, row.shift.origin_id),
        starts_at=row.shift.starts_at,
        ends_at=row.shift.ends_at,
        place=row.shift.place,
    )


def seated_in(*, shift_id: int) -> frozenset[int]:
    """The accounts that have or had a seat in a shift: they are not asked to replace anybody."""
    rows = Booking.objects.filter(shift_id=shift_id).order_by("pk")
    return frozenset(rows.values_list("user_id", flat=True))


def cards(rows: QuerySet[Shift], *, at: datetime, user_id: int | None) -> tuple[ShiftCard, ...]:
    found = tuple(rows)
    seats = Booking.objects.filter(shift__in=found, state__in=SHOWN).order_by("pk")
    return seated_cards(found, seats, at=at, user_id=user_id)


def seated_cards(
    found: Collection[Shift], seats: Iterable[Booking], *, at: datetime, user_id: int | None
) -> tuple[ShiftCard, ...]:
    seated: dict[int, list[Booking]] = {row.pk: [] for row in found}
    for booking in seats:
        seated[booking.shift_id].append(booking)
    return tuple(card(row, seated[row.pk], at=at, user_id=user_id) for row in found)


def card(row: Shift, seated: list[Booking], *, at: datetime, user_id: int | None) -> ShiftCard:
    mine = next((one for one in seated if one.user_id == user_id), None)
    late = at - NO_SHOW_AFTER
    missing = sum(
        one.state == BookingState.NO_SHOW
        or (one.state in WAITED_FOR and max(row.starts_at, one.booked_at) <= late)
        for one in seated
    )
    taken = len(seated) - missing
    working = [one for one in seated if one.state in WORKING]
    return ShiftCard(
        shift_id=row.pk,
        origin=Origin(row.origin_kind, row.origin_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        seats=row.seats,
        taken=taken,
        missing=missing,
        place=row.place,
        state=state_of(row, taken, at),
        referents=tuple(
            one.user_id
            for one in seated
            if one.level >= REFERENT and one.state != BookingState.NO_SHOW
        ),
        orienteur_id=row.orienteur_id,
        cover=Cover(
            callers=sum(one.level < REFERENT for one in working),
            referents=sum(one.level >= REFERENT for one in working),
            has_orienteur=row.orienteur_id is not None,
        ),
        at_work=sum(one.state == BookingState.STARTED for one in seated),
        is_light=mine is not None and mine.is_light,
        mine=None if mine is None else BookingState(mine.state),
        booking_id=None if mine is None else mine.pk,
    )


def state_of(row: Shift, taken: int, at: datetime) -> ShiftState:
    if row.cancelled_at is not None:
        return ShiftState.CANCELLED
    if row.ends_at <= at:
        return ShiftState.OVER
    return ShiftState.FULL if taken >= row.seats else ShiftState.OPEN
