"""Calls to open in a crawl of all pages."""

from datetime import datetime

from entremise.outreach.models import Call, Engagement
from entremise.outreach.vocabulary.staffing import EngagementState


def any_held_call(*, at: datetime) -> int:
    """A call held now whose number is not shown, or zero."""
    return first(at, is_shown=False)


def any_shown_call(*, at: datetime) -> int:
    """A call held now whose number is shown, or zero."""
    return first(at, is_shown=True)


def first(at: datetime, *, is_shown: bool) -> int:
    rows = Call.objects.filter(lease_until__gt=at, shown_at__isnull=not is_shown).order_by("pk")
    return rows.values_list("pk", flat=True).first() or 0


def any_engagement() -> int:
    """An engagement that was admitted, or zero."""
    rows = Engagement.objects.filter(state=EngagementState.ADMITTED).order_by("level", "pk")
    return rows.values_list("pk", flat=True).first() or 0
