"""A delivery of services is written, whole or not at all, and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.directory.models import Service, ServiceChange, ServiceDelivery, Source, Structure
from entremise.directory.operations.deliveries import end_services, locked
from entremise.directory.operations.indexing import index_services
from entremise.directory.operations.services import note_corrections
from entremise.directory.operations.twins import propose_twins
from entremise.directory.queries.deliveries import last_done
from entremise.directory.queries.merging import Plan, Step, plan_of, sources_of
from entremise.directory.vocabulary import (
    SAID_BY_SOURCE,
    Capacity,
    Change,
    DeliveryState,
    Here,
    Refusal,
)
from entremise.engines.service_files.vocabulary import Delivery
from entremise.engines.service_files.vocabulary import Structure as StructureSaid
from entremise.kernel.errors import Refused
from entremise.kernel.rows import add_rows, change_rows

WRITTEN: Final = (
    *SAID_BY_SOURCE, "published", "updated_on", "checked_at", "checked_by", "is_active", "ended_on", "structure",
    "words", "name_words", "sort_key", "open_quarters", "corrected",
)  # fmt: skip


def lock_sources(codes: Sequence[str], licence: str, at: datetime) -> None:
    """One import of a source at a time: the second waits here, and then sees what the first wrote."""
    Source.objects.bulk_create([Source(code=code) for code in codes], ignore_conflicts=True)
    rows = list(Source.objects.select_for_update().filter(pk__in=codes).order_by("pk"))
    for row in rows:
        row.delivered_at, row.licence = at, licence or row.licence
        row.save()


@transaction.atomic
def write_services(
    *, delivery_id: int, found: Delivery, place: Here, kit_codes: Mapping[str, str], at: datetime
) -> Plan:
    """Write a delivery: what it changes is found anew behind the locks of its sources; refuse with `WRONG_STEP`."""
    delivery = locked(delivery_id, DeliveryState.RUNNING)
    lock_sources(sources_of(found, place), delivery.licence, at)
    plan = plan_of(found, place=place, kit_codes=kit_codes)
    structures = write_structures(plan)
    write_steps(delivery, plan, structures, at)
    if delivery.is_whole:
        end_missing(delivery, plan, at)
    end_services(delivery_id=delivery_id, at=at)
    return plan


def write_structures(plan: Plan) -> dict[tuple[str, str], Structure]:
    """Those of the file, and those that services name without saying who they are."""
    said = plan.structures
    wanted = {
        (step.entry.source, step.entry.structure_id)
        for step in plan.steps
        if step.entry.structure_id
    }
    known = {
        (row.source_id, row.source_key): row
        for row in Structure.objects.filter(source__in=plan.sources).order_by("pk")
    }
    new: list[Structure] = []
    changed: list[Structure] = []
    for key in sorted(wanted):
        row = known.get(key) or Structure(source_id=key[0], source_key=key[1], name=key[1][:150])
        before = row.published
        if key in said:
            row.name, row.published = said[key].name, sheet_of_structure(said[key])
        if key not in known:
            new.append(row)
        elif row.published != before:
            changed.append(row)
    add_rows(new)
    change_rows(changed, ("name", "published"))
    return known | {(row.source_id, row.source_key): row for row in new}


def sheet_of_structure(said: StructureSaid) -> dict[str, object]:
    return asdict(said) | {
        "networks": list(said.networks),
        "updated_on": str(said.updated_on or ""),
    }


def write_steps(
    delivery: ServiceDelivery,
    plan: Plan,
    structures: dict[tuple[str, str], Structure],
    at: datetime,
) -> None:
    steps = [step for step in plan.steps if step.change is not Change.SAME]
    numbers = [step.service_id for step in steps if step.service_id]
    rows = {
        row.pk: row
        for row in Service.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    }
    owners = {row.pk: row.name for row in structures.values()}
    done: list[tuple[Step, Service, object]] = []
    for step in steps:
        row = rows.get(step.service_id or 0) or new_row(step)
        before = row.published
        take(row, step, structures.get((step.entry.source, step.entry.structure_id)), at)
        done.append((step, row, before))
    index_services([row for _step, row, _before in done], owners)
    new = [row for _step, row, _before in done if row.pk is None]
    old = [row for _step, row, _before in done if row.pk is not None]
    add_rows(new)
    change_rows(old, WRITTEN)
    add_rows(
        [
            ServiceChange(delivery=delivery, service=row, kind=step.change, before=before)
            for step, row, before in done
        ]
    )
    propose_twins(new)


def new_row(step: Step) -> Service:
    return Service(
        source_id=step.entry.source,
        source_key=step.entry.source_id,
        capacity=Capacity.OPEN,
    )


def take(row: Service, step: Step, structure: Structure | None, at: datetime) -> None:
    """What the source says now, but where the town has corrected it."""
    for name in SAID_BY_SOURCE:
        if name not in row.corrected:
            setattr(row, name, step.sheet[name])
    row.published, row.structure = step.sheet, structure or row.structure
    note_corrections(row)
    row.updated_on = step.entry.updated_on
    said_at = midnight(step.entry.updated_on, at)
    if row.checked_at is None or said_at > row.checked_at:
        row.checked_at, row.checked_by = said_at, None
    if step.change is Change.BACK:
        row.is_active, row.ended_on = True, None


def midnight(day: date | None, at: datetime) -> datetime:
    """The day that the source names; the moment of the delivery when it names none, or one to come."""
    return at if day is None else min(datetime.combine(day, time(), UTC), at)


def end_missing(delivery: ServiceDelivery, plan: Plan, at: datetime) -> None:
    """The services that their source brings no more are proposed no more."""
    numbers = [number for number, _name in plan.missing]
    Service.objects.filter(pk__in=numbers).update(is_active=False, ended_on=localdate(at))
    add_rows(
        [ServiceChange(delivery=delivery, service_id=one, kind=Change.ENDED) for one in numbers]
    )


@transaction.atomic
def undo_services(*, actor: Actor, delivery_id: int, at: datetime) -> int:
    """Take the last delivery back: new services end, changed ones are again as their source said, ended ones are back.

    What was corrected here stays corrected. Return how many services changed; refuse with `WRONG_STEP`, `NOT_LAST`."""
    delivery = locked(delivery_id, DeliveryState.DONE)
    if last_done() != delivery_id:
        raise Refused(Refusal.NOT_LAST)
    changes = list(ServiceChange.objects.filter(delivery=delivery).order_by("pk"))
    numbers = [one.service_id for one in changes]
    rows = Service.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
    known = {row.pk: row for row in rows.select_related("structure").order_by("pk")}
    for change in changes:
        turn_back(known[change.service_id], change, at)
    owners = {row.structure.pk: row.structure.name for row in known.values() if row.structure}
    touched = list(known.values())
    index_services(touched, owners)
    change_rows(touched, WRITTEN)
    delivery.state = DeliveryState.UNDONE
    delivery.save()
    return len(touched)


def turn_back(row: Service, change: ServiceChange, at: datetime) -> None:
    if change.kind == Change.ENDED:
        row.is_active, row.ended_on = True, None
        return
    if change.kind in {Change.NEW, Change.BACK}:
        row.is_active, row.ended_on = False, localdate(at)
    if change.before is not None:
        for name in SAID_BY_SOURCE:
            if name not in row.corrected and name in change.before:
                setattr(row, name, change.before[name])
        row.published = change.before
        note_corrections(row)
