"""The desk keeps whom to warn, and who acts for her, for a person it has found; and hears relatives who refuse."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.relatives import agree_as_relative, object_as_relative
from entremise.commons.vocabulary.access import Channel
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.desk_reading import (
    card_of_found,
    entries_of_found,
    must_answer_people,
    tell_at_her_door,
)
from entremise.notices.vocabulary import Template
from entremise.people.vault.contacts import store_contacts
from entremise.people.vault.marks import relative_digest
from entremise.people.vocabulary import ThirdParty

CONTACTS_AT_MOST: Final = 4


def found_contacts(*, actor: Actor, person: UUID, at: datetime) -> tuple[ThirdParty, ...]:
    """The people around somebody the clerk has found; as `card_of_found`."""
    groups = (FieldGroup.THIRD_PARTY,)
    return card_of_found(actor=actor, person=person, groups=groups, at=at).third_parties


@transaction.atomic
def keep_contacts(
    *, actor: Actor, person: UUID, contacts: tuple[ThirdParty, ...], at: datetime
) -> int:
    """Write this list, and nobody else, into each entry of hers, and tell her by letter; return how many entries; refuse with `NOT_AVAILABLE`."""
    mine = entries_of_found(actor, person, at)
    for record, grant_id in mine:
        store_contacts(actor=actor, grant_id=grant_id, record=record, contacts=contacts, at=at)
    tell_at_her_door(Template.CONTACTS_CHANGED, person, [record for record, _grant in mine], at)
    return len(mine)


def hear_relative(*, actor: Actor, number: str, is_refused: bool, at: datetime) -> None:
    """A relative rings or writes: from now on this number is rung for nobody, or again; nothing says for whom; refuse with `NOT_AVAILABLE`."""
    must_answer_people(actor, at)
    digest = relative_digest(number=number)
    if is_refused:
        object_as_relative(actor=actor, digest=digest, channel=Channel.DESK, at=at)
    else:
        agree_as_relative(digest=digest, at=at)
