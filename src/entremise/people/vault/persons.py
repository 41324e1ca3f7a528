"""Persons as they are made: a uuid and a short code, many at once."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from entremise.people.models import Person

ALPHABET = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing misheard or misread: no 0 O 1 I
CODE_LENGTH = 6
OF_BYTE = bytes(ALPHABET[byte % 32] for byte in range(256))  # 256 is eight times 32: no bias
Draw = Callable[[int], bytes]
DRAW: Final[ContextVar[Draw]] = ContextVar("draw", default=os.urandom)


@contextmanager
def people_drawn_by(*, draw: Draw) -> Iterator[None]:
    """The people of an invented town have the same codes at each build; they are no secret and open nothing."""
    kept = DRAW.set(draw)
    try:
        yield
    finally:
        DRAW.reset(kept)


def add_people(*, count: int, at: datetime) -> tuple[UUID, ...]:
    """New persons, known by nothing but their code."""
    return tuple(map(UUID, new_people(count, at)))


def new_people(count: int, at: datetime) -> list[str]:
    """The same, as texts: a delivery only hands them on."""
    made: list[str] = []
    while len(made) < count:  # a code already given is tried again
        codes = new_codes(count - len(made))
        ids = [str(UUID(bytes=DRAW.get()(16), version=4)) for _ in codes]
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into people_person (id, code, created_at)"
                " select id, code, %s from unnest(%s::uuid[], %s::text[]) as given (id, code)"
                " on conflict (code) do nothing returning id::text",
                [at, "{" + ",".join(ids) + "}", "{" + ",".join(codes) + "}"],
            )
            made += [row[0] for row in cursor.fetchall()]
    return made


def new_codes(count: int) -> tuple[str, ...]:
    drawn = DRAW.get()(CODE_LENGTH * count).translate(OF_BYTE).decode()
    each = (drawn[i : i + CODE_LENGTH] for i in range(0, len(drawn), CODE_LENGTH))
    return tuple(dict.fromkeys(each))


def add_strangers(*, count: int, at: datetime) -> tuple[UUID, ...]:
    """Codes that lead to nobody from the first day, for rows that outlive a person."""
    made = add_people(count=count, at=at)
    Person.objects.filter(pk__in=made).update(erased_at=at)
    return made


def mark_erased(*, person: UUID, at: datetime) -> None:
    """The code stays as a tombstone: it leads to nothing any more."""
    Person.objects.filter(pk=person, erased_at=None).update(erased_at=at)
