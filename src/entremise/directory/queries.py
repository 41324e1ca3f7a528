"""What may be asked of the directory: the best three for a difficulty, a search that forgives, one service."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from entremise.directory.models import Service
from entremise.directory.vocabulary import Capacity, Proposal, Reason, ServiceCard
from entremise.engines.trigrams import containment, trigrams

PROPOSED: Final = 3
FRESH_FOR: Final = timedelta(days=180)
QUICK_DAYS: Final = 2
ALIKE: Final = 0.45  # share of the letters asked for that must be found
FOUND_AT_MOST: Final = 50
ROOM: Final = {Capacity.OPEN: 0, Capacity.WAITING: 1, Capacity.CLOSED: 2}


def services_for(
    *, theme: str, district: str, at: datetime, without: Collection[int] = ()
) -> tuple[Proposal, ...]:
    """The three best services for a theme in a district, with their reasons: room first, then speed."""
    rows = (
        Service.objects.filter(is_active=True, themes__contains=[theme])
        .filter(Q(districts__contains=[district]) | Q(districts=[]))
        .exclude(pk__in=without)
        .order_by("sort_key", "pk")
    )
    cards = sorted(
        map(card_of, rows),
        key=lambda card: (ROOM[card.capacity], card.reply_days, not is_fresh(card, at)),
    )
    return tuple(Proposal(card, reasons_for(card, district, at)) for card in cards[:PROPOSED])


def reasons_for(card: ServiceCard, district: str, at: datetime) -> tuple[Reason, ...]:
    reasons = [Reason.THEME]
    if district and district in card.districts:
        reasons.append(Reason.DISTRICT)
    if card.capacity is Capacity.OPEN:
        reasons.append(Reason.HAS_ROOM)
    if card.capacity is Capacity.WAITING:
        reasons.append(Reason.WAITING_LIST)
    if card.reply_days <= QUICK_DAYS:
        reasons.append(Reason.QUICK)
    reasons.append(Reason.CHECKED if is_fresh(card, at) else Reason.STALE)
    return tuple(reasons)


def is_fresh(card: ServiceCard, at: datetime) -> bool:
    """Somebody checked the entry within six months."""
    return at - card.checked_at <= FRESH_FOR


def search(*, text: str, theme: str = "", district: str = "") -> tuple[ServiceCard, ...]:
    """Services whose name or themes look like this, typing errors forgiven, most alike first; all when it is empty."""
    asked = trigrams(text)
    rows = Service.objects.filter(is_active=True)
    if theme:
        rows = rows.filter(themes__contains=[theme])
    if district:
        rows = rows.filter(Q(districts__contains=[district]) | Q(districts=[]))
    if not asked:
        return tuple(map(card_of, rows.order_by("sort_key", "pk")[:FOUND_AT_MOST]))
    near = rows.filter(trigrams__overlap=sorted(asked)).order_by("sort_key", "pk")
    scored = [(containment(asked, frozenset(row.trigrams)), row) for row in near]
    best = sorted(
        (pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].sort_key)
    )
    return tuple(card_of(row) for _score, row in best[:FOUND_AT_MOST])


def service(*, service_id: int) -> ServiceCard | None:
    """One service."""
    row = Service.objects.filter(pk=service_id).order_by("pk").first()
    return None if row is None else card_of(row)


def services_by_id(service_ids: Collection[int]) -> dict[int, ServiceCard]:
    """Services in one statement."""
    return {
        row.pk: card_of(row) for row in Service.objects.filter(pk__in=service_ids).order_by("pk")
    }


def services_of(*, organization_id: int) -> tuple[ServiceCard, ...]:
    """The services that a body runs."""
    rows = Service.objects.filter(organization_id=organization_id).order_by("sort_key", "pk")
    return tuple(map(card_of, rows))


def card_of(row: Service) -> ServiceCard:
    return ServiceCard(
        service_id=row.pk,
        organization_id=row.organization_id,
        door_id=row.door_id,
        name=row.name,
        themes=tuple(row.themes),
        districts=tuple(row.districts),
        capacity=Capacity(row.capacity),
        capacity_note=row.capacity_note,
        reply_days=row.reply_days,
        opening=row.opening,
        phone=row.phone,
        mail=row.mail,
        address=row.address,
        public=row.public,
        has_account=row.has_account,
        is_active=row.is_active,
        checked_at=row.checked_at,
        checked_by=row.checked_by,
    )
