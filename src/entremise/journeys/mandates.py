"""Somebody acts for a person: the desk confirms it with her yes, her code opens; she takes it back, and it opens nothing at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.commons.queries.registers import record_in
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.engines.danger import sounds_like_danger
from entremise.journeys.aid_card import aid_card, grants
from entremise.journeys.find_in_aid import search_grant
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.journeys.telling import receipt, tell_typed
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations import mandates
from entremise.mutual_aid.operations.needs import receive_need
from entremise.mutual_aid.queries.mandates import mandate
from entremise.mutual_aid.queries.needs import need, need_with_key
from entremise.mutual_aid.vocabulary.common import Channel, Thing
from entremise.mutual_aid.vocabulary.common import Refusal as AidRefusal
from entremise.mutual_aid.vocabulary.mandates import MandateCard, NewMandate, Proof, Tie
from entremise.mutual_aid.vocabulary.needs import (
    CLOSED,
    Consent,
    ConsentHow,
    ForWhom,
    NewNeed,
    Urgency,
    When,
)
from entremise.mutual_aid.vocabulary.words import Words
from entremise.notices.vocabulary import MessageTemplate
from entremise.people.vault.following import (
    follow_code,
    follow_digest,
    second_digest,
    seconds_of,
)
from entremise.people.vault.own_words import OwnWords, end_own_code, give_own_code, write_own_words
from entremise.people.vault.writing import store_sheet
from entremise.people.vocabulary import Card, Refusal, Sheet, ThirdParty


@dataclass(frozen=True, slots=True)
class Ringing:
    """Who rings the desk to act for a person: a guardian, a daughter; `key` came with the form."""

    key: UUID
    who: ThirdParty
    tie: Tie


@transaction.atomic
def enter_mandate(*, actor: Actor, need_id: int, ringing: Ringing, at: datetime) -> str:
    """The owner of a need notes who wants to act for its person; return the code of that one, which opens nothing before her yes.

    Refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `NOT_AVAILABLE`, `CAPPED`."""
    person, code = owned_need(need_id, actor), follow_code(key=ringing.key)
    register_id, phones = aid_ground(at).register_id, Sheet(phones=(ringing.who.phone,))
    new = NewMandate(
        key=ringing.key,
        person=person,
        need_id=need_id,
        tie=ringing.tie,
        code=follow_digest(code=code),
        seconds=seconds_of(code=code, sheet=phones),
    )
    known = aid_card(actor=actor, person=person, register_id=register_id, at=at).card.third_parties
    held = record_in(register_id=register_id, person=person)
    if ringing.who not in known:
        store_sheet(
            actor=actor,
            grant_id=search_grant(actor, register_id, at),
            register_id=register_id,
            sheet=Sheet(third_parties=(*known, ringing.who)),
            mode=RegistrationMode.REPRESENTATIVE if held is None else held.mode,
            at=at,
            person=person,
        )
    mandates.ask_mandate(new=new, at=at, actor=actor)
    said = receipt(MessageTemplate.NEED_NOTED, Origin(Thing.NEED, need_id), code, at)
    tell_typed(sheet=phones, said=said, at=at)
    return code


def owned_need(need_id: int, actor: Actor) -> UUID:
    card = need(need_id)
    if card.owner_id is None or card.owner_id != actor.user_id:
        raise Refused(AidRefusal.HELD_BY_ANOTHER)
    if card.state in CLOSED:
        raise Refused(AidRefusal.WRONG_STATE)
    return card.person


@transaction.atomic
def confirm_mandate(
    *, actor: Actor, mandate_id: int, proof: Proof, until: date, at: datetime
) -> None:
    """With the person's yes the code of whoever acts for her opens her needs and her words; her trace tells it.

    Refuse as the operation does, with `NOT_AVAILABLE`, `SECOND_ELEMENT_MISSING` when no phone of that one is known."""
    card, register_id = mandate(mandate_id), aid_ground(at).register_id
    mandates.confirm_mandate(actor=actor, mandate_id=mandate_id, proof=proof, until=until, at=at)
    seen = aid_card(actor=actor, person=card.person, register_id=register_id, at=at)
    give_own_code(
        actor=actor,
        grant_id=grants(actor, register_id, Reach.ASSIGNED, at)[0],
        register_id=register_id,
        person=card.person,
        code=follow_code(key=card.key),
        sheet=Sheet(phones=phones_of(card, seen.card)),
        at=at,
    )


def phones_of(card: MandateCard, seen: Card) -> tuple[str, ...]:
    """Of those to ring for her, the one who asked for this mandate."""
    code = follow_code(key=card.key)
    found = tuple(
        one.phone
        for one in seen.third_parties
        if one.phone and second_digest(code=code, second=one.phone[-2:]) in card.seconds
    )
    if not found:
        raise Refused(Refusal.SECOND_ELEMENT_MISSING)
    return found[:1]


@transaction.atomic
def revoke_mandate(*, actor: Actor, mandate_id: int, at: datetime) -> None:
    """From now on it opens nothing, whatever page is open; again is nothing; refuse with `MANDATE_NOT_FOUND`."""
    card = mandate(mandate_id)
    mandates.revoke_mandate(actor=actor, mandate_id=mandate_id, at=at)
    end_own_code(person=card.person, code=follow_code(key=card.key), at=at)


@transaction.atomic
def end_mandates(*, actor: Actor, at: datetime) -> int:
    """Each night: those whose time is over open nothing any more; return how many."""
    ended = mandates.end_mandates(actor=actor, at=at)
    for card in map(mandate, ended):
        end_own_code(person=card.person, code=follow_code(key=card.key), at=at)
    return len(ended)


@contextmanager
def acting_for(*, mandate_id: int, need_id: int, at: datetime) -> Iterator[None]:
    """What happens inside is under the mandate, wholly or not at all; refuse with `MANDATE_NOT_FOUND`."""
    with transaction.atomic():
        mandates.hold_mandate(mandate_id=mandate_id, need_id=need_id, at=at)
        yield


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Another need of the person, as whoever acts for her says it; `key` came with the form."""

    key: UUID
    words: str
    category: str
    when: When
    urgency: Urgency
    is_shown: bool
    quantity: int = 0


@transaction.atomic
def ask_for_her(
    *, mandate_id: int, pass_id: UUID, own: OwnWords, asked: AskedAgain, at: datetime
) -> int:
    """Note another need of the same person, once for a form; return its id; refuse with `CODE_REFUSED`, `MANDATE_NOT_FOUND`."""
    card = mandate(mandate_id)
    mandates.hold_mandate(mandate_id=mandate_id, need_id=card.need_id, at=at)
    if (known := need_with_key(asked.key)) is not None:
        return known.need_id
    words = Words.opened(own.card.free_text).with_text(asked.key, asked.words)
    write_own_words(pass_id=pass_id, own=own, sheet=Sheet(free_text=words.text() or "{}"), at=at)
    new = NewNeed(
        key=asked.key,
        person=card.person,
        category=asked.category,
        channel=Channel.FORM,
        spot=need(card.need_id).spot,
        when=asked.when,
        for_whom=ForWhom.OTHER_WHO_AGREES,
        urgency=asked.urgency,
        is_danger=sounds_like_danger(asked.words),
        is_shown=asked.is_shown,
        quantity=asked.quantity,
        consent=Consent(ConsentHow.MANDATE, card.confirmed_on or localdate(at)),
    )
    return receive_need(actor=RESIDENT, new=new, at=at)
