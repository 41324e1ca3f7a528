"""What changes a service: added with its body and door, corrected, checked, its room said, closed."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from django.db import transaction

from entremise.accounts.operations import (
    NewAccount,
    NewOrganization,
    add_organization,
    give_role,
    open_account,
)
from entremise.accounts.vocabulary import Actor, OrganizationKind, Role
from entremise.directory.models import Service
from entremise.directory.operations.indexing import index_services
from entremise.directory.vocabulary import PUBLISHED, Capacity, NewService, Refusal
from entremise.kernel.errors import Refused

LISTS: Final = frozenset(
    {"themes", "districts", "publics", "ways", "reached_by", "receptions", "languages"}
)


@transaction.atomic
def add_service(
    *, actor: Actor, new: NewService, at: datetime, organization_id: int | None = None
) -> int:
    """Add a service, with the body it is and the account that its links act for; return its id.

    Refuse with `NAME_TAKEN`."""
    if Service.objects.filter(name=new.name, source=None).exists():
        raise Refused(Refusal.NAME_TAKEN)
    row = Service()
    open_door(row, new.name, new.phone, at, actor=actor, organization_id=organization_id)
    write(row, new, actor, at)
    return row.pk


def open_door(
    row: Service,
    name: str,
    phone: str,
    at: datetime,
    *,
    actor: Actor,
    organization_id: int | None = None,
) -> None:
    """The body that a service is, and the account that its links act for."""
    body = organization_id or add_organization(
        actor=actor,
        new=NewOrganization(
            name=name[:120],
            name_with_article=name[:120],
            name_after_de=f"de {name}"[:120],
            kind=OrganizationKind.SERVICE,
            phone=phone,
        ),
        at=at,
    )
    door = open_account(
        actor=actor,
        new=NewAccount(
            login=f"service-{body}-porte", first_name=name[:60], display_name=name[:120]
        ),
        at=at,
    )
    give_role(actor=actor, user_id=door, organization_id=body, role=Role.SERVICE, at=at)
    row.organization_id, row.door_id = body, door


@transaction.atomic
def ready_door(*, actor: Actor, service_id: int, at: datetime) -> None:
    """A service that was imported gets its body and its door when something is sent to it first; refuse with `NOT_FOUND`."""
    row = locked(service_id)
    if row.door_id is None:
        open_door(row, row.name, row.phone, at, actor=actor)
        row.save(update_fields=["organization", "door"])


def locked(service_id: int) -> Service:
    row = Service.objects.select_for_update().filter(pk=service_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return row


@transaction.atomic
def correct_service(*, actor: Actor, service_id: int, new: NewService, at: datetime) -> None:
    """Replace what is known of a service; correcting is checking; what its source says otherwise is kept beside.

    Refuse with `NOT_FOUND`, `NAME_TAKEN`."""
    row = locked(service_id)
    same_name = Service.objects.filter(name=new.name, source=None).exclude(pk=service_id)
    if row.source_id is None and same_name.exists():
        raise Refused(Refusal.NAME_TAKEN)
    write(row, new, actor, at)


def write(row: Service, new: NewService, actor: Actor, at: datetime) -> None:
    is_moved = row.pk is None or (row.capacity, row.capacity_note) != (
        new.capacity,
        new.capacity_note,
    )
    for one in fields(new):
        value = getattr(new, one.name)
        setattr(row, one.name, list(value) if one.name in LISTS else value)
    if is_moved:
        row.capacity_at, row.capacity_by, row.capacity_until = at, actor.user_id, None
    note_corrections(row)
    row.checked_at, row.checked_by = at, actor.user_id
    index_services([row], {row.structure_id or 0: row.structure.name if row.structure else ""})
    row.save()


def note_corrections(row: Service) -> None:
    """The fields where the town says otherwise than the source."""
    said = row.published or {}
    row.corrected = [
        name for name in PUBLISHED if name in said and said[name] != getattr(row, name)
    ]


@transaction.atomic
def check_service(*, actor: Actor, service_id: int, at: datetime) -> None:
    """Somebody called and all is still right; refuse with `NOT_FOUND`."""
    if not Service.objects.filter(pk=service_id).update(checked_at=at, checked_by=actor.user_id):
        raise Refused(Refusal.NOT_FOUND)


@transaction.atomic
def close_service(*, actor: Actor, service_id: int, at: datetime) -> None:
    """Propose a service no more; what it has been sent goes on."""
    Service.objects.filter(pk=service_id).update(
        is_active=False, checked_at=at, checked_by=actor.user_id
    )


@dataclass(frozen=True, slots=True)
class Room:
    """Whether a service takes people, said in words, until a day."""

    capacity: Capacity
    note: str = ""
    until: date | None = None


@transaction.atomic
def tell_room(*, actor: Actor, service_id: int, room: Room, at: datetime) -> None:
    """Say whether a service has room: the orienteur for any, the service's own account for its own.

    Refuse with `NOT_FOUND`, `NOT_YOUR_SERVICE`."""
    row = locked(service_id)
    is_own = actor.has(Role.SERVICE) and actor.organization_id == row.organization_id
    if not (is_own or actor.has(Role.ORIENTEUR)):
        raise Refused(Refusal.NOT_YOUR_SERVICE)
    row.capacity, row.capacity_note, row.capacity_until = room.capacity, room.note, room.until
    row.capacity_at, row.capacity_by = at, actor.user_id
    row.save(
        update_fields=["capacity", "capacity_note", "capacity_until", "capacity_at", "capacity_by"]
    )
