"""Who said no, to what."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from entremise.commons.models import Objection
from entremise.commons.vocabulary.access import (
    Channel,
    ObjectionCard,
    ObjectionScope,
    ObjectionState,
    ToldBy,
)
from entremise.commons.vocabulary.law import NEVER_STOPPED, Purpose
from entremise.kernel.compiled import compiled
from entremise.kernel.origin import Origin

STOPPING = (ObjectionState.ACTING, ObjectionState.VERIFIED)


def stops(purpose: Purpose, origin: Origin | None) -> Q:
    """Objections that stop this purpose, in this campaign."""
    scope = Q(scope=ObjectionScope.ALL) | Q(scope=ObjectionScope.PURPOSE, purpose=purpose)
    if origin is not None:
        scope |= Q(scope=ObjectionScope.CAMPAIGN, origin_kind=origin.kind, origin_id=origin.id)
    return Q(state__in=STOPPING) & scope


def objection(objection_id: int) -> ObjectionCard:
    """One objection; it must exist."""
    return objection_card(Objection.objects.get(pk=objection_id))


def objections_of(person: UUID) -> tuple[ObjectionCard, ...]:
    """All objections of a person, the last first."""
    rows = Objection.objects.filter(person=person).order_by("-received_at", "-pk")
    return tuple(objection_card(row) for row in rows)


def objected_people(
    *, purpose: Purpose, origin: Origin | None = None, among: Collection[UUID] | None = None
) -> set[UUID]:
    """People whom this use must leave alone; none for a purpose that nobody can stop."""
    if purpose in NEVER_STOPPED:
        return set()
    rows = Objection.objects.filter(stops(purpose, origin), person__isnull=False)
    if among is not None:
        rows = rows.filter(person__in=among)
    people = rows.order_by("person").values_list("person", flat=True).distinct()
    return {person for person in people if person is not None}


def has_objected(*, person: UUID, purpose: Purpose, origin: Origin | None = None) -> bool:
    """Whether this person stops this use now."""
    if purpose in NEVER_STOPPED:
        return False
    kind, number = (origin.kind, origin.id) if origin else ("", 0)
    return bool(stopping(person=person, purpose=purpose, origin_kind=kind, origin_id=number))


@compiled
def stopping(
    *, person: UUID, purpose: Purpose, origin_kind: str, origin_id: int
) -> QuerySet[Objection, tuple[int]]:
    stopped = stops(purpose, Origin(origin_kind, origin_id))
    return Objection.objects.filter(stopped, person=person).values_list("pk")


def objections_to_verify(at: datetime) -> tuple[ObjectionCard, ...]:
    """Objections received during an alert that nobody has verified yet, the nearest due first."""
    rows = Objection.objects.filter(
        state=ObjectionState.ACTING, verify_by__isnull=False, received_at__lte=at
    )
    return tuple(objection_card(row) for row in rows.order_by("verify_by", "pk"))


def objection_counts(since: datetime, until: datetime) -> dict[ObjectionScope, int]:
    """Objections received between two moments, by scope."""
    scopes = Objection.objects.filter(received_at__gte=since, received_at__lt=until).values_list(
        "scope", flat=True
    )
    found = list(scopes.order_by("pk"))
    return {scope: found.count(scope) for scope in ObjectionScope}


def objection_card(row: Objection) -> ObjectionCard:
    return ObjectionCard(
        objection_id=row.pk,
        person=row.person,
        scope=ObjectionScope(row.scope),
        purpose=Purpose(row.purpose) if row.purpose else None,
        state=ObjectionState(row.state),
        channel=Channel(row.channel),
        received_at=row.received_at,
        verify_by=row.verify_by,
        origin=None if row.origin_id is None else Origin(row.origin_kind, row.origin_id),
        settled_at=row.settled_at,
        told_by=ToldBy(row.told_by),
    )
