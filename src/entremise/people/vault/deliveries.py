"""Deliveries of thousands of rows: compared by blind index, stored in packed chunks, taken back."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, connections, transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.registers import record_ids_in
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.errors import Refused
from entremise.people.vault.encoding import clear_groups
from entremise.people.vault.marks import kinds_refreshed, marks_apart, marks_compared
from entremise.people.vault.packing import Bundle, Writer, literal, new_record_ids
from entremise.people.vault.persons import new_people
from entremise.people.vault.sealing import nonces_of, place_of
from entremise.people.vault.writing import writer_of
from entremise.people.vocabulary import Change, Comparison, SealedRow, Stored, Undone

CHUNK = 2000


def chunks(rows: Iterable[SealedRow]) -> Iterator[list[SealedRow]]:
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def external_digest(writer: Writer, row: SealedRow) -> bytes | None:
    """The source's own number of a row, keyed, for this register alone."""
    if not row.external_id:
        return None
    return writer.index.digest(b"external", f"{writer.register_id}|{row.external_id}")


@transaction.atomic
def store_rows(
    *,
    actor: Actor,
    grant_id: int,
    register_id: int,
    rows: Iterable[SealedRow],
    batch: int,
    at: datetime,
) -> Stored:
    """Write rows of a delivery: a row with `person` is hers, without it a new person's; refuse with `NOT_AVAILABLE`.

    A row of somebody who opposed every use is left out."""
    writer = writer_of(actor=actor, grant_id=grant_id, register_id=register_id, batch=batch)
    added = changed = 0
    for chunk in chunks(rows):
        written = bundle_of(writer, chunk, at).send()
        added += written.added
        changed += written.changed
    return Stored(new=added, changed=changed)


def bundle_of(writer: Writer, chunk: list[SealedRow], at: datetime) -> Bundle:
    known = [row.person for row in chunk if row.person]
    strangers = iter(new_people(len(chunk) - len(known), at))
    held = record_ids_in(register_id=writer.register_id, people=known) if known else {}
    fresh = iter(new_record_ids(len(chunk) - len(held)))
    bundle = Bundle(writer)
    for row in chunk:
        record = (row.person and held.get(row.person)) or next(fresh)
        day = row.registered_on
        since = at if day is None else datetime.combine(day, time(), tzinfo=UTC)
        person = row.person or next(strangers)
        bundle.add_record(record, person, row.mode, since, external_digest(writer, row))
        bundle.add_sheet(record, row.sheet, is_known=person in held)
        if person in held:
            bundle.mark_kinds |= kinds_refreshed(row.sheet)
    return bundle


def compare(
    *, actor: Actor, grant_id: int, register_id: int, rows: Iterable[SealedRow], at: datetime
) -> Iterator[Comparison]:
    """What a delivery would do, line by line, without opening a value; refuse with `NOT_AVAILABLE`."""
    writer = writer_of(actor=actor, grant_id=grant_id, register_id=register_id)
    for chunk in chunks(rows):
        matches = match(writer, chunk)
        yield from compared(writer, chunk, matches)


def match(writer: Writer, chunk: list[SealedRow]) -> list[tuple[Any, ...]]:
    externals = [external_digest(writer, row) for row in chunk]
    lines: list[str] = []
    marks: list[tuple[str, bytes]] = []
    for line, row in enumerate(chunk, start=1):
        compared = marks_compared(row.sheet, writer.index, writer.squashed)
        compared += marks_apart(row.sheet, writer.index, writer.squashed)
        lines += [str(line)] * len(compared)
        marks += compared
    ticket = ask_comparison(writer, len(chunk), None, ())
    given = ["NULL" if e is None else rf'"\\x{e.hex()}"' for e in externals]
    with connection.cursor() as cursor:
        cursor.execute(
            "select record, person, is_by_number, elsewhere, objected from"
            " sealed.match(%s, %s::bytea[], %s::integer[], %s::text[], %s)",
            [
                ticket,
                literal(given),
                literal(lines),
                literal(kind for kind, _ in marks),
                b"".join([mark for _, mark in marks]),
            ],
        )
        return list(cursor.fetchall())


def ask_comparison(
    writer: Writer, count: int, records: Collection[int] | None, groups: Collection[str]
) -> UUID:
    """Note at once that so much is compared: with the register, or with these entries of it in these groups."""
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute(
            "select ticket, refusal from"
            " sealed.ask_comparison(%s, %s, %s, %s, %s, %s::bigint[], %s::text[])",
            [
                writer.actor.user_id,
                writer.actor.organization_id,
                writer.grant_id,
                writer.register_id,
                count,
                None if records is None else sorted(records),
                sorted(groups),
            ],
        )
        answer: tuple[UUID, str | None] = cursor.fetchone()
    ticket, refusal = answer
    if refusal is not None:
        raise Refused(Denial.NOT_AVAILABLE)
    return ticket


def compared(
    writer: Writer, chunk: list[SealedRow], matches: list[tuple[Any, ...]]
) -> Iterator[Comparison]:
    pairs = [(row, found[0]) for row, found in zip(chunk, matches, strict=True) if found[0]]
    changes = iter(differences(writer, pairs))
    for row, (record, person, is_by_number, elsewhere, objected) in zip(
        chunk, matches, strict=True
    ):
        groups = next(changes) if record else ()
        if record is None or (is_by_number and is_another(row, groups)):
            change = Change.OBJECTED if objected else Change.NEW
            yield Comparison(row.line, change, None, elsewhere=elsewhere)
        else:
            yield Comparison(row.line, Change.CHANGED if groups else Change.SAME, person, groups)


def is_another(row: SealedRow, changed: tuple[FieldGroup, ...]) -> bool:
    """Whether a number in the source is now of somebody else: another name, and all else that is told another too."""
    said = {group for group, _ in clear_groups(row.sheet)}
    born = FieldGroup.BIRTH if FieldGroup.BIRTH in said else FieldGroup.AGE_BAND
    told = {born, FieldGroup.PHONE, FieldGroup.MAIL, FieldGroup.ADDRESS} & said
    return FieldGroup.NAME in changed and bool(told) and told <= {*changed}


def differences(writer: Writer, pairs: list[tuple[SealedRow, int]]) -> list[tuple[FieldGroup, ...]]:
    """For each pair the groups that its record says otherwise: two lines may have met one record."""
    if not pairs:
        return []
    owners: list[int] = []
    records: list[str] = []
    groups: list[str] = []
    nonces: list[bytes] = []
    for number, (row, record) in enumerate(pairs):
        place = place_of(writer.register_id, record)
        held = clear_groups(row.sheet)
        owners += [number] * len(held)
        records += [str(record)] * len(held)
        groups += [group for group, _ in held]
        nonces += nonces_of(writer.key, place, held)
    ticket = ask_comparison(writer, len(records), {record for _, record in pairs}, {*groups})
    with connection.cursor() as cursor:
        cursor.execute(
            "select place from sealed.differences(%s, %s::bigint[], %s::text[], %s)",
            [ticket, literal(records), literal(groups), b"".join(nonces)],
        )
        found: list[list[FieldGroup]] = [[] for _ in pairs]
        for (place,) in cursor.fetchall():
            found[owners[place - 1]].append(FieldGroup(groups[place - 1]))
    return [tuple(changed) for changed in found]


@transaction.atomic
def undo_batch(
    *, actor: Actor, grant_id: int, register_id: int, batch: int, at: datetime
) -> Undone:
    """Take back the last delivery of a register: its new records go, what it wrote over comes back unless it was corrected since; refuse with `NOT_AVAILABLE`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select removed, restored, kept, refusal from sealed.undo_batch(%s, %s, %s, %s, %s)",
            [actor.user_id, actor.organization_id, grant_id, register_id, batch],
        )
        removed, restored, kept, refusal = cursor.fetchone()
    if refusal is not None:
        raise Refused(Denial.NOT_AVAILABLE)
    return Undone(removed=removed, restored=restored, kept=kept)
