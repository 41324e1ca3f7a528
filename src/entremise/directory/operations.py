"""What changes the directory: services are added with their body and door, corrected, checked, closed."""

from datetime import datetime

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
from entremise.directory.vocabulary import NewService, Refusal
from entremise.engines.trigrams import plain, trigrams
from entremise.kernel.errors import Refused


@transaction.atomic
def add_service(
    *, actor: Actor, new: NewService, at: datetime, organization_id: int | None = None
) -> int:
    """Add a service, with the body it is and the account that its links act for; return its id.

    Refuse with `NAME_TAKEN`."""
    if Service.objects.filter(name=new.name).exists():
        raise Refused(Refusal.NAME_TAKEN)
    body = organization_id or add_organization(
        actor=actor,
        new=NewOrganization(
            name=new.name,
            name_with_article=new.name,
            name_after_de=f"de {new.name}",
            kind=OrganizationKind.SERVICE,
            phone=new.phone,
        ),
        at=at,
    )
    door = open_account(
        actor=actor,
        new=NewAccount(
            login=f"service-{body}-porte", first_name=new.name[:60], display_name=new.name
        ),
        at=at,
    )
    give_role(actor=actor, user_id=door, organization_id=body, role=Role.SERVICE, at=at)
    row = Service(organization_id=body, door_id=door)
    write(row, new, actor, at)
    return row.pk


@transaction.atomic
def correct_service(*, actor: Actor, service_id: int, new: NewService, at: datetime) -> None:
    """Replace what is known of a service; correcting is checking; refuse with `NOT_FOUND`, `NAME_TAKEN`."""
    row = Service.objects.select_for_update().filter(pk=service_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    if Service.objects.filter(name=new.name).exclude(pk=service_id).exists():
        raise Refused(Refusal.NAME_TAKEN)
    write(row, new, actor, at)


def write(row: Service, new: NewService, actor: Actor, at: datetime) -> None:
    row.name, row.themes, row.districts = new.name, list(new.themes), list(new.districts)
    row.capacity, row.capacity_note, row.reply_days = (
        new.capacity,
        new.capacity_note,
        new.reply_days,
    )
    row.opening, row.phone, row.mail = new.opening, new.phone, new.mail
    row.address, row.public, row.has_account = new.address, new.public, new.has_account
    row.trigrams = sorted(trigrams(f"{new.name} {' '.join(new.themes)}"))
    row.sort_key = plain(new.name)
    row.checked_at, row.checked_by = at, actor.user_id
    row.save()


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
