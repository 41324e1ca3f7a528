"""How many people are called Madame or Monsieur, by cell: the seal counts, no name is opened."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.conf import settings
from django.db import connections

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.kernel.errors import Refused
from entremise.people.vault.marks import mark_keys
from entremise.people.vocabulary import Title


def count_titles(
    *, actor: Actor, grant_ids: Collection[int], cells: Mapping[UUID, int]
) -> dict[tuple[int, Title], int | None]:
    """How many people of each cell have each title; none instead of a number below eleven.

    People without record, and those who objected, are in no cell. Refuse with `NOT_AVAILABLE`, also when fewer than
    eleven people are left, and with `CAPPED`."""
    rows = sorted(cells.items())  # the same people asked again are the same list
    people, groups = [person for person, _ in rows], [cell for _, cell in rows]
    by = [actor.user_id, actor.organization_id, list(grant_ids)]
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute(
            "select ticket, refusal"
            " from sealed.ask_titles(%s, %s, %s::bigint[], %s::uuid[], %s::integer[])",
            [*by, people, groups],
        )
        ticket, refusal = cursor.fetchone()
        if refusal is not None:
            raise Refused(Denial(refusal))
        cursor.execute(
            "select cell, digest, people from sealed.count_titles(%s, %s::uuid[], %s::integer[])",
            [ticket, people, groups],
        )
        found = cursor.fetchall()
    titles = title_of_digest()
    return {
        (cell, titles[None if digest is None else bytes(digest)]): count
        for cell, digest, count in found
    }


def title_of_digest() -> dict[bytes | None, Title]:
    keys = mark_keys()
    said: dict[bytes | None, Title] = {
        keys.digest(b"title", one): one for one in Title if one is not Title.NONE
    }
    return said | {None: Title.NONE}
