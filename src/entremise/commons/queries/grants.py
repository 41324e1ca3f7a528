"""Grants that are live at a moment: what an actor may ask tickets under."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Assignment, Grant
from entremise.commons.vocabulary.access import GrantCard, GrantState, Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.compiled import compiled
from entremise.kernel.origin import Origin


def live(at: datetime) -> Q:
    return Q(state=GrantState.ACTIVE, not_before__lte=at, expires_at__gt=at)


def live_grants_of(
    *,
    actor: Actor,
    purpose: Purpose,
    at: datetime,
    origin: Origin | None = None,
    reaches: Collection[Reach] = (Reach.ASSIGNED,),
    register_id: int | None = None,
) -> tuple[GrantCard, ...]:
    """The actor's live grants for a purpose, of one origin if given; the database judges again when asked."""
    if actor.user_id is None:
        return ()
    rows = live_grants(
        user_id=actor.user_id, organization_id=actor.organization_id, purpose=purpose, at=at
    )
    return tuple(
        card
        for card in map(grant_card, rows)
        if (card.user_id is not None or card.role in actor.roles)
        and card.reach in reaches
        and origin in (None, card.origin)
        and register_id in (None, *card.registers)
    )


@compiled
def live_grants(
    *, user_id: int, organization_id: int | None, purpose: Purpose, at: datetime
) -> QuerySet[Grant]:
    """Of this account, or of any role in its organization."""
    of_a_role = Q(user=None) & (Q(organization=None) | Q(organization_id=organization_id))
    rows = Grant.objects.filter(live(at), Q(user_id=user_id) | of_a_role, purpose=purpose)
    return rows.order_by("pk")


def grant(grant_id: int) -> GrantCard:
    """One grant; it must exist."""
    return grant_card(Grant.objects.get(pk=grant_id))


def grants_of_origin(origin: Origin) -> tuple[GrantCard, ...]:
    """All grants that one campaign, or another origin, has made."""
    rows = Grant.objects.filter(origin_kind=origin.kind, origin_id=origin.id)
    return tuple(grant_card(row) for row in rows.order_by("pk"))


def grants_of_decision(decision_id: int) -> tuple[GrantCard, ...]:
    """All grants made under one decision."""
    rows = Grant.objects.filter(decision_id=decision_id)
    return tuple(grant_card(row) for row in rows.order_by("pk"))


def people_assigned_to(
    *, user_id: int, purpose: Purpose, at: datetime, origin_kind: str = ""
) -> tuple[UUID, ...]:
    """Whom this account may see now for a purpose, by uuid."""
    rows = Assignment.objects.filter(
        user_id=user_id, purpose=purpose, released_at=None, starts_at__lte=at, until__gt=at
    )
    if origin_kind:
        rows = rows.filter(origin_kind=origin_kind)
    return tuple(rows.order_by("person").values_list("person", flat=True).distinct())


def grant_card(row: Grant) -> GrantCard:
    return GrantCard(
        grant_id=row.pk,
        purpose=Purpose(row.purpose),
        registers=tuple(row.registers),
        groups=frozenset(FieldGroup(group) for group in row.groups),
        reach=Reach(row.reach),
        state=GrantState(row.state),
        not_before=row.not_before,
        expires_at=row.expires_at,
        user_id=row.user_id,
        role=Role(row.role) if row.role else None,
        organization_id=row.organization_id,
        decision_id=row.decision_id,
        activation_id=row.activation_id,
        origin=None if row.origin_id is None else Origin(row.origin_kind, row.origin_id),
        hourly_cap=row.hourly_cap,
    )
