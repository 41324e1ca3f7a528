"""How many reports there are, for forecasts and balances; counts only."""

from django.db.models import Count, Q

from entremise.referral.models import Report
from entremise.referral.vocabulary.reports import ReportState


def reports_made(*, register_id: int | None) -> tuple[int, int]:
    """Reports of a campaign's register so far, and those that wait for an orienteur now."""
    found = Report.objects.filter(register_id=register_id or 0).aggregate(
        made=Count("pk"),
        waiting=Count("pk", filter=Q(state__in=(ReportState.WAITING, ReportState.HELD))),
    )
    return found["made"], found["waiting"]
