"""The lists of the desk: needs and offers by view, category and district; the first screen is in `board`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from entremise.mutual_aid.models import Need, Offer
from entremise.mutual_aid.queries.cards import need_card, offer_card
from entremise.mutual_aid.vocabulary.needs import CLOSED, LOOKING, NeedCard, NeedState
from entremise.mutual_aid.vocabulary.offers import USABLE, OfferCard, OfferState

LACKING = sorted(LOOKING | {NeedState.PROPOSED})


class NeedView(StrEnum):
    ALONE = "ALONE"  # without owner, or without date
    DUE = "DUE"
    MINE = "MINE"
    LACKING = "LACKING"  # looks for somebody
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class OfferView(StrEnum):
    WAITING = "WAITING"
    IDLE = "IDLE"  # may be asked, and serves nobody now
    ASKED_AGAIN = "ASKED_AGAIN"
    LIVING = "LIVING"
    RELEASED = "RELEASED"


@dataclass(frozen=True, slots=True)
class DeskCounts:
    alone: int
    due: int
    mine: int
    lacking: int
    open: int
    danger: int


@dataclass(frozen=True, slots=True)
class NeedFilters:
    view: NeedView = NeedView.OPEN
    category: str = ""
    district: str = ""
    user_id: int | None = None
    owner_ids: tuple[int, ...] = ()  # with `organization_id`: who has it
    organization_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfferFilters:
    view: OfferView = OfferView.LIVING
    category: str = ""
    district: str = ""


def open_needs() -> QuerySet[Need]:
    return Need.objects.exclude(state__in=sorted(CLOSED))


def is_alone() -> Q:
    return Q(owner=None) | Q(next_on=None)


def is_due(today: date) -> Q:
    return Q(owner__isnull=False, next_on__lte=today)


def is_lacking() -> Q:
    return Q(state__in=LACKING)


def is_idle() -> Q:
    return Q(state__in=sorted(USABLE), active_count=0)


def desk_counts(*, user_id: int | None, at: datetime) -> DeskCounts:
    """How many open needs wait in each view, in one statement."""
    today = localdate(at)
    found = open_needs().aggregate(
        alone=Count("pk", filter=is_alone()),
        due=Count("pk", filter=is_due(today)),
        mine=Count("pk", filter=Q(owner_id=user_id)),
        lacking=Count("pk", filter=is_lacking()),
        open=Count("pk"),
        danger=Count("pk", filter=Q(is_danger=True, owner=None)),
    )
    return DeskCounts(**found)


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
    elif filters.view is NeedView.LACKING:
        rows = rows.filter(is_lacking())
    if filters.owner_ids or filters.organization_id:
        rows = rows.filter(
            Q(owner_id__in=filters.owner_ids) | Q(organization_id=filters.organization_id or 0)
        )
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


def chosen_offers(filters: OfferFilters) -> QuerySet[Offer]:
    by_view = {
        OfferView.WAITING: Q(state=OfferState.WAITING),
        OfferView.IDLE: is_idle(),
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
