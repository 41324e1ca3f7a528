"""What is known of a request once the guard has let it in: who asks, when, with which nonce."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.utils.timezone import now

from entremise.accounts.queries import standing_of
from entremise.accounts.vocabulary import (
    RESIDENT,
    Actor,
    HeldRole,
    OrganizationCard,
    Role,
    Standing,
)

ORGANIZATION_KEY = "organization_id"
ROLE_KEY = "role"
NOBODY: Final = Standing(held=(), host=None)


@dataclass(frozen=True, slots=True)
class Visit:
    actor: Actor
    at: datetime
    held: tuple[HeldRole, ...]
    host: OrganizationCard | None  # known with the roles; nobody asks for it before a page is drawn


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this request, made once; a resident when nobody is signed in."""
    visit = vars(request).get("visit")
    if not isinstance(visit, Visit):
        visit = begin_visit(request)
    return visit


def begin_visit(request: HttpRequest) -> Visit:
    at = now()
    user_id = request.user.pk if request.user.is_authenticated else None
    known = NOBODY if user_id is None else standing_of(user_id=user_id, at=at)
    visit = Visit(
        actor=RESIDENT if user_id is None else actor_among(request, known.held),
        at=at,
        held=known.held,
        host=known.host,
    )
    vars(request)["visit"] = visit
    return visit


def actor_among(request: HttpRequest, held: tuple[HeldRole, ...]) -> Actor:
    """The account in the organization she chose, or in the first that she works for."""
    chosen = request.session.get(ORGANIZATION_KEY)
    organizations = [row.organization_id for row in held]
    organization_id = chosen if chosen in organizations else next(iter(organizations), None)
    return Actor(
        user_id=request.user.pk,
        human_id=getattr(request.user, "human_id", None),
        organization_id=organization_id,
        roles=frozenset(row.role for row in held if row.organization_id == organization_id),
    )


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, for the organization chosen in the menu."""
    return visit_of(request).actor


def role_of(request: HttpRequest) -> Role | None:
    """The role whose navigation is shown: the chosen one while it is held, else the first."""
    held = sorted(actor_of(request).roles)
    chosen = request.session.get(ROLE_KEY)
    return next((role for role in held if role == chosen), held[0] if held else None)


def nonce_of(request: HttpRequest) -> str:
    """The nonce of the scripts of this answer."""
    nonce: str = vars(request).setdefault("nonce", secrets.token_urlsafe(16))
    return nonce
