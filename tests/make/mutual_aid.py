"""Builders of needs, offers, pairs and meetings; a need waits for the desk unless the test says otherwise."""

import uuid
from datetime import UTC, date, datetime
from itertools import count

from tests.make import accounts

from entremise.accounts.vocabulary import RESIDENT, Actor, Role
from entremise.mutual_aid.models import Introduction, Need, Offer
from entremise.mutual_aid.operations.needs import (
    Understood,
    receive_need,
    take_need,
    understand_need,
)
from entremise.mutual_aid.operations.offers import accept_offer, receive_offer
from entremise.mutual_aid.operations.proposals import accept_proposal, propose_pair
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.matching import Author, NewProposal
from entremise.mutual_aid.vocabulary.needs import NewNeed, Urgency, When
from entremise.mutual_aid.vocabulary.offers import NewOffer, OfferKind

NOON = datetime(2026, 7, 16, 9, tzinfo=UTC)
TODAY = date(2026, 7, 16)
BUTTE = Spot(46.5071, 3.2093, "Q3")
numbers = count(1)


def go_between() -> Actor:
    return accounts.actor(Role.GO_BETWEEN)


def new_need(**given: object) -> NewNeed:
    defaults: dict[str, object] = {
        "key": uuid.uuid4(),
        "person": uuid.uuid4(),
        "category": "courses",
        "channel": Channel.FORM,
        "spot": BUTTE,
        "is_shown": True,
    }
    return NewNeed(**(defaults | given))


def need(**given: object) -> Need:
    """As a resident sends it."""
    return Need.objects.get(pk=receive_need(actor=RESIDENT, new=new_need(**given), at=NOON))


def owned_need(owner: Actor, **given: object) -> Need:
    """Taken and understood by an agent: an offer may be proposed."""
    row = need(**given)
    take_need(actor=owner, need_id=row.pk, at=NOON)
    what = Understood(
        row.category, Urgency.SOON, When(), is_shown=True, sentence="Faire des courses."
    )
    understand_need(actor=owner, need_id=row.pk, what=what, at=NOON)
    row.refresh_from_db()
    return row


def new_offer(**given: object) -> NewOffer:
    defaults: dict[str, object] = {
        "key": uuid.uuid4(),
        "person": uuid.uuid4(),
        "kind": OfferKind.STANDING,
        "channel": Channel.FORM,
        "categories": ("courses",),
        "spot": BUTTE,
        "radius_m": 2000,
    }
    return NewOffer(**(defaults | given))


def waiting_offer(**given: object) -> Offer:
    return Offer.objects.get(pk=receive_offer(actor=RESIDENT, new=new_offer(**given), at=NOON))


def offer(**given: object) -> Offer:
    """Accepted by the desk."""
    row = waiting_offer(**given)
    accept_offer(actor=go_between(), offer_id=row.pk, at=NOON)
    row.refresh_from_db()
    return row


def helper() -> Actor:
    return accounts.actor(Role.CONTRIBUTOR)


def sent_pair(owner: Actor, need_row: Need, offer_row: Offer) -> int:
    """A proposal that the helper is asked about."""
    new = NewProposal(need_row.pk, offer_row.pk, Author.AGENT, 300)
    return propose_pair(actor=owner, new=new, at=NOON)


def meeting(owner: Actor, need_row: Need, offer_row: Offer) -> Introduction:
    """The helper said yes; the person has not been asked yet."""
    proposal_id = sent_pair(owner, need_row, offer_row)
    return Introduction.objects.get(
        pk=accept_proposal(actor=owner, proposal_id=proposal_id, at=NOON)
    )
