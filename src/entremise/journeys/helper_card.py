"""A go-between reads whom an offer is from, to ring her: a helper has no owner, so it opens for a quarter of an hour."""

from datetime import datetime, timedelta
from typing import Final

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.aid_card import AidCard, aid_card
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.origin import Origin
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.offers import OfferCard

READ_WITHIN: Final = timedelta(minutes=15)


def helper_card(*, actor: Actor, offer: OfferCard, at: datetime) -> AidCard:
    """Her name, her number and her words; refuse with `NOT_OPEN`, `NOT_AVAILABLE`, `CAPPED`."""
    register_id = aid_ground(at).register_id
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=offer.person,
        purpose=Purpose.MATCH_NEED,
        origin=Origin(Thing.OFFER, offer.offer_id),
        until=at + READ_WITHIN,
    )
    assign(new=new, at=at)
    return aid_card(actor=actor, person=offer.person, register_id=register_id, at=at)
