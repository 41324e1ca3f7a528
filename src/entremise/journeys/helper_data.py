"""What is held of a helper, for herself: read, taken away, and erased when she leaves for good."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.operations import forget_helper
from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.commons.operations.ask import ask
from entremise.commons.operations.assignments import release
from entremise.commons.operations.registers import end_records
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import records_to_erase, registers_by_id
from entremise.commons.rules import is_of_aid_alone
from entremise.commons.vocabulary.access import RecordState, Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.offers import release_offer
from entremise.mutual_aid.operations.tracing import HERSELF
from entremise.mutual_aid.queries.helper import KeptOfOffer, has_living_meeting, kept_of_offers
from entremise.mutual_aid.queries.needs import needs_of
from entremise.mutual_aid.queries.offers import offers_of_user
from entremise.mutual_aid.vocabulary.common import Refusal as AidRefusal
from entremise.mutual_aid.vocabulary.needs import CLOSED
from entremise.mutual_aid.vocabulary.offers import OfferState, ReleaseReason
from entremise.mutual_aid.vocabulary.words import Words
from entremise.notices.queries import messages_to
from entremise.notices.vocabulary import MessageCard
from entremise.people.vault.cards import open_card
from entremise.people.vault.erasing import erase
from entremise.people.vocabulary import Card
from entremise.solidarity.queries.hours import certificates_of, hours_of
from entremise.solidarity.queries.places import places_of
from entremise.solidarity.vocabulary.actions import CertificateCard, Given, MyPlace

BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
ALL_OF_HER: Final = tuple(
    group for group in FieldGroup if group not in (FieldGroup.ANSWERS, FieldGroup.FACTS)
)


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """Her entry in the register, and what she wrote with each offer."""

    card: Card
    words: dict[str, str]  # by number of offer


@dataclass(frozen=True, slots=True)
class HelperData:
    entries: tuple[OwnEntry, ...]
    offers: tuple[KeptOfOffer, ...]
    hours: tuple[Given, ...]
    places: tuple[MyPlace, ...]
    certificates: tuple[CertificateCard, ...]
    messages: tuple[MessageCard, ...]


def helper_data(*, actor: Actor, at: datetime) -> HelperData:
    """All that is held of whoever asks; reading it is a line of her own trace."""
    user_id = actor.user_id or 0
    mine = offers_of_user(user_id)
    offers = kept_of_offers([one.offer_id for one in mine])
    people = tuple(dict.fromkeys(one.person for one in mine))
    entries = (own_entry(actor, person, offers, at) for person in people)
    return HelperData(
        entries=tuple(one for one in entries if one is not None),
        offers=offers,
        hours=hours_of(user_id=user_id),
        places=places_of(user_id=user_id, since=BEGINNING),
        certificates=certificates_of(user_id=user_id),
        messages=messages_to(people=people),
    )


def own_entry(
    actor: Actor, person: UUID, offers: tuple[KeptOfOffer, ...], at: datetime
) -> OwnEntry | None:
    """None: nothing is sealed of her any more, or not yet."""
    grants = live_grants_of(actor=actor, purpose=Purpose.SUBJECT_RIGHTS, at=at)
    try:
        tickets = ask(
            actor=actor,
            grant_ids=[grant.grant_id for grant in grants],
            person=person,
            groups=ALL_OF_HER,
            at=at,
        )
        card = open_card(tickets=tickets, at=at)
    except Refused as refused:
        if refused.reason is Refusal.CAPPED:
            raise
        return None
    words = Words.opened(card.free_text)
    said = {
        one.offer.number: words.of(one.offer.key) for one in offers if one.offer.person == person
    }
    return OwnEntry(replace(card, free_text=""), {k: text for k, text in said.items() if text})


@transaction.atomic
def leave_for_good(*, actor: Actor, at: datetime) -> bool:
    """End her offers, erase her entry, end her account; return whether it is closed; refuse with `WRONG_STATE` while somebody counts on her.

    An account with another role stays, for that role."""
    user_id = actor.user_id or 0
    if has_living_meeting(user_id):
        raise Refused(AidRefusal.WRONG_STATE)
    mine = offers_of_user(user_id)
    for one in mine:
        if one.state is not OfferState.RELEASED:
            release_offer(actor=actor, offer_id=one.offer_id, reason=ReleaseReason.ASKED, at=at)
        release(origin=Origin(HERSELF, one.offer_id), at=at)
    for person in dict.fromkeys(one.person for one in mine):
        forget_person(actor, person, at)
    return forget_helper(actor=actor, user_id=user_id, at=at)


def forget_person(actor: Actor, person: UUID, at: datetime) -> None:
    """Her entry in the register of mutual aid, unless she asks for help herself: then it serves that.

    A list from which she is called stays: she agreed to it apart, and would be missed in an alert."""
    if any(need.state not in CLOSED for need in needs_of(person)):
        return
    records = records_to_erase(person)
    registers = registers_by_id({one.register_id for one in records})
    ids = [one.record_id for one in records if is_of_aid_alone(registers[one.register_id])]
    if ids:
        end_records(actor=actor, record_ids=ids, state=RecordState.REMOVED, at=at)
        erase(actor=SYSTEM, person=person, at=at)
