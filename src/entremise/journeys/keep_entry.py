"""Putting an entry right: its number, or the death of the person; one entry at a time, each look a trace."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask_page
from entremise.commons.operations.assignments import release_person
from entremise.commons.operations.registers import end_records
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import records_of
from entremise.commons.vocabulary.access import Reach, RecordCard, RecordState
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.outreach.operations.settling import settle_task
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.vocabulary.calls import StewardTask, StopReason, TaskKind
from entremise.people.vault.cards import open_page
from entremise.people.vault.writing import store_sheet
from entremise.people.vocabulary import Card, Sheet
from entremise.referral.operations.endings import DECEASED, withdraw_reports_of
from entremise.registers.vocabulary import Refusal

SHOWN = (FieldGroup.NAME, FieldGroup.AGE_BAND, FieldGroup.PHONE, FieldGroup.ADDRESS)


def kept_record(actor: Actor, person: UUID, at: datetime) -> tuple[RecordCard, int]:
    """The newest entry of the person that this steward keeps, and the grant for it; refuse with `NO_RIGHT`."""
    for record in records_of(person):
        if record.kind is RegisterKind.CAMPAIGN:
            continue
        grants = live_grants_of(
            actor=actor,
            purpose=Purpose.REGISTER_UPKEEP,
            reaches=(Reach.PAGE,),
            register_id=record.register_id,
            at=at,
        )
        if grants:
            return record, grants[0].grant_id
    raise Refused(Refusal.NO_RIGHT)


def must_keep(actor: Actor, person: UUID | None, at: datetime) -> None:
    """Whoever settles something of hers keeps an entry of hers, or some register when none holds her any more; refuse with `NO_RIGHT`."""
    held = records_of(person) if person is not None else ()
    if person is not None and any(one.kind is not RegisterKind.CAMPAIGN for one in held):
        kept_record(actor, person, at)
    elif not live_grants_of(
        actor=actor, purpose=Purpose.REGISTER_UPKEEP, reaches=(Reach.PAGE,), at=at
    ):
        raise Refused(Refusal.NO_RIGHT)


def entry_card(*, actor: Actor, person: UUID, at: datetime) -> Card:
    """The entry to put right; refuse with `NO_RIGHT`, `NOT_AVAILABLE`, `CAPPED`."""
    _record, grant_id = kept_record(actor, person, at)
    tickets = ask_page(actor=actor, grant_id=grant_id, people=[person], groups=SHOWN, at=at)
    return open_page(tickets=tickets, at=at)[person]


@transaction.atomic
def put_right(
    *, actor: Actor, task: StewardTask, phone: str, is_dead: bool, can_be_called: bool, at: datetime
) -> None:
    """Answer what a caller found wrong: the entry and the task together; refuse with `NO_RIGHT`, `WRONG_STATE`."""
    must_keep(actor, task.person, at)
    if task.kind is TaskKind.DEATH:
        confirm_death(actor=actor, person=task.person, is_dead=is_dead, at=at)
        can_be_called = not is_dead
    elif phone:
        correct_number(actor=actor, person=task.person, phone=phone, at=at)
    settle_task(actor=actor, task_id=task.task_id, can_be_called=can_be_called, at=at)


@transaction.atomic
def correct_number(*, actor: Actor, person: UUID, phone: str, at: datetime) -> None:
    """Put the right number first in the entry; refuse with `NO_RIGHT`."""
    record, grant_id = kept_record(actor, person, at)
    store_sheet(
        actor=actor,
        grant_id=grant_id,
        register_id=record.register_id,
        person=person,
        sheet=Sheet(phones=(phone,)),
        mode=record.mode,
        at=at,
    )


@transaction.atomic
def confirm_death(*, actor: Actor, person: UUID, is_dead: bool, at: datetime) -> None:
    """End all entries of somebody who died, and all that reached for her; nothing when it was a mistake."""
    if not is_dead:
        return
    records = [record.record_id for record in records_of(person)]
    end_records(actor=actor, record_ids=records, state=RecordState.DECEASED, at=at)
    stop_calls_of(person=person, reason=StopReason.DEATH, at=at)
    # Nobody can open her any more, so nobody could end what is open about her.
    withdraw_reports_of(actor=actor, person=person, because=DECEASED, at=at)
    release_person(person=person, at=at)
