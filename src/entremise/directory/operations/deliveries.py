"""What becomes of a file of services, step by step: brought, compared, confirmed, written, taken back."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.directory.models import ServiceDelivery
from entremise.directory.vocabulary import (
    Change,
    DeliveryState,
    DryRun,
    NewDelivery,
    Refusal,
)
from entremise.kernel.errors import Refused
from entremise.kernel.work import defer

TRIES_AT_MOST: Final = 3


@transaction.atomic
def receive_services(*, actor: Actor, new: NewDelivery, at: datetime) -> int:
    """Note a file that was read and kept; it is compared in the background; return its id."""
    row = ServiceDelivery.objects.create(
        file_name=new.file_name[:200],
        digest=new.digest,
        token=new.token,
        source=new.source,
        licence=new.licence,
        state=DeliveryState.UPLOADED,
        uploaded_by_id=actor.user_id or 0,
        uploaded_at=at,
    )
    defer("compare_services", delivery_id=row.pk)
    return row.pk


def locked(delivery_id: int, *allowed: DeliveryState) -> ServiceDelivery:
    row = ServiceDelivery.objects.select_for_update().filter(pk=delivery_id).order_by("pk").first()
    if row is None or row.state not in allowed:
        raise Refused(Refusal.WRONG_STEP)
    return row


def note_services_compared(*, delivery_id: int, dry_run: DryRun, at: datetime) -> None:
    """Keep what the dry run found; a file that was stopped meanwhile stays stopped."""
    rows = ServiceDelivery.objects.filter(pk=delivery_id, state=DeliveryState.UPLOADED)
    rows.update(dry_run=asdict(dry_run), state=DeliveryState.COMPARED, progress=0)


@transaction.atomic
def queue_services(*, actor: Actor, delivery_id: int, is_whole: bool, at: datetime) -> None:
    """Accept what the dry run said: it is written in the background; refuse with `WRONG_STEP`, `NOTHING_NEW`."""
    row = locked(delivery_id, DeliveryState.COMPARED)
    counts = dict((row.dry_run or {}).get("counts", {}))
    changes = {one.value for one in Change} - {Change.SAME.value, Change.ENDED.value}
    if not (counts.keys() & changes or (is_whole and counts.get(Change.ENDED.value))):
        raise Refused(Refusal.NOTHING_NEW)
    row.state, row.progress, row.is_whole = DeliveryState.QUEUED, 0, is_whole
    row.save()
    defer("import_services", delivery_id=delivery_id)


@transaction.atomic
def begin_services(*, delivery_id: int, at: datetime) -> bool:
    """Start the work; given again it begins again, three times at most; return whether there is work to do."""
    row = ServiceDelivery.objects.select_for_update().filter(pk=delivery_id).order_by("pk").first()
    if row is None or row.state not in {DeliveryState.QUEUED, DeliveryState.RUNNING}:
        return False
    row.tries += 1
    is_over = row.tries > TRIES_AT_MOST
    row.state = DeliveryState.FAILED if is_over else DeliveryState.RUNNING
    row.done_at = at if is_over else None
    row.progress = 0
    row.save()
    return not is_over


def note_services_progress(*, delivery_id: int, progress: int, at: datetime) -> None:
    """How far the work is, in percent."""
    ServiceDelivery.objects.filter(pk=delivery_id).update(progress=progress)


@transaction.atomic
def end_services(*, delivery_id: int, at: datetime) -> None:
    """The work is written; what somebody stopped meanwhile is not: refuse with `WRONG_STEP`."""
    rows = ServiceDelivery.objects.filter(pk=delivery_id, state=DeliveryState.RUNNING)
    if not rows.update(state=DeliveryState.DONE, progress=100, done_at=at):
        raise Refused(Refusal.WRONG_STEP)


def fail_services(*, delivery_id: int, at: datetime) -> None:
    """The work broke off: nothing was written; what was stopped or done stays so."""
    at_work = (
        DeliveryState.UPLOADED,
        DeliveryState.COMPARED,
        DeliveryState.QUEUED,
        DeliveryState.RUNNING,
    )
    ServiceDelivery.objects.filter(pk=delivery_id, state__in=at_work).update(
        state=DeliveryState.FAILED, done_at=at
    )


@transaction.atomic
def cancel_services(*, actor: Actor, delivery_id: int, at: datetime) -> None:
    """Stop before anything is written; refuse with `WRONG_STEP`."""
    row = locked(delivery_id, DeliveryState.UPLOADED, DeliveryState.COMPARED, DeliveryState.QUEUED)
    row.state, row.done_at = DeliveryState.CANCELLED, at
    row.save()
