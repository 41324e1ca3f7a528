"""Needs without answer, counted: what is missing, where, and why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from entremise.referral.models import Item
from entremise.referral.vocabulary.reports import Ending, UnmetReason


@dataclass(frozen=True, slots=True)
class UnmetCount:
    theme: str
    district: str
    reason: UnmetReason
    count: int


def unmet_counts(
    *, since: date | None = None, until: date | None = None, register_id: int | None = None
) -> tuple[UnmetCount, ...]:
    """By theme, district and reason, of the days when they were ended; of one campaign's register, or all."""
    rows: QuerySet[Item] = Item.objects.filter(ending=Ending.UNMET)
    if register_id is not None:
        rows = rows.filter(report__register_id=register_id)
    if since is not None:
        rows = rows.filter(closed_at__date__gte=since)
    if until is not None:
        rows = rows.filter(closed_at__date__lte=until)
    found = rows.values_list("theme", "report__district", "unmet_reason").annotate(
        count=Count("pk")
    )
    ordered = found.order_by("theme", "report__district", "unmet_reason")
    return tuple(
        UnmetCount(theme, district, UnmetReason(reason), count)
        for theme, district, reason, count in ordered
    )
