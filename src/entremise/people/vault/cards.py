"""Opening: tickets are redeemed, values decrypted, a card made of what the grant allows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, connections

from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.errors import Refused
from entremise.people.vault.encoding import READERS, age_band
from entremise.people.vault.sealing import place_of, unseal
from entremise.people.vocabulary import Card, Refusal


@dataclass(frozen=True, slots=True)
class Redeemed:
    """One sealed group as the database hands it out, opened."""

    ticket: UUID
    person: UUID
    record: int
    register_id: int
    source: str
    group: str | None
    text: str
    changed_at: datetime | None


def open_card(*, tickets: Collection[UUID], at: datetime) -> Card:
    """The card of one person; refuse with `TICKET_REFUSED`, `KEY_MISSING`."""
    cards = open_page(tickets=tickets, at=at)
    if len(cards) != 1:
        raise Refused(Refusal.TICKET_REFUSED)
    return next(iter(cards.values()))


def open_page(*, tickets: Collection[UUID], at: datetime) -> dict[UUID, Card]:
    """The cards of a page, by person; refuse with `TICKET_REFUSED` when no ticket holds."""
    rows = redeem("select * from sealed.redeem(%s::uuid[])", [list(tickets)])
    refused = set(tickets) - {row.ticket for row in rows}
    if refused:
        note_lapse(refused)
    if not rows:
        raise Refused(Refusal.TICKET_REFUSED)
    return cards_from(rows, at)


def redeem(statement: str, parameters: Sequence[Any]) -> list[Redeemed]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [redeemed(*row) for row in cursor.fetchall()]


def redeemed(
    ticket: UUID,
    person: UUID,
    record: int,
    register_id: int,
    source: str,
    *value: Any,
) -> Redeemed:
    group, sealed, key_id, changed_at = value
    text = (
        "" if group is None else unseal(key_id, place_of(register_id, record), group, bytes(sealed))
    )
    return Redeemed(ticket, person, record, register_id, source, group, text, changed_at)


def note_lapse(tickets: Collection[UUID]) -> None:
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute("select sealed.lapse(%s::uuid[])", [list(tickets)])


def cards_from(rows: list[Redeemed], at: datetime) -> dict[UUID, Card]:
    ordered = sorted(rows, key=attrgetter("person"))
    return {
        person: card_from(person, list(own), at)
        for person, own in groupby(ordered, key=attrgetter("person"))
    }


def card_from(person: UUID, rows: list[Redeemed], at: datetime) -> Card:
    """The newest value of each group over the person's records; numbers of all records, the newest first."""
    newest = sorted(
        (row for row in rows if row.changed_at is not None),
        key=lambda row: (row.changed_at, row.record),
        reverse=True,
    )
    fields: dict[str, Any] = {}
    numbers: list[str] = []
    for row in newest:
        if row.group == FieldGroup.AGE_BAND:
            fields.setdefault("age_band", age_band(int(row.text), at.year))
        elif row.group == FieldGroup.PHONE:
            numbers += row.text.split(" ")
        elif row.group is not None:
            attribute, read = READERS[row.group]
            if attribute not in fields:
                fields[attribute] = read(row.text)
    sources = dict.fromkeys(row.source for row in newest) | dict.fromkeys(r.source for r in rows)
    return Card(
        person=person,
        phones=tuple(dict.fromkeys(numbers)),
        sources=tuple(sources),
        opened_at=at,
        **fields,
    )
