"""The desk puts right what the entries of somebody say of her, at her word, and tells her by letter."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import HELD_BY_KIND, FieldGroup, RegisterKind
from entremise.journeys.desk_reading import card_of_found, entries_of_found, tell_at_her_door
from entremise.notices.queries import was_told
from entremise.notices.vocabulary import Template
from entremise.people.vault.writing import store_sheet
from entremise.people.vocabulary import Card, Sheet

TOLD_WITHIN: Final = timedelta(days=8)  # a letter is printed, carried, opened
# Her number is read too: a new address is believed once she has been rung back.
SHOWN: Final = (
    FieldGroup.PHONE,
    FieldGroup.NAME,
    FieldGroup.BIRTH,
    FieldGroup.ADDRESS,
    FieldGroup.DISTRICT,
    FieldGroup.SITUATION,
    FieldGroup.CONTACT,
)


def found_entry(*, actor: Actor, person: UUID, at: datetime) -> Card:
    """What may be corrected of somebody the clerk has found; as `card_of_found`."""
    return card_of_found(actor=actor, person=person, groups=SHOWN, at=at)


def may_be_rung_back(*, person: UUID, at: datetime) -> bool:
    """Whether her number proves that it is she: not one that somebody gave a moment ago."""
    since = at - TOLD_WITHIN
    return not was_told(template=Template.NUMBER_CHANGED, person=person, since=since)


@transaction.atomic
def correct_entry(*, actor: Actor, person: UUID, changes: Sheet, at: datetime) -> int:
    """Write what changed, and nothing else, into each entry of hers that may say it, and tell her by letter; return how many entries; refuse with `NOT_AVAILABLE`."""
    return write_and_tell(actor, person, changes, Template.ENTRY_CHANGED, at)


@transaction.atomic
def correct_found_number(
    *, actor: Actor, person: UUID, phones: tuple[str, ...], at: datetime
) -> int:
    """All her numbers, as `correct_entry`. The letter goes to her door: whoever turns her calls to another phone is found out."""
    return write_and_tell(actor, person, Sheet(phones=phones), Template.NUMBER_CHANGED, at)


def write_and_tell(
    actor: Actor, person: UUID, changes: Sheet, template: Template, at: datetime
) -> int:
    mine = [
        (record, grant_id, part)
        for record, grant_id in entries_of_found(actor, person, at)
        if (part := part_for(record.kind, changes)) != Sheet()
    ]
    for record, grant_id, part in mine:
        store_sheet(
            actor=actor,
            grant_id=grant_id,
            register_id=record.register_id,
            person=person,
            sheet=part,
            mode=record.mode,
            at=at,
        )
    tell_at_her_door(template, person, [record for record, _grant, _part in mine], at)
    return len(mine)


def part_for(kind: RegisterKind, changes: Sheet) -> Sheet:
    """A register of transport or of allowances holds no situation."""
    if FieldGroup.SITUATION in HELD_BY_KIND[kind]:
        return changes
    return replace(changes, situation=None)
