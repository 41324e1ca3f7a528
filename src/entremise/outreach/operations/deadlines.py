"""The first thing that orders the stock: whose wave is over, then whose wave ends within a day."""

from datetime import datetime

from django.db.models import F, Q

from entremise.outreach.models import Call
from entremise.outreach.queries.campaigns import RUNNING
from entremise.outreach.vocabulary.priority import LATE, SOON


def class_deadlines(*, at: datetime, campaign_id: int | None = None) -> int:
    """Put each open call where its deadline stands now, above all points; return how many moved."""
    rows = Call.objects.filter(ended_at=None, campaign__state__in=RUNNING)
    if campaign_id is not None:
        rows = rows.filter(campaign_id=campaign_id)
    is_over, is_soon = Q(reach_by__lte=at), Q(reach_by__gt=at, reach_by__lte=at + SOON)
    classes = (is_over, is_soon, Q(reach_by=None) | Q(reach_by__gt=at + SOON))
    moved = 0
    for height, where in zip((2, 1, 0), classes, strict=True):
        floor = height * LATE
        misplaced = rows.filter(where).exclude(rank__gte=floor, rank__lt=floor + LATE)
        moved += misplaced.update(rank=F("rank") % LATE + floor)
    return moved
