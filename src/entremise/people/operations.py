"""Persons without identity: a uuid and a short code; whatever names them is behind the vault."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.people.models import Person

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misheard or misread: no 0 O 1 I


@transaction.atomic
def add_people(*, count: int, at: datetime) -> tuple[UUID, ...]:
    """New persons, known by nothing but their code."""
    rows = [Person(code=new_code(), created_at=at) for _ in range(count)]
    taken = set(
        Person.objects.filter(code__in=[row.code for row in rows]).values_list("code", flat=True)
    )
    seen: set[str] = set()
    for row in rows:
        while row.code in taken or row.code in seen:
            row.code = new_code()
        seen.add(row.code)
    Person.objects.bulk_create(rows, batch_size=5000)
    return tuple(row.pk for row in rows)


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


@transaction.atomic
def mark_erased(*, people: Collection[UUID], at: datetime) -> int:
    """The code stays as a tombstone: it points to nothing any more; return how many."""
    return Person.objects.filter(pk__in=people, erased_at=None).update(erased_at=at)
