"""The person of a need or an offer, as whoever is at work for her may read her; and her own words, written back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach, Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vault.cards import open_card
from entremise.people.vault.writing import store_text
from entremise.people.vocabulary import Card

SEEN: Final = (
    FieldGroup.NAME,
    FieldGroup.PHONE,
    FieldGroup.MAIL,
    FieldGroup.ADDRESS,
    FieldGroup.CONTACT,
    FieldGroup.THIRD_PARTY,  # who asked for her; a helper's grant does not hold it
    FieldGroup.FREE_TEXT,
)


@dataclass(frozen=True, slots=True)
class AidCard:
    card: Card
    words: Words


def aid_card(
    *, actor: Actor, person: UUID, register_id: int, at: datetime, reach: Reach = Reach.ASSIGNED
) -> AidCard:
    """The card that an assignment (or a search just made) opens; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    grant_ids = grants(actor, register_id, reach, at)
    tickets = ask(actor=actor, grant_ids=grant_ids, person=person, groups=SEEN, at=at)
    card = open_card(tickets=tickets, at=at)
    return AidCard(card, Words.opened(card.free_text))


def grants(actor: Actor, register_id: int, reach: Reach, at: datetime) -> list[int]:
    found = live_grants_of(
        actor=actor,
        purpose=Purpose.MATCH_NEED,
        reaches=(reach,),
        register_id=register_id,
        at=at,
    )
    if not found:
        raise Refused(Refusal.NOT_AVAILABLE)
    return [grant.grant_id for grant in found]


def write_words(
    *,
    actor: Actor,
    person: UUID,
    register_id: int,
    key: UUID,
    text: str,
    at: datetime,
    reach: Reach = Reach.ASSIGNED,
) -> None:
    """Change the words of one need or offer, keeping those of the others; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    grant_ids = grants(actor, register_id, reach, at)
    groups = (FieldGroup.FREE_TEXT,)
    tickets = ask(actor=actor, grant_ids=grant_ids, person=person, groups=groups, at=at)
    words = Words.opened(open_card(tickets=tickets, at=at).free_text)
    store_text(
        actor=actor,
        grant_id=grant_ids[0],
        register_id=register_id,
        person=person,
        group=FieldGroup.FREE_TEXT,
        text=words.with_text(key, text).text(),
        at=at,
    )
