"""What a reviewer reads before the orienteurs do."""

from datetime import datetime

from entremise.referral.models import Report
from entremise.referral.queries.queue import items_by_report, queue_row
from entremise.referral.vocabulary.reports import QueueRow, ReportState


def reports_to_review(*, at: datetime) -> tuple[QueueRow, ...]:
    """Reports that wait for a reviewer, first due first; 100 at most."""
    waiting = Report.objects.filter(state=ReportState.TO_REVIEW, opened_at__lte=at)
    rows = list(waiting.order_by("due_at", "pk")[:100])
    items = items_by_report(row.pk for row in rows)
    return tuple(queue_row(row, items.get(row.pk, ())) for row in rows)


def reports_to_review_count() -> int:
    """How many wait for a reviewer."""
    return Report.objects.filter(state=ReportState.TO_REVIEW).count()
