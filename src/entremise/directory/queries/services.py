"""Services by their number, those of a body, what waits to be checked, and where the town says otherwise than the source."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from entremise.directory.models import Service
from entremise.directory.vocabulary import Capacity, Difference, ServiceCard

RESIDENTS: Final = "usagers"
FRESH_FOR: Final = timedelta(days=180)
# What a card has from elsewhere than a column of its name.
MADE: Final = frozenset(
    {"service_id", "organization_id", "source", "structure", "licence", "capacity", "same_as"}
)
PLAIN: Final = tuple(one.name for one in fields(ServiceCard) if one.name not in MADE)


def service(*, service_id: int) -> ServiceCard | None:
    """One service."""
    row = whole().filter(pk=service_id).order_by("pk").first()
    return None if row is None else card_of(row)


def services_by_id(service_ids: Collection[int]) -> dict[int, ServiceCard]:
    """Services in one statement."""
    return {row.pk: card_of(row) for row in whole().filter(pk__in=service_ids).order_by("pk")}


def services_of(*, organization_id: int) -> tuple[ServiceCard, ...]:
    """The services that a body runs."""
    rows = whole().filter(organization_id=organization_id).order_by("sort_key", "pk")
    return tuple(map(card_of, rows))


def whole() -> QuerySet[Service]:
    return Service.objects.select_related("structure", "source")


def shown() -> QuerySet[Service]:
    """The services that are proposed: not ended, not the double of another."""
    return whole().filter(is_active=True, same_as=None)


def card_of(row: Service) -> ServiceCard:
    values: dict[str, Any] = {name: frozen(getattr(row, name)) for name in PLAIN}
    return ServiceCard(
        service_id=row.pk,
        organization_id=row.organization_id,
        capacity=Capacity(row.capacity),
        source=row.source_id or "",
        structure=row.structure.name if row.structure else "",
        licence=row.source.licence if row.source else "",
        same_as=row.same_as_id,
        **values,
    )


def frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def is_fresh(card: ServiceCard, at: datetime) -> bool:
    """Somebody checked the entry, or its source wrote it, within six months."""
    return at - card.checked_at <= FRESH_FOR


def for_residents() -> Q:
    """What residents may ask for themselves: said so, or brought by a source that says nothing else."""
    return Q(reached_by__contains=[RESIDENTS]) | Q(reached_by=[], source__isnull=False)


def is_for_residents(card: ServiceCard) -> bool:
    """The same for one service."""
    says_so = RESIDENTS in card.reached_by or (not card.reached_by and bool(card.source))
    return card.is_active and card.same_as is None and says_so


def room_on(card: ServiceCard, day: date) -> Capacity | None:
    """Its room on a day; none when nobody has said it, or when what was said is over."""
    is_over = card.capacity_until is not None and card.capacity_until < day
    return None if is_over or card.capacity_at is None else card.capacity


def differences(*, service_id: int) -> tuple[Difference, ...]:
    """Where the town says otherwise than the source."""
    row = Service.objects.filter(pk=service_id).order_by("pk").first()
    if row is None or not row.published:
        return ()
    return tuple(
        Difference(name, getattr(row, name), row.published.get(name)) for name in row.corrected
    )


def count_to_check(at: datetime) -> int:
    """How many entries nobody has checked for six months."""
    return shown().filter(checked_at__lt=at - FRESH_FOR).count()
