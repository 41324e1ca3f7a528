"""What was worked in shifts, and what was said at their end: hours, totals, never a comparison."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.timezone import localtime

from entremise.kernel.origin import Origin
from entremise.kernel.together import Questions, counted, together
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.queries.shifts import SEATED, SHOWN, WAITED_FOR, seated_cards
from entremise.solidarity.vocabulary.shifts import (
    TIRED_AT_MOST,
    BookingState,
    DebriefNews,
    Load,
    ShiftCard,
    Talk,
)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who will work, and how those who worked say it went."""

    shifts: tuple[ShiftCard, ...]
    debriefs: DebriefNews


def debriefs_of(*, origin: Origin, since: datetime) -> DebriefNews:
    """What was told at the end of shifts, in totals."""
    found = asked_of_debriefs(kind=origin.kind, origin_id=origin.id, since=since)
    return DebriefNews(*found["debriefs"][0])


@together
def asked_of_debriefs(*, kind: str, origin_id: int, since: datetime) -> Questions:
    return {"debriefs": debrief_counts(Origin(kind, origin_id), since)}


def debrief_counts(origin: Origin, since: datetime) -> QuerySet[Booking, Any]:
    told = Booking.objects.filter(
        shift__origin_kind=origin.kind,
        shift__origin_id=origin.id,
        ended_at__gte=since,
        energy__isnull=False,
    )
    return counted(
        told,
        mean=Avg("energy"),
        told=Count("pk"),
        tired=Count("pk", filter=Q(energy__lte=TIRED_AT_MOST)),
        wanting_to_talk=Count("pk", filter=Q(talk__in=[Talk.TODAY, Talk.LATER])),
    )


def staffing_of(*, origin: Origin, until: datetime, told_since: datetime, at: datetime) -> Staffing:
    """The shifts of one thing from now on, and what was said at the end of the last ones, in one statement."""
    found = asked_of_staffing(
        kind=origin.kind, origin_id=origin.id, until=until, told_since=told_since, at=at
    )
    return Staffing(
        shifts=seated_cards(found["shifts"], found["seats"], at=at, user_id=None),
        debriefs=DebriefNews(*found["debriefs"][0]),
    )


@together
def asked_of_staffing(
    *, kind: str, origin_id: int, until: datetime, told_since: datetime, at: datetime
) -> Questions:
    shifts = Shift.objects.filter(
        origin_kind=kind, origin_id=origin_id, ends_at__gt=at, starts_at__lt=until
    )
    seats = Booking.objects.filter(shift__in=shifts, state__in=SHOWN)
    return {
        "shifts": shifts.order_by("starts_at", "pk"),
        "seats": seats.order_by("pk"),
        "debriefs": debrief_counts(Origin(kind, origin_id), told_since),
    }


def debriefs_by(*, user_id: int) -> tuple[int, int]:
    """Of one account: shifts ended, and those of them with their debrief."""
    ended = Booking.objects.filter(user_id=user_id, state=BookingState.ENDED)
    found = ended.aggregate(shifts=Count("pk"), told=Count("energy"))
    return found["shifts"], found["told"]


def minutes_by_month(
    *, user_ids: Collection[int], since: datetime, until: datetime
) -> tuple[tuple[int, date, int], ...]:
    """Account, first day of the month, minutes worked in shifts that ended: by account then month."""
    rows = Booking.objects.filter(
        user_id__in=user_ids, state=BookingState.ENDED, ended_at__gte=since, ended_at__lt=until
    ).order_by("user_id", "ended_at", "pk")
    minutes: Counter[tuple[int, date]] = Counter()
    for user_id, start, end in rows.values_list("user_id", "started_at", "ended_at"):
        if start is not None and end is not None:
            month = localtime(end).date().replace(day=1)
            minutes[user_id, month] += int((end - start).total_seconds() // 60)
    return tuple((user_id, month, count) for (user_id, month), count in sorted(minutes.items()))


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
