"""Who may see whom, now: written by the areas that give work, checked by the database."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from entremise.commons.models import Assignment
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.compiled import compiled_change
from entremise.kernel.origin import Origin


@transaction.atomic(savepoint=False)
def assign(*, new: NewAssignment, at: datetime) -> int:
    """Let one account see one person for one purpose until a moment; return the assignment's id."""
    return assign_many(new=(new,), at=at)[0]


@transaction.atomic(savepoint=False)
def assign_many(*, new: Collection[NewAssignment], at: datetime) -> tuple[int, ...]:
    """Many assignments in one statement, in their order."""
    rows = Assignment.objects.bulk_create(
        Assignment(
            user_id=item.user_id,
            person=item.person,
            purpose=item.purpose,
            origin_kind=item.origin.kind,
            origin_id=item.origin.id,
            starts_at=at,
            until=item.until,
        )
        for item in new
    )
    return tuple(row.pk for row in rows)


@transaction.atomic(savepoint=False)
def extend_assignment(*, origin: Origin, until: datetime, at: datetime) -> int:
    """Prolong what this origin keeps open; return how many."""
    return extended(origin_kind=origin.kind, origin_id=origin.id, until=until, at=at)


@compiled_change
def extended(
    *, origin_kind: str, origin_id: int, until: datetime, at: datetime
) -> tuple[QuerySet[Assignment], dict[str, object]]:
    return of_origin(Origin(origin_kind, origin_id)).filter(until__gt=at), {"until": until}


@transaction.atomic(savepoint=False)
def open_groups(
    *, origin: Origin, user_id: int, groups: Collection[FieldGroup], at: datetime
) -> int:
    """A step of the work opens more of the person to who has it: groups closed until then; return how many."""
    rows = of_origin(origin).filter(user_id=user_id, until__gt=at).order_by("pk")
    for row in rows:
        row.opens = sorted({*row.opens, *groups})
    return Assignment.objects.bulk_update(rows, ["opens"])


@transaction.atomic(savepoint=False)
def release(*, origin: Origin, at: datetime, user_id: int | None = None) -> int:
    """End the assignments of an origin, for one account or all; return how many."""
    if user_id is not None:
        return of_origin(origin).filter(user_id=user_id).update(released_at=at)
    return released(origin_kind=origin.kind, origin_id=origin.id, at=at)


@compiled_change
def released(
    *, origin_kind: str, origin_id: int, at: datetime
) -> tuple[QuerySet[Assignment], dict[str, object]]:
    return of_origin(Origin(origin_kind, origin_id)), {"released_at": at}


@transaction.atomic(savepoint=False)
def release_many(*, origins: Collection[Origin], at: datetime) -> int:
    """End the assignments of many origins of one kind; return how many."""
    by_kind: dict[str, list[int]] = {}
    for origin in origins:
        by_kind.setdefault(origin.kind, []).append(origin.id)
    return sum(
        Assignment.objects.filter(origin_kind=kind, origin_id__in=ids, released_at=None).update(
            released_at=at
        )
        for kind, ids in by_kind.items()
    )


@transaction.atomic(savepoint=False)
def release_person(*, person: UUID, at: datetime) -> int:
    """End everybody's assignments on one person; return how many."""
    return Assignment.objects.filter(person=person, released_at=None).update(released_at=at)


@transaction.atomic(savepoint=False)
def forget_assignments(*, origins: Mapping[str, Collection[int]], at: datetime) -> int:
    """Nobody knows any more who might see whom for these things, which are over; return how many."""
    gone = 0
    for kind, ids in origins.items():
        rows = Assignment.objects.filter(origin_kind=kind, origin_id__in=ids)
        gone += rows.delete()[0]
    return gone


@transaction.atomic(savepoint=False)
def forget_assignments_on(*, people: Collection[UUID], purpose: Purpose, at: datetime) -> int:
    """Nobody knows any more who might see these people for a purpose that they serve no longer; return how many."""
    return Assignment.objects.filter(person__in=people, purpose=purpose).delete()[0]


def of_origin(origin: Origin) -> QuerySet[Assignment]:
    return Assignment.objects.filter(origin_kind=origin.kind, origin_id=origin.id, released_at=None)
