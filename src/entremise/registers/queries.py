"""What may be asked of deliveries and of entries asked for."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from entremise.kernel.errors import Refused
from entremise.registers.models import Delivery, EntryRequest, RememberedMapping
from entremise.registers.vocabulary import (
    DeliveryCard,
    DeliveryState,
    DryRun,
    Problem,
    Refusal,
    RequestCard,
    RequestState,
)


def delivery(*, delivery_id: int) -> DeliveryCard:
    """One delivery; refuse with `WRONG_STATE` when there is none."""
    row = Delivery.objects.filter(pk=delivery_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.WRONG_STATE)
    return delivery_card(row)


def deliveries_of(*, register_id: int) -> tuple[DeliveryCard, ...]:
    """The deliveries of a register, newest first, 50 at most."""
    rows = Delivery.objects.filter(register_id=register_id).order_by("-uploaded_at", "-pk")[:50]
    return tuple(map(delivery_card, rows))


def latest_done(*, register_id: int) -> int | None:
    """The last delivery that was written into a register."""
    rows = Delivery.objects.filter(register_id=register_id, state=DeliveryState.DONE)
    return rows.order_by("-done_at", "-pk").values_list("pk", flat=True).first()


def forgotten_files(*, before: datetime) -> tuple[int, ...]:
    """Deliveries whose files are kept longer than they should."""
    rows = Delivery.objects.filter(uploaded_at__lt=before).exclude(token="")
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def heads_digest(*, heads: Sequence[str]) -> bytes:
    """By what a file with these heads is known again."""
    return hashlib.sha256("\x1f".join(heads).encode()).digest()


def remembered_mapping(*, register_id: int, heads: Sequence[str]) -> tuple[str, ...]:
    """What the columns of a file with these heads were last time; nothing when it is new."""
    digest = heads_digest(heads=heads)
    found = (
        RememberedMapping.objects.filter(register_id=register_id, heads_digest=digest)
        .values_list("mapping", flat=True)
        .first()
    )
    return tuple(found or ())


def delivery_card(row: Delivery) -> DeliveryCard:
    return DeliveryCard(
        delivery_id=row.pk,
        register_id=row.register_id,
        file_name=row.file_name,
        state=DeliveryState(row.state),
        heads=tuple(row.heads),
        mapping=tuple(row.mapping),
        other_sheets=tuple(row.other_sheets),
        encoding=row.encoding,
        line_count=row.line_count,
        dry_run=dry_run_of(row.dry_run),
        progress=row.progress,
        uploaded_by=row.uploaded_by_id,
        organization_id=row.organization_id,
        uploaded_at=row.uploaded_at,
        done_at=row.done_at,
        destroyed_at=row.destroyed_at,
        token=row.token,
    )


def dry_run_of(stored: dict[str, Any] | None) -> DryRun | None:
    if stored is None:
        return None
    problems = tuple(Problem(**one) for one in stored["problems"])
    return DryRun(**{**stored, "problems": problems})


def entry_requests() -> tuple[RequestCard, ...]:
    """Entries that wait for the desk, oldest first."""
    rows = EntryRequest.objects.filter(state=RequestState.PENDING).order_by("asked_at", "pk")
    return tuple(map(request_card, rows))


def entry_request(*, request_id: int) -> RequestCard:
    """One entry asked for; refuse with `WRONG_STATE` when there is none."""
    row = EntryRequest.objects.filter(pk=request_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.WRONG_STATE)
    return request_card(row)


def request_card(row: EntryRequest) -> RequestCard:
    return RequestCard(
        request_id=row.pk,
        register_id=row.register_id,
        person=row.person,
        is_for_other=row.is_for_other,
        asked_at=row.asked_at,
        state=RequestState(row.state),
    )
