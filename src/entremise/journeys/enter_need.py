"""A need told by phone or written on paper, entered by the desk: the person, her words, and the need, together."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.journeys.aid_card import write_words
from entremise.journeys.find_in_aid import search_grant
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.mutual_aid.operations.needs import receive_need, take_need
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.needs import ForWhom, NewNeed, Urgency, When
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vault.writing import store_sheet
from entremise.people.vocabulary import Sheet


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told the desk; `person` when the agent knows that it is the same one as before."""

    key: UUID
    sheet: Sheet
    words: str
    category: str
    channel: Channel
    spot: Spot | None
    when: When
    urgency: Urgency
    for_whom: ForWhom
    language: str
    is_shown: bool
    consent_read: str
    person: UUID | None = None


@transaction.atomic
def enter_need(*, actor: Actor, told: Told, at: datetime) -> int:
    """Write it down and be its owner; the same form twice makes one; return the need; refuse with `NOT_OPEN`, `NOT_AVAILABLE`."""
    register_id = aid_ground(at).register_id
    need_id = receive_need(
        actor=actor, new=new_need(told, person_of(actor, register_id, told, at)), at=at
    )
    take_need(actor=actor, need_id=need_id, at=at)
    return need_id


def person_of(actor: Actor, register_id: int, told: Told, at: datetime) -> UUID:
    if told.person is not None:
        write_words(
            actor=actor,
            person=told.person,
            register_id=register_id,
            key=told.key,
            text=told.words,
            at=at,
            reach=Reach.SEARCH,
        )
        return told.person
    return store_sheet(
        actor=actor,
        grant_id=search_grant(actor, register_id, at),
        register_id=register_id,
        sheet=replace(told.sheet, free_text=Words().with_text(told.key, told.words).text()),
        mode=RegistrationMode.SELF
        if told.for_whom is ForWhom.SELF
        else RegistrationMode.REPRESENTATIVE,
        at=at,
    )


def new_need(told: Told, person: UUID) -> NewNeed:
    return NewNeed(
        key=told.key,
        person=person,
        category=told.category,
        channel=told.channel,
        spot=told.spot,
        when=told.when,
        for_whom=told.for_whom,
        urgency=told.urgency,
        is_shown=told.is_shown,
        language=told.language,
        consent_read=told.consent_read,
    )
