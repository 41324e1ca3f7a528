"""What the function `sealed.store` takes: records, sealed values and marks of many people, packed into few arguments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.people.vault.denying import denied
from entremise.people.vault.encoding import DRAWN_FROM_CONTACTS, clear_groups
from entremise.people.vault.keys import RegisterKey
from entremise.people.vault.marks import MarkKeys, marks_in, squashed
from entremise.people.vault.sealing import place_of, seal, seal_all
from entremise.people.vocabulary import Sheet

STORE = (
    "select added, changed, left_out, refusal from sealed.store(%s, %s, %s, %s, %s, %s,"
    " %s::bigint[], %s::uuid[], %s::text[], %s::timestamptz[], %s::bytea[],"
    " %s::bigint[], %s::text[], %s::integer[], %s,"
    " %s::text[], %s::bigint[], %s::text[], %s)"
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, under which grant, into which register, with which key."""

    actor: Actor
    grant_id: int | None
    register_id: int
    key: RegisterKey
    index: MarkKeys
    batch: int | None = None
    squashed: Callable[[str], str] = field(  # names repeat; none stays longer than the writing
        default_factory=lambda: lru_cache(maxsize=8_192)(squashed)
    )


@dataclass(frozen=True, slots=True)
class Written:
    added: int
    changed: int
    left_out: frozenset[int]


@dataclass(slots=True)
class Bundle:
    """Rows on their way into the sealed tables; grown one record at a time, sent once."""

    writer: Writer
    records: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    externals: list[str] = field(default_factory=list)
    value_records: list[str] = field(default_factory=list)
    value_groups: list[str] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)
    mark_kinds: set[str] = field(default_factory=set)
    mark_records: list[str] = field(default_factory=list)
    mark_names: list[str] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)

    def add_record(
        self,
        record: int,
        person: UUID | str,
        mode: RegistrationMode,
        at: datetime,
        external: bytes | None = None,
    ) -> None:
        self.records.append(str(record))
        self.people.append(str(person))
        self.modes.append(mode)
        self.moments.append(at)
        self.externals.append("NULL" if external is None else rf'"\\x{external.hex()}"')

    def add_sheet(self, record: int, sheet: Sheet, *, is_known: bool = False) -> None:
        """Seal what the sheet says, and mark it; of a known record what is drawn from a list and is in it no more goes."""
        writer, said = self.writer, str(record)
        groups = clear_groups(sheet)
        self.value_records += [said] * len(groups)
        self.value_groups += [group for group, _ in groups]
        self.values += seal_all(writer.key, place_of(writer.register_id, record), groups)
        marks = marks_in(sheet, writer.index, writer.squashed)
        self.mark_records += [said] * len(marks)
        self.mark_names += [kind for kind, _ in marks]
        self.marks += [mark for _, mark in marks]
        if is_known and sheet.third_parties:
            for gone in DRAWN_FROM_CONTACTS.difference(self.value_groups[-len(groups) :]):
                self.add_text(record, gone, b"")

    def add_text(self, record: int, group: str, clear: bytes) -> None:
        """One group; an empty text removes it."""
        place = place_of(self.writer.register_id, record)
        self.value_records.append(str(record))
        self.value_groups.append(group)
        self.values.append(seal(self.writer.key, place, group, clear) if clear else b"")

    def send(self) -> Written:
        """Write all of it; refuse with `NOT_AVAILABLE`."""
        writer = self.writer
        with connection.cursor() as cursor:
            cursor.execute(
                STORE,
                [
                    writer.actor.user_id,
                    writer.actor.organization_id,
                    writer.grant_id,
                    writer.register_id,
                    writer.batch,
                    writer.key.key_id,
                    literal(self.records),
                    literal(self.people),
                    literal(self.modes),
                    literal(said_once(self.moments)),
                    literal(self.externals),
                    literal(self.value_records),
                    literal(self.value_groups),
                    literal(map(str, map(len, self.values))),
                    b"".join(self.values),
                    literal(sorted(self.mark_kinds)),
                    literal(self.mark_records),
                    literal(self.mark_names),
                    b"".join(self.marks),
                ],
            )
            added, changed, left_out, refusal = cursor.fetchone()
        if refusal is not None:
            raise denied(
                actor=writer.actor,
                grant_id=writer.grant_id,
                register_id=writer.register_id,
                count=len(self.people),
                reason=refusal,
            )
        return Written(added, changed, frozenset(left_out))


def literal(items: Iterable[str]) -> str:
    """An array as PostgreSQL reads it; for items that need no quoting: numbers, uuids, our own words."""
    return "{" + ",".join(items) + "}"


def said_once(moments: list[datetime]) -> Iterable[str]:
    """Moments as texts: a delivery has few of them, many times."""
    texts = {moment: moment.isoformat() for moment in set(moments)}
    return map(texts.__getitem__, moments)


def new_record_ids(count: int) -> list[int]:
    """Ids for records to come: a value is bound to its record before it is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('commons_record', 'id')) from generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]
