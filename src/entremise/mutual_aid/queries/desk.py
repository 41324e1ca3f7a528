"""The go-betweens' single screen, and the lists behind it: what nobody has, what is due, who waits for a first answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from entremise.mutual_aid.models import Need, Offer, Proposal
from entremise.mutual_aid.queries.cards import need_card, offer_card, proposal_card
from entremise.mutual_aid.vocabulary.matching import ProposalCard, ProposalState
from entremise.mutual_aid.vocabulary.needs import CLOSED, LOOKING, NeedCard, NeedState
from entremise.mutual_aid.vocabulary.offers import USABLE, OfferCard, OfferState


class NeedView(StrEnum):
    ALONE = "ALONE"  # without owner, or without date
    DUE = "DUE"
    MINE = "MINE"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class OfferView(StrEnum):
    WAITING = "WAITING"
    IDLE = "IDLE"
    ASKED_AGAIN = "ASKED_AGAIN"
    LIVING = "LIVING"
    RELEASED = "RELEASED"


@dataclass(frozen=True, slots=True)
class DeskCounts:
    alone: int
    due: int
    mine: int
    open: int
    danger: int


@dataclass(frozen=True, slots=True)
class NeedFilters:
    view: NeedView = NeedView.OPEN
    category: str = ""
    district: str = ""
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfferFilters:
    view: OfferView = OfferView.LIVING
    category: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    proposal: ProposalCard
    need: NeedCard
    offer: OfferCard


@dataclass(frozen=True, slots=True)
class Gap:
    """Of one category: needs that look for somebody, offers that nobody uses."""

    category: str
    needs: int
    offers: int


def open_needs() -> QuerySet[Need]:
    return Need.objects.exclude(state__in=sorted(CLOSED))


def is_alone() -> Q:
    return Q(owner=None) | Q(next_on=None)


def is_due(today: date) -> Q:
    return Q(owner__isnull=False, next_on__lte=today)


def desk_counts(*, user_id: int | None, at: datetime) -> DeskCounts:
    """How many open needs wait in each view, in one statement."""
    today = localdate(at)
    found = open_needs().aggregate(
        alone=Count("pk", filter=is_alone()),
        due=Count("pk", filter=is_due(today)),
        mine=Count("pk", filter=Q(owner_id=user_id)),
        open=Count("pk"),
        danger=Count("pk", filter=Q(is_danger=True, owner=None)),
    )
    return DeskCounts(**found)


def needs_alone(*, limit: int) -> tuple[NeedCard, ...]:
    """What nobody has, or has no date: danger first, then the most urgent, then the oldest."""
    rows = open_needs().filter(is_alone())
    return tuple(map(need_card, rows.order_by("-is_danger", "urgency", "opened_at", "pk")[:limit]))


def needs_due(*, at: datetime, limit: int) -> tuple[NeedCard, ...]:
    """What is to be looked at today or is late, the latest first."""
    rows = open_needs().filter(is_due(localdate(at)))
    return tuple(map(need_card, rows.order_by("next_on", "urgency", "pk")[:limit]))


def chosen_needs(filters: NeedFilters, at: datetime) -> QuerySet[Need]:
    rows = Need.objects.all()
    rows = (
        rows.filter(state__in=sorted(CLOSED))
        if filters.view is NeedView.CLOSED
        else rows.exclude(state__in=sorted(CLOSED))
    )
    if filters.view is NeedView.ALONE:
        rows = rows.filter(is_alone())
    elif filters.view is NeedView.DUE:
        rows = rows.filter(is_due(localdate(at)))
    elif filters.view is NeedView.MINE:
        rows = rows.filter(owner_id=filters.user_id)
    if filters.category:
        rows = rows.filter(category=filters.category)
    return rows.filter(district=filters.district) if filters.district else rows


def needs_count(*, filters: NeedFilters, at: datetime) -> int:
    """How many needs a list has."""
    return chosen_needs(filters, at).count()


def needs_listed(
    *, filters: NeedFilters, at: datetime, offset: int, size: int
) -> tuple[NeedCard, ...]:
    """One page of needs: the open by date, the closed by their end."""
    order = (
        ("-closed_at", "-pk") if filters.view is NeedView.CLOSED else ("next_on", "urgency", "pk")
    )
    rows = chosen_needs(filters, at).order_by(*order)
    return tuple(map(need_card, rows[offset : offset + size]))


def offers_waiting(*, limit: int) -> tuple[OfferCard, ...]:
    """Offers without a first answer, the oldest first: 48 hours, even for a no."""
    rows = Offer.objects.filter(state=OfferState.WAITING).order_by("opened_at", "pk")
    return tuple(map(offer_card, rows[:limit]))


def chosen_offers(filters: OfferFilters) -> QuerySet[Offer]:
    by_view = {
        OfferView.WAITING: Q(state=OfferState.WAITING),
        OfferView.IDLE: Q(state=OfferState.OPEN, helped_count=0),
        OfferView.ASKED_AGAIN: Q(state__in=(OfferState.RECONFIRM_DUE, OfferState.PAUSED)),
        OfferView.LIVING: ~Q(state=OfferState.RELEASED),
        OfferView.RELEASED: Q(state=OfferState.RELEASED),
    }
    rows = Offer.objects.filter(by_view[filters.view])
    if filters.category:
        rows = rows.filter(categories__contains=[filters.category])
    return rows.filter(district=filters.district) if filters.district else rows


def offers_count(*, filters: OfferFilters) -> int:
    """How many offers a list has."""
    return chosen_offers(filters).count()


def offers_listed(*, filters: OfferFilters, offset: int, size: int) -> tuple[OfferCard, ...]:
    """One page of offers, by the day they are looked at next."""
    rows = chosen_offers(filters).order_by("next_on", "pk")
    return tuple(map(offer_card, rows[offset : offset + size]))


def pairs_to_decide(*, limit: int) -> tuple[Pair, ...]:
    """What the machine proposes, for the most urgent needs first; in one statement."""
    rows = Proposal.objects.filter(
        state=ProposalState.PROVISIONAL, need__state__in=sorted(LOOKING)
    ).select_related("need", "offer")
    ordered = rows.order_by("need__urgency", "need__opened_at", "pk")[:limit]
    return tuple(
        Pair(proposal_card(row), need_card(row.need), offer_card(row.offer)) for row in ordered
    )


def gaps(*, limit: int) -> tuple[Gap, ...]:
    """Categories where needs look for somebody beside offers that nobody uses, the greatest lack first."""
    looking = (NeedState.QUALIFIED, NeedState.SEARCHING, NeedState.PROPOSED)
    asked = Need.objects.filter(state__in=looking).values("category").annotate(n=Count("pk"))
    missing = {row["category"]: row["n"] for row in asked.order_by("category")}
    idle = idle_by_category()
    found = [Gap(name, missing.get(name, 0), idle.get(name, 0)) for name in {*missing, *idle}]
    return tuple(sorted(found, key=lambda gap: (gap.offers - gap.needs, gap.category))[:limit])


def idle_by_category() -> Mapping[str, int]:
    """How many usable offers that serve nobody name each category."""
    found: dict[str, int] = {}
    idle = Offer.objects.filter(state__in=sorted(USABLE), active_count=0).order_by("categories")
    for categories, count in idle.values_list("categories").annotate(n=Count("pk")):
        for name in categories:
            found[name] = found.get(name, 0) + count
    return found
