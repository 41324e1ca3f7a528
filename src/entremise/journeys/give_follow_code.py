"""The desk gives a follow-up code: for a need that came by phone, or when a code was lost or tried too often."""

import uuid
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Reach
from entremise.journeys.aid_card import aid_card, grants
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.journeys.telling import receipt, tell_registered
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.following import change_code
from entremise.mutual_aid.queries.needs import need, need_of_code
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.notices.vocabulary import MessageTemplate
from entremise.people.vault.following import follow_code, follow_digest, seconds_of
from entremise.people.vault.own_words import give_own_code
from entremise.people.vocabulary import Card, Sheet


@transaction.atomic
def send_follow_code(*, actor: Actor, need_id: int, code: str, at: datetime) -> None:
    """Send a code that was just given to the person, as she wished on the phone; refuse with `NOT_FOUND` when it is another's, `HELD_BY_ANOTHER`."""
    card = need_of_given_code(actor, need_id, code)
    said = receipt(MessageTemplate.NEED_NOTED, Origin(Thing.NEED, need_id), code, at)
    tell_registered(card.person, card.owner_id, said, at)


def letter_of_follow_code(*, actor: Actor, need_id: int, code: str, at: datetime) -> Card:
    """To whom its letter goes; this reading leaves a trace; refuse as `send_follow_code`, and with `NOT_AVAILABLE`, `CAPPED`."""
    card = need_of_given_code(actor, need_id, code)
    register_id = aid_ground(at).register_id
    return aid_card(actor=actor, person=card.person, register_id=register_id, at=at).card


def need_of_given_code(actor: Actor, need_id: int, code: str) -> NeedCard:
    card = need_of_code(follow_digest(code=code))
    if card is None or card.need_id != need_id:
        raise Refused(Refusal.NOT_FOUND)
    if card.owner_id != actor.user_id:
        raise Refused(Refusal.HELD_BY_ANOTHER)
    return card


@transaction.atomic
def give_follow_code(*, actor: Actor, need_id: int, at: datetime) -> str:
    """Another code for a need that the actor owns, shown once; the former one opens nothing any more; the person's trace tells it.

    Refuse with `HELD_BY_ANOTHER`, `NOT_FOUND`, `WRONG_STATE`, `NOT_AVAILABLE`, `SECOND_ELEMENT_MISSING` when no phone is known."""
    register_id, person = aid_ground(at).register_id, need(need_id).person
    card = aid_card(actor=actor, person=person, register_id=register_id, at=at).card
    code, sheet = follow_code(key=uuid.uuid4()), Sheet(phones=card.phones)
    former = change_code(
        actor=actor,
        need_id=need_id,
        code=follow_digest(code=code),
        seconds=seconds_of(code=code, sheet=sheet),
        at=at,
    )
    give_own_code(
        actor=actor,
        grant_id=grants(actor, register_id, Reach.ASSIGNED, at)[0],
        register_id=register_id,
        person=person,
        code=code,
        sheet=sheet,
        former=former,
        at=at,
    )
    return code
