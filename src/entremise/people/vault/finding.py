"""Finding the person who calls back, or stands at the desk, by what she says."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.kernel.errors import Refused
from entremise.people.vault.marks import Mark, mark_keys, sound_digest, squashed


def find_by_phone(*, actor: Actor, grant_id: int, number: str, at: datetime) -> tuple[UUID, ...]:
    """Who has this number (E.164), five at most; refuse with `NOT_AVAILABLE`, `CAPPED`. They may be opened for 15 minutes."""
    return search(
        actor, grant_id, [Mark.LANDLINE, Mark.MOBILE], [mark_keys().digest(b"phone", number)]
    )


def find_by_name(
    *, actor: Actor, grant_id: int, last: str, first: str, birth_year: int, at: datetime
) -> tuple[UUID, ...]:
    """Who has this name, of birth or of use, and this year of birth; as `find_by_phone`."""
    name = f"{squashed(last)}|{squashed(first)}|{birth_year}"
    return search(actor, grant_id, [Mark.NAME_YEAR], [mark_keys().digest(b"name+year", name)])


def find_by_sound(
    *, actor: Actor, grant_id: int, last: str, first: str, born: date, at: datetime
) -> tuple[UUID, ...]:
    """Whose name sounds like this, first and last name in either order, born that day; as `find_by_phone`."""
    keys, one, other = mark_keys(), squashed(last), squashed(first)
    digests = [sound_digest(one, other, born, keys), sound_digest(other, one, born, keys)]
    return search(actor, grant_id, [Mark.SOUND_BIRTH], digests)


def find_alike(*, actor: Actor, grant_id: int, person: UUID) -> tuple[UUID, ...]:
    """Who shares a number, or name and year, with her; nobody is opened, and it counts as a search; as `find_by_phone`."""
    found = asked(
        "select ticket, refusal from sealed.search_alike(%s, %s, %s, %s)",
        [actor.user_id, actor.organization_id, grant_id, person],
    )
    return tuple(one for one in found if one != person)


def search(
    actor: Actor, grant_id: int, kinds: list[Mark], digests: list[bytes]
) -> tuple[UUID, ...]:
    return asked(
        "select ticket, refusal from sealed.search(%s, %s, %s, %s::text[], %s::bytea[])",
        [actor.user_id, actor.organization_id, grant_id, kinds, digests],
    )


def asked(sql: str, values: list[Any]) -> tuple[UUID, ...]:
    """Ask, which is noted and counted at once; then whom it found."""
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        ticket, refusal = cursor.fetchone()
    if refusal is not None:
        raise Refused(Denial(refusal))
    return found_by(ticket)


def found_by(ticket: UUID) -> tuple[UUID, ...]:
    """Whom a committed search found, once."""
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute("select person from sealed.found(%s)", [ticket])
        return tuple(person for (person,) in cursor.fetchall())
