"""Erasing a person: the values go, the code stays as a tombstone, objections stay as blind indexes."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.objections import forget_person_of_objections
from entremise.commons.queries.registers import records_of
from entremise.notices.operations import drop_letters_to
from entremise.people.vault.denying import denied
from entremise.people.vault.persons import mark_erased
from entremise.people.vocabulary import ErasedRegister


@transaction.atomic
def erase(*, actor: Actor, person: UUID, at: datetime) -> int:
    """Erase her values in every register that the actor's role reaches; return how many records; refuse with `NOT_AVAILABLE`.

    A steward, or who keeps her rights and has found her by a search. An actor without account erases only records that were ended before, not what is past: that waits for the archives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select record from sealed.erase(%s, %s, %s)",
            [actor.user_id, actor.organization_id, person],
        )
        gone = cursor.fetchall()
    if not gone:
        raise denied(actor=actor, person=person, reason="NOTHING_OPEN")
    if not records_of(person):
        forget(person, at)
    return len(gone)


@transaction.atomic
def erase_register(*, register_id: int, at: datetime) -> ErasedRegister:
    """Empty a closed register of answers at the end of its retention; who is known nowhere else leaves a code that leads to nothing."""
    return erased("select vals, notes, lost from sealed.erase_register(%s)", [register_id], at)


@transaction.atomic
def erase_past(*, register_id: int, people: Collection[UUID], at: datetime) -> ErasedRegister:
    """Erase the entries of these people that are past in one register; the database refuses without the archives, and while it is suspended."""
    return erased(
        "select vals, notes, lost from sealed.erase_past(%s, %s::uuid[])",
        [register_id, list(people)],
        at,
    )


def erased(statement: str, given: list[int | list[UUID]], at: datetime) -> ErasedRegister:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        values, notes, lost = cursor.fetchone()
    for person in lost:
        forget(person, at)
    return ErasedRegister(values=values, notes=notes)


def forget(person: UUID, at: datetime) -> None:
    """Nothing about her is left in any register: what names her elsewhere goes with it."""
    forget_person_of_objections(person=person, at=at)
    drop_letters_to(person=person, at=at)
    mark_erased(person=person, at=at)
