"""Whom a view is for; the guard reads the mark, and refuses to start when one is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from django.http import HttpResponseBase

from entremise.accounts.vocabulary import Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Door(StrEnum):
    """Views that ask for no role: anybody, or any account whatever its role."""

    PUBLIC = "PUBLIC"
    SIGNED_IN = "SIGNED_IN"


PUBLIC: Final = Door.PUBLIC
SIGNED_IN: Final = Door.SIGNED_IN


@dataclass(frozen=True, slots=True)
class Audience:
    """Doors or roles, and whether the answer may hold personal data (then it is never stored)."""

    doors: frozenset[Door]
    roles: frozenset[Role]
    is_personal: bool

    @property
    def is_public(self) -> bool:
        return PUBLIC in self.doors

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted([*self.doors, *self.roles]))


def audience(*who: Role | Door, is_personal: bool | None = None) -> Callable[[View], View]:
    """Mark a view: `audience(Role.CALLER)`, `audience(PUBLIC)`; outermost, above the method."""
    if not who:
        raise TypeError("a view is for somebody")
    doors = frozenset(one for one in who if isinstance(one, Door))
    mark = Audience(
        doors=doors,
        roles=frozenset(one for one in who if isinstance(one, Role)),
        is_personal=PUBLIC not in doors if is_personal is None else is_personal,
    )

    def marked(view: View) -> View:
        view.__dict__["audience"] = mark
        return view

    return marked


def audience_of(view: Callable[..., HttpResponseBase]) -> Audience | None:
    """The mark of a view, or none."""
    mark = view.__dict__.get("audience")
    return mark if isinstance(mark, Audience) else None
