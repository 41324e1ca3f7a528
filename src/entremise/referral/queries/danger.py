"""Whom a power cut must not leave alone: open reports of the two gravest severities."""

from uuid import UUID

from entremise.referral.models import Report
from entremise.referral.vocabulary.reports import ReportState

GRAVE = 2


def people_in_danger(*, register_id: int) -> tuple[UUID, ...]:
    """The people of a campaign's register with an open report of severity 1 or 2, the gravest and oldest first."""
    rows = Report.objects.filter(register_id=register_id, severity__lte=GRAVE)
    rows = rows.exclude(state=ReportState.CLOSED).order_by("severity", "opened_at", "pk")
    return tuple(dict.fromkeys(rows.values_list("person", flat=True)))
