"""Reading many without identity: pseudonymous facts to choose and to order by, one event a register."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, connections

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.errors import Refused
from entremise.people.vault.encoding import contact_from, situation_from
from entremise.people.vault.marks import Mark
from entremise.people.vault.sealing import place_of, unseal
from entremise.people.vocabulary import PersonFacts

PAGE = 2000


def compute(
    *,
    actor: Actor,
    grant_ids: Collection[int],
    groups: Collection[FieldGroup],
    criterion: str,
    at: datetime,
) -> Iterator[PersonFacts]:
    """Facts of each person of the registers that these grants let a machine read; refuse with `NOT_AVAILABLE`.

    People who objected are left out. The criterion's digest and the count are logged when the reading begins."""
    tickets = ask_compute(actor, grant_ids, groups, criterion)
    return pages(tickets)


def ask_compute(
    actor: Actor, grant_ids: Collection[int], groups: Collection[FieldGroup], criterion: str
) -> list[UUID]:
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute(
            "select ticket from sealed.ask_compute(%s, %s, %s::bigint[], %s::text[], %s)",
            [
                actor.user_id,
                actor.organization_id,
                list(grant_ids),
                sorted(groups),
                hashlib.sha256(criterion.encode()).digest(),
            ],
        )
        tickets = [ticket for (ticket,) in cursor.fetchall() if ticket is not None]
    if not tickets:
        raise Refused(Denial.NOT_AVAILABLE)
    return tickets


def pages(tickets: list[UUID]) -> Iterator[PersonFacts]:
    after: UUID | None = None
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "select * from sealed.compute(%s::uuid[], %s, %s)", [tickets, after, PAGE]
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for person, own in groupby(rows, key=itemgetter(0)):
            after = person
            facts = facts_from(person, list(own))
            if facts is not None:
                yield facts


def facts_from(person: UUID, rows: list[tuple[Any, ...]]) -> PersonFacts | None:
    """Facts of one person over her records, the youngest record first; none for who objected."""
    if any(row[3] == "STOPPED" for row in rows):
        return None
    fields: dict[str, Any] = {}
    households: list[bytes] = []
    has_phone = False
    for _, record, register_id, group, value, key_id in sorted(
        rows, key=itemgetter(1), reverse=True
    ):
        if group in (Mark.LANDLINE, Mark.MOBILE):
            has_phone = True
            if group == Mark.LANDLINE:
                households.append(bytes(value))
        elif group is not None:
            attribute, read = FACTS[group]
            if attribute not in fields:
                fields[attribute] = read(
                    unseal(key_id, place_of(register_id, record), group, bytes(value))
                )
    return PersonFacts(
        person=person,
        registers=tuple(sorted({row[2] for row in rows})),
        has_phone=has_phone,
        households=tuple(dict.fromkeys(households)),
        **fields,
    )


FACTS: dict[str, tuple[str, Any]] = {
    FieldGroup.AGE_BAND: ("birth_year", int),
    FieldGroup.DISTRICT: ("district", str),
    FieldGroup.SITUATION: ("situation", situation_from),
    FieldGroup.CONTACT: ("contact", contact_from),
}
