"""How seats of shifts were held: who came, who did not, and for how long they worked; counts only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce, Least

from entremise.kernel.origin import Origin
from entremise.solidarity.models import Booking
from entremise.solidarity.vocabulary.shifts import NO_SHOW_AFTER, BookingState


@dataclass(frozen=True, slots=True)
class Attendance:
    """Seats of shifts that have begun, those where nobody came, hours between start and end."""

    seats: int
    absent: int
    hours: float


def attendance_of(*, origin: Origin, at: datetime) -> Attendance:
    """The attendance at all shifts of one thing until now, in one statement."""
    rows = Booking.objects.filter(
        shift__origin_kind=origin.kind,
        shift__origin_id=origin.id,
        shift__starts_at__lte=at - NO_SHOW_AFTER,
        shift__cancelled_at=None,
    ).exclude(state=BookingState.CANCELLED)
    until = Least(Coalesce("ended_at", Value(at)), F("shift__ends_at"))
    absent = (BookingState.BOOKED, BookingState.CONFIRMED, BookingState.NO_SHOW)
    found = rows.aggregate(
        seats=Count("pk"),
        absent=Count("pk", filter=Q(state__in=absent)),
        worked=Sum(until - F("started_at"), filter=Q(started_at__lt=at)),
    )
    worked = found["worked"] or timedelta()
    return Attendance(found["seats"], found["absent"], worked / timedelta(hours=1))
