"""Notes: what somebody wrote of a need, sealed by itself; each reading by staff or by a helper is told in the person's trace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from entremise.accounts.vocabulary import RESIDENT, Actor, Role
from entremise.commons.queries.registers import register
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.people.vault.denying import denied
from entremise.people.vault.keys import key_to_seal
from entremise.people.vault.sealing import place_of_note, seal, unseal
from entremise.people.vault.tracking import on_trace


@dataclass(frozen=True, slots=True)
class NewNote:
    """Whom it is about, and who reads it: staff of that role who are assigned to her, and, once shown, the other side."""

    id: UUID
    register_id: int
    person: UUID
    origin: Origin
    group: FieldGroup
    role: Role
    is_by_person: bool
    is_shown: bool = False
    helper_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """An account with its grants, or the person herself with the pass of her own words."""

    actor: Actor = RESIDENT
    grant_ids: tuple[int, ...] = ()
    pass_id: UUID | None = None

    def values(self) -> list[int | list[int] | UUID | None]:
        return [
            self.actor.user_id,
            self.actor.organization_id,
            list(self.grant_ids),
            self.pass_id,
        ]


def keep_note(*, by: Reader, new: NewNote, text: str, at: datetime) -> None:
    """Seal a text beside her record; refuse with `NOT_AVAILABLE`."""
    key = key_to_seal(register(new.register_id).key_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "select sealed.keep_note(%s, %s, %s::bigint[], %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *by.values(),
                new.id,
                new.register_id,
                new.person,
                new.origin.kind,
                new.origin.id,
                new.group,
                new.role,
                new.helper_id,
                new.is_by_person,
                new.is_shown,
                key.key_id,
                seal(key, place_of_note(new.id), new.group, text.encode()),
            ],
        )
        reason = cursor.fetchone()[0]
    if reason:
        raise denied(
            actor=by.actor,
            grant_id=by.grant_ids[0] if by.grant_ids else None,
            person=new.person,
            register_id=new.register_id,
            reason=reason,
        )


def open_notes(*, by: Reader, ids: Collection[UUID], at: datetime) -> dict[UUID, str]:
    """The texts among these that this reader may read, of one person; those that are closed to her are left out."""
    if not ids:
        return {}
    asked = [*by.values(), list(ids)]
    ticket = on_trace("select sealed.ask_notes(%s, %s, %s::bigint[], %s, %s::uuid[])", asked)[0][0]
    if ticket is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select * from sealed.redeem_notes(%s, %s)", [by.pass_id, ticket])
        rows = cursor.fetchall()
    return {
        id_: unseal(key_id, place_of_note(id_), group, bytes(sealed))
        for id_, group, sealed, key_id in rows
    }


def show_note(*, by: Reader, note: UUID, at: datetime) -> None:
    """Let the other side read what was held; refuse with `NOT_AVAILABLE` to whoever does not work for the person."""
    actor = by.actor
    with connection.cursor() as cursor:
        cursor.execute(
            "select sealed.show_note(%s, %s, %s::bigint[], %s)",
            [actor.user_id, actor.organization_id, list(by.grant_ids), note],
        )
        if not cursor.fetchone()[0]:
            raise Refused(Denial.NOT_AVAILABLE)


def close_notes(*, origin: Origin, at: datetime) -> None:
    """What they are about is over: both sides read no more, and the texts go thirty days later."""
    with connection.cursor() as cursor:
        cursor.execute("select sealed.close_notes(%s, %s)", [origin.kind, origin.id])
