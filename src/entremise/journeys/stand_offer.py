"""An offer has its first answer, or is asked whether it still stands; whoever made it is told."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.journeys.telling import Said, tell_helper
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.offers import (
    accept_offer,
    ask_offer_again,
    decline_offer,
    turn_offers_over,
)
from entremise.mutual_aid.queries.offers import offer, offers_asked_at, offers_ending_on
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.offers import RECONFIRMED_WITHIN, OfferCard, WhyDeclined
from entremise.notices.vocabulary import MessageTemplate

TOLD_WITHIN: Final = timedelta(days=2)
LAST_CALL: Final = timedelta(days=4)  # before it ends, she is asked once more


@transaction.atomic
def accept(*, actor: Actor, offer_id: int, at: datetime) -> None:
    """The desk's yes; refuse as `accept_offer`."""
    accept_offer(actor=actor, offer_id=offer_id, at=at)
    tell_first_answer(MessageTemplate.OFFER_ACCEPTED, actor, offer_id, at)


@transaction.atomic
def decline(*, actor: Actor, offer_id: int, why: WhyDeclined, at: datetime) -> None:
    """The desk's no; the reason is said by voice; refuse as `decline_offer`."""
    decline_offer(actor=actor, offer_id=offer_id, why=why, at=at)
    tell_first_answer(MessageTemplate.OFFER_DECLINED, actor, offer_id, at)


def tell_first_answer(template: MessageTemplate, actor: Actor, offer_id: int, at: datetime) -> None:
    said = Said(template, str(offer_id), Origin(Thing.OFFER, offer_id), at + TOLD_WITHIN)
    card = offer(offer_id, on=localdate(at))
    tell_helper(offer=card, owner_id=actor.user_id, said=said, at=at)


@transaction.atomic
def ask_now(*, actor: Actor, offer_id: int, at: datetime) -> None:
    """Ask before its day; refuse as `ask_offer_again`."""
    ask_offer_again(actor=actor, offer_id=offer_id, at=at)
    ask_whether_it_stands(offer(offer_id, on=localdate(at)), at)


@transaction.atomic
def turn_over(*, actor: Actor, at: datetime) -> None:
    """Each night: offers turn, those that were not confirmed are asked about, and once more before they end."""
    turn_offers_over(actor=actor, at=at)
    for card in (*offers_asked_at(at), *offers_ending_on(localdate(at + LAST_CALL))):
        ask_whether_it_stands(card, at)


def ask_whether_it_stands(card: OfferCard, at: datetime) -> None:
    """« OUI keeps it, NON ends it », until the day when it ends by itself."""
    last = card.next_on or localdate(at + RECONFIRMED_WITHIN)
    said = Said(
        template=MessageTemplate.OFFER_ASKED_AGAIN,
        fact=f"{card.offer_id} {localdate(at)}",
        about=Origin(Thing.OFFER, card.offer_id),
        until=at + (last - localdate(at)),
        facts={"date": date_format(last, "d/m")},
        asks=Origin(Thing.OFFER, card.offer_id),
    )
    tell_helper(offer=card, owner_id=card.owner_id, said=said, at=at)
