"""Who works on the same needs: go-betweens, their departments, the associations that are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from entremise.accounts.queries import accounts_with_role, organizations_with_role
from entremise.accounts.vocabulary import Account, Role
from entremise.web.between.filters import Choices
from entremise.web.shell.fields import key_in

PERSON, BODY = "P", "B"


class HeldBy(TypedDict):
    owner_ids: tuple[int, ...]
    organization_id: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    people: tuple[Account, ...]
    bodies: Mapping[int | None, str]

    @property
    def choices(self) -> list[Choices]:
        people = [(f"{PERSON}{one.user_id}", one.display_name) for one in self.people]
        bodies = [(f"{BODY}{number}", name) for number, name in self.bodies.items()]
        return [(_("Departments and associations"), bodies), (_("Go-betweens"), people)]


def cell(at: datetime) -> Cell:
    """All who may have a need now, in three statements."""
    bodies = (
        *organizations_with_role(role=Role.GO_BETWEEN, at=at),
        *organizations_with_role(role=Role.PARTNER, at=at),
    )
    return Cell(
        accounts_with_role(role=Role.GO_BETWEEN, organization_id=None, at=at),
        {one.organization_id: one.name for one in bodies},
    )


def held_by(who: str, at: datetime) -> HeldBy:
    """A go-between; or a body: what its go-betweens own, and what it was asked as an association."""
    kind, number = who[:1], key_in(who[1:])
    if number is None:
        return HeldBy(owner_ids=(), organization_id=None)
    if kind == PERSON:
        return HeldBy(owner_ids=(number,), organization_id=None)
    members = accounts_with_role(role=Role.GO_BETWEEN, organization_id=number, at=at)
    return HeldBy(owner_ids=tuple(one.user_id for one in members), organization_id=number)
