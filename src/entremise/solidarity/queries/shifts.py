"""What may be asked about shifts: which are open, who is at work, what is mine."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby

from django.db.models import Avg, QuerySet

from entremise.kernel.compiled import compiled
from entremise.kernel.origin import Origin
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.vocabulary.shifts import (
    NO_SHOW_AFTER,
    OPENS_BEFORE,
    BookingState,
    DebriefNews,
    Load,
    Presence,
    ShiftCard,
    ShiftState,
)

REFERENT = 4
REMARKS_SHOWN = 6
SEATED = (
    BookingState.BOOKED,
    BookingState.CONFIRMED,
    BookingState.STARTED,
    BookingState.ENDED,
)

WAITED_FOR = (BookingState.BOOKED, BookingState.CONFIRMED)
WORKING = (*WAITED_FOR, BookingState.STARTED)


def taken_count(*, shift_id: int, at: datetime) -> int:
    """Seats that somebody has, but for those who did not come in half an hour."""
    late = at - NO_SHOW_AFTER
    rows = Booking.objects.filter(shift_id=shift_id, state__in=SEATED)
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
        pk__in=Booking.objects.filter(user_id=user_id, state__in=SEATED).values("shift_id"),
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
    mine = Booking.objects.filter(user_id=user_id, state__in=WORKING)
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
    )


def debriefs_of(*, origin: Origin, since: datetime) -> DebriefNews:
    """What was told at the end of shifts: the mean energy, the remarks without a name, the last first."""
    rows = Booking.objects.filter(
        shift__origin_kind=origin.kind, shift__origin_id=origin.id, ended_at__gte=since
    )
    told = rows.exclude(remark="").order_by("-ended_at", "-pk")[:REMARKS_SHOWN]
    return DebriefNews(
        energy=rows.aggregate(mean=Avg("energy"))["mean"],
        remarks=tuple((row.ended_at, row.remark) for row in told if row.ended_at is not None),
    )


def loads_of(*, origin: Origin, since: datetime, at: datetime) -> dict[int, Load]:
    """By account: hours worked since then, hours of the seats to come."""
    rows = (
        Booking.objects.select_related("shift")
        .filter(
            shift__origin_kind=origin.kind,
            shift__origin_id=origin.id,
            shift__ends_at__gt=since,
            shift__cancelled_at=None,
            state__in=SEATED,
        )
        .order_by("user_id", "pk")
    )
    by_user = groupby(rows, key=lambda row: row.user_id)
    return {user_id: load(tuple(mine), since, at) for user_id, mine in by_user}


def load(rows: tuple[Booking, ...], since: datetime, at: datetime) -> Load:
    worked = sum(
        (min(row.ended_at or at, row.shift.ends_at) - max(row.started_at, since)).total_seconds()
        for row in rows
        if row.started_at is not None and row.started_at < at
    )
    ahead = sum(
        (row.shift.ends_at - row.shift.starts_at).total_seconds()
        for row in rows
        if row.state in WAITED_FOR and row.shift.starts_at > at
    )
    return Load(worked_hours=worked / 3600, booked_hours=ahead / 3600)


def hours_worked(*, user_id: int, since: datetime, until: datetime) -> float:
    """Hours between start and end, of shifts that ended in this time: for human resources."""
    rows = Booking.objects.filter(
        user_id=user_id, state=BookingState.ENDED, ended_at__gte=since, ended_at__lt=until
    ).order_by("pk")
    spans = rows.values_list("started_at", "ended_at")
    return sum((end - start).total_seconds() for start, end in spans if start and end) / 3600


def cards(rows: QuerySet[Shift], *, at: datetime, user_id: int | None) -> tuple[ShiftCard, ...]:
    found = tuple(rows)
    seated: dict[int, list[Booking]] = {row.pk: [] for row in found}
    for booking in Booking.objects.filter(shift__in=found, state__in=SEATED).order_by("pk"):
        seated[booking.shift_id].append(booking)
    return tuple(card(row, seated[row.pk], at=at, user_id=user_id) for row in found)


def card(row: Shift, seated: list[Booking], *, at: datetime, user_id: int | None) -> ShiftCard:
    mine = next((one for one in seated if one.user_id == user_id), None)
    late = at - NO_SHOW_AFTER
    missing = sum(
        one.state in WAITED_FOR and max(row.starts_at, one.booked_at) <= late for one in seated
    )
    taken = len(seated) - missing
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
        referents=tuple(one.user_id for one in seated if one.level >= REFERENT),
        mine=None if mine is None else BookingState(mine.state),
        booking_id=None if mine is None else mine.pk,
    )


def state_of(row: Shift, taken: int, at: datetime) -> ShiftState:
    if row.cancelled_at is not None:
        return ShiftState.CANCELLED
    if row.ends_at <= at:
        return ShiftState.OVER
    return ShiftState.FULL if taken >= row.seats else ShiftState.OPEN
