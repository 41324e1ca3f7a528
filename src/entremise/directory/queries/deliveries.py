"""Files of services that were brought, and entries that look like one service."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from entremise.directory.models import ServiceDelivery, Source, Twins
from entremise.directory.queries.services import services_by_id
from entremise.directory.vocabulary import (
    Alike,
    DeliveryCard,
    DeliveryState,
    DryRun,
    Note,
    Refusal,
)
from entremise.directory.vocabulary import Twins as TwinsCard
from entremise.kernel.errors import Refused


def service_delivery(*, delivery_id: int) -> DeliveryCard:
    """One file; refuse with `NOT_FOUND`."""
    row = ServiceDelivery.objects.filter(pk=delivery_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return card_of(row)


def service_deliveries(*, offset: int, size: int) -> tuple[DeliveryCard, ...]:
    """The files, the newest first, without their lines."""
    rows = ServiceDelivery.objects.defer("dry_run").order_by("-uploaded_at", "-pk")
    return tuple(card_of(row, is_whole=False) for row in rows[offset : offset + size])


def service_delivery_count() -> int:
    """How many files were brought."""
    return ServiceDelivery.objects.count()


def card_of(row: ServiceDelivery, *, is_whole: bool = True) -> DeliveryCard:
    return DeliveryCard(
        delivery_id=row.pk,
        file_name=row.file_name,
        state=DeliveryState(row.state),
        token=row.token,
        source=row.source,
        licence=row.licence,
        is_whole=row.is_whole,
        dry_run=dry_run_read(row.dry_run) if is_whole else None,
        progress=row.progress,
        uploaded_by=row.uploaded_by_id,
        uploaded_at=row.uploaded_at,
        done_at=row.done_at,
    )


def dry_run_read(kept: dict[str, object] | None) -> DryRun | None:
    if kept is None:
        return None
    notes, sources = kept["notes"], kept["sources"]
    assert isinstance(notes, list)
    assert isinstance(sources, list)
    found = tuple(
        Note(one["line"], one["what"], one["name"], tuple(one["detail"])) for one in notes
    )
    return DryRun(**(kept | {"notes": found, "sources": tuple(sources)}))  # type: ignore[arg-type]  # as it was kept


def forgotten_service_files(*, before: datetime) -> tuple[int, ...]:
    """Files that nobody confirmed."""
    waiting = (DeliveryState.UPLOADED, DeliveryState.COMPARED)
    rows = ServiceDelivery.objects.filter(state__in=waiting, uploaded_at__lt=before)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def last_done() -> int | None:
    """The delivery that may be taken back: the last that was written."""
    rows = ServiceDelivery.objects.filter(state=DeliveryState.DONE)
    return rows.order_by("-done_at", "-pk").values_list("pk", flat=True).first()


def sources() -> tuple[tuple[str, str, datetime | None, int], ...]:
    """Who publishes services here: code, licence, last delivery, how many services are proposed."""
    rows = Source.objects.annotate(active=Count("service", filter=Q(service__is_active=True)))
    found = rows.order_by("pk").values_list("pk", "licence", "delivered_at", "active")
    return tuple(found)


def twins_proposed(*, offset: int, size: int) -> tuple[TwinsCard, ...]:
    """Entries that look like one service and wait for somebody to say so."""
    rows = list(twins_waiting().order_by("pk")[offset : offset + size])
    cards = services_by_id({number for row in rows for number in (row.one_id, row.other_id)})
    return tuple(TwinsCard(row.pk, cards[row.one_id], cards[row.other_id]) for row in rows)


def twins_count() -> int:
    """How many pairs wait."""
    return twins_waiting().count()


def twins_waiting() -> QuerySet[Twins]:
    both = Q(one__is_active=True, other__is_active=True, one__same_as=None, other__same_as=None)
    return Twins.objects.filter(both, state=Alike.PROPOSED)
