"""How many reports there are, for forecasts and balances; counts only."""

from datetime import datetime
from typing import Final

from django.db.models import Count, Q, QuerySet

from entremise.referral.models import Item, Report
from entremise.referral.vocabulary.reports import Ending, ReportState

WAITING: Final = (ReportState.WAITING, ReportState.HELD)
URGENT_AT_MOST: Final = 2


def reports_made(*, register_id: int | None) -> tuple[int, int]:
    """Reports of a campaign's register so far, and those that wait for an orienteur now."""
    found = Report.objects.filter(register_id=register_id or 0).aggregate(
        made=Count("pk"),
        waiting=Count("pk", filter=Q(state__in=WAITING)),
    )
    return found["made"], found["waiting"]


def items_ended(*, register_id: int | None) -> tuple[tuple[Ending | None, int], ...]:
    """Items of the reports of a campaign by how they ended; none is not ended yet."""
    rows = (
        Item.objects.filter(report__register_id=register_id or 0)
        .values_list("ending")
        .annotate(count=Count("pk"))
        .order_by("ending")
    )
    counts = dict(rows)
    endings = tuple((ending, counts.get(ending, 0)) for ending in Ending)
    return (*endings, (None, counts.get("", 0)))


def urgent_forgotten(*, register_id: int | None, before: datetime) -> int:
    """Reports of severity 1 or 2 of a campaign that were to be placed before this moment and still wait."""
    return urgent_waiting(before).filter(register_id=register_id or 0).count()


def urgent_late(*, before: datetime) -> tuple[int, ...]:
    """The same in all registers, by id, the latest first."""
    return tuple(urgent_waiting(before).order_by("due_at", "pk").values_list("pk", flat=True))


def urgent_waiting(before: datetime) -> QuerySet[Report]:
    return Report.objects.filter(severity__lte=URGENT_AT_MOST, state__in=WAITING, due_at__lt=before)
