"""Helpers whom nobody asks: what they could do meanwhile is said by a human."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from entremise.mutual_aid.models import Offer, Proposal
from entremise.mutual_aid.queries.cards import offer_card
from entremise.mutual_aid.queries.desk import is_idle
from entremise.mutual_aid.vocabulary.offers import IdleOffer


@dataclass(frozen=True, slots=True)
class IdleFilters:
    days: int  # since it was accepted or asked for the last time
    category: str = ""
    district: str = ""


def chosen(filters: IdleFilters, at: datetime) -> QuerySet[Offer]:
    since = at - timedelta(days=filters.days)
    asked = Proposal.objects.filter(offer=OuterRef("pk"), sent_at__gt=since)
    rows = Offer.objects.filter(is_idle(), ~Exists(asked), first_answered_at__lte=since)
    if filters.category:
        rows = rows.filter(categories__contains=[filters.category])
    return rows.filter(district=filters.district) if filters.district else rows


def idle_count(*, filters: IdleFilters, at: datetime) -> int:
    """How many offers were asked nothing for so long."""
    return chosen(filters, at).count()


def idle_listed(
    *, filters: IdleFilters, at: datetime, offset: int, size: int
) -> tuple[IdleOffer, ...]:
    """One page of them: who has helped nobody first, then who waits the longest."""
    rows = chosen(filters, at).annotate(
        asked_at=Max("proposals__sent_at"),
        invited_at=Max("invitations__at"),
    )
    ordered = rows.order_by("helped_count", "opened_at", "pk")[offset : offset + size]
    return tuple(
        IdleOffer(offer_card(row), getattr(row, "asked_at"), getattr(row, "invited_at"))  # noqa: B009 -- annotated
        for row in ordered
    )
