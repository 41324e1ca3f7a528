"""What becomes of a delivery, step by step; and of entries asked for on the web."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.kernel.work import defer
from entremise.registers.models import Delivery, EntryRequest, RememberedMapping
from entremise.registers.queries import heads_digest
from entremise.registers.vocabulary import DeliveryState, DryRun, Refusal, RequestState

TRIES_AT_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A file that was read: its table without any line, and the token under which it is kept."""

    register_id: int
    file_name: str
    digest: bytes
    token: str
    heads: tuple[str, ...]
    mapping: tuple[str, ...]
    other_sheets: tuple[str, ...]
    encoding: str
    line_count: int


@transaction.atomic
def receive_delivery(*, actor: Actor, new: NewDelivery, at: datetime) -> int:
    """Note a file that was uploaded; return its id."""
    row = Delivery.objects.create(
        register_id=new.register_id,
        file_name=new.file_name[:200],
        digest=new.digest,
        token=new.token,
        state=DeliveryState.UPLOADED,
        heads=list(new.heads),
        mapping=list(new.mapping),
        other_sheets=list(new.other_sheets),
        encoding=new.encoding,
        line_count=new.line_count,
        uploaded_by_id=actor.user_id or 0,
        organization_id=actor.organization_id or 0,
        uploaded_at=at,
    )
    return row.pk


def locked(delivery_id: int, *allowed: DeliveryState) -> Delivery:
    row = Delivery.objects.select_for_update().filter(pk=delivery_id).order_by("pk").first()
    if row is None or row.state not in allowed:
        raise Refused(Refusal.WRONG_STATE)
    return row


@transaction.atomic
def note_dry_run(
    *, actor: Actor, delivery_id: int, mapping: Sequence[str], dry_run: DryRun, at: datetime
) -> None:
    """Keep what the dry run found, and remember the mapping; refuse with `WRONG_STATE`."""
    row = locked(delivery_id, DeliveryState.UPLOADED, DeliveryState.COMPARED)
    row.mapping, row.dry_run, row.state = list(mapping), asdict(dry_run), DeliveryState.COMPARED
    row.save()
    RememberedMapping.objects.update_or_create(
        register_id=row.register_id,
        heads_digest=heads_digest(heads=row.heads),
        defaults={"mapping": list(mapping)},
    )


@transaction.atomic
def queue_delivery(*, actor: Actor, delivery_id: int, at: datetime) -> None:
    """Confirm: the import runs in the background; refuse with `WRONG_STATE`, `NOTHING_TO_IMPORT`."""
    row = locked(delivery_id, DeliveryState.COMPARED)
    if not row.dry_run or row.dry_run["new"] + row.dry_run["changed"] == 0:
        raise Refused(Refusal.NOTHING_TO_IMPORT)
    row.state, row.progress = DeliveryState.QUEUED, 0
    row.save()
    defer("import_delivery", delivery_id=delivery_id)


@transaction.atomic
def begin_delivery(*, delivery_id: int, at: datetime) -> bool:
    """Start the work; a job that is given again begins again, three times at most; return whether there is work to do."""
    row = Delivery.objects.select_for_update().filter(pk=delivery_id).order_by("pk").first()
    if row is None or row.state not in {DeliveryState.QUEUED, DeliveryState.RUNNING}:
        return False
    row.tries += 1
    if (
        row.tries > TRIES_AT_MOST
    ):  # the import itself ends its worker: a file too heavy for this machine
        row.state, row.done_at = DeliveryState.FAILED, at
    else:
        row.state, row.progress = DeliveryState.RUNNING, 0
    row.save()
    return row.state == DeliveryState.RUNNING


def note_progress(*, delivery_id: int, progress: int) -> None:
    """How far the work is, in percent."""
    Delivery.objects.filter(pk=delivery_id).update(progress=progress)


def is_cancelled(*, delivery_id: int) -> bool:
    """Whether somebody stopped the work."""
    return Delivery.objects.filter(pk=delivery_id, state=DeliveryState.CANCELLED).exists()


@transaction.atomic
def end_delivery(*, delivery_id: int, state: DeliveryState, at: datetime) -> None:
    """The work is over, well or not; what somebody stopped meanwhile stays stopped: refuse with `WRONG_STATE`."""
    rows = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.RUNNING)
    if not rows.update(state=state, progress=100, done_at=at):
        raise Refused(Refusal.WRONG_STATE)


def fail_delivery(*, delivery_id: int, at: datetime) -> None:
    """The work broke off: nothing was written; what was stopped stays stopped."""
    at_work = (DeliveryState.QUEUED, DeliveryState.RUNNING)
    Delivery.objects.filter(pk=delivery_id, state__in=at_work).update(
        state=DeliveryState.FAILED, done_at=at
    )


@transaction.atomic
def cancel_delivery(*, actor: Actor, delivery_id: int, at: datetime) -> None:
    """Stop before anything is written; refuse with `WRONG_STATE`."""
    row = locked(
        delivery_id,
        DeliveryState.UPLOADED,
        DeliveryState.COMPARED,
        DeliveryState.QUEUED,
        DeliveryState.RUNNING,
    )
    row.state, row.done_at = DeliveryState.CANCELLED, at
    row.save()


@transaction.atomic
def mark_undone(*, actor: Actor, delivery_id: int, at: datetime) -> None:
    """The delivery was taken back; refuse with `WRONG_STATE`."""
    row = locked(delivery_id, DeliveryState.DONE)
    row.state = DeliveryState.UNDONE
    row.save()


def note_destroyed(*, delivery_id: int, at: datetime) -> None:
    """The source file is gone, with its date."""
    Delivery.objects.filter(pk=delivery_id).update(token="", destroyed_at=at)


@transaction.atomic
def note_entry_request(*, register_id: int, person: UUID, is_for_other: bool, at: datetime) -> int:
    """Somebody asked on the web for an entry; the desk will confirm it; return its id."""
    row = EntryRequest.objects.create(
        register_id=register_id,
        person=person,
        is_for_other=is_for_other,
        state=RequestState.PENDING,
        asked_at=at,
    )
    return row.pk


@transaction.atomic
def settle_entry_request(
    *, actor: Actor, request_id: int, state: RequestState, at: datetime
) -> UUID:
    """The desk confirms or refuses; return the person; refuse with `WRONG_STATE`."""
    row = (
        EntryRequest.objects.select_for_update()
        .filter(pk=request_id, state=RequestState.PENDING)
        .first()
    )
    if row is None:
        raise Refused(Refusal.WRONG_STATE)
    row.state, row.settled_at, row.settled_by_id = state, at, actor.user_id
    row.save()
    return row.person
