"""Le Fil d'Aubrelle is asked for some needs of the demonstration, helps one, and has said no once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate

from entremise.accounts.operations import NewOrganization, add_organization
from entremise.accounts.queries import organizations_with_role
from entremise.accounts.vocabulary import SYSTEM, Actor, OrganizationKind, Role
from entremise.jobs.town.places import STREETS
from entremise.journeys.offer_pair import choose_pair
from entremise.mutual_aid.operations.membership import (
    activate_membership,
    ask_membership,
    note_met,
)
from entremise.mutual_aid.operations.offers import accept_offer, receive_offer
from entremise.mutual_aid.operations.sharing import (
    SHAREABLE,
    refuse_charge,
    share_need,
    take_charge,
)
from entremise.mutual_aid.queries.desk import NeedFilters, needs_listed
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.mutual_aid.vocabulary.offers import NewOffer, OfferKind

SHARED: Final = 5
LOOKED_AT: Final = 200
CANDIDATE: Final = NewOrganization(
    name="Les Jardins du Lavoir",
    name_with_article="l'association Les Jardins du Lavoir",
    name_after_de="de l'association Les Jardins du Lavoir",
    kind=OrganizationKind.ASSOCIATION,
    phone="+33199001266",
)


def share_some_needs(*, partner: Actor, now: datetime) -> None:
    """Four stay with the association, one of them in its charge; the first went back."""
    bodies = [one.organization_id for one in organizations_with_role(role=Role.PARTNER, at=now)]
    work_with(bodies, now)
    asked_at = now - timedelta(hours=6)
    for number, card in enumerate(ready(now)):
        share_need(
            actor=Actor(user_id=card.owner_id),
            need_id=card.need_id,
            organization_id=bodies[0],
            at=asked_at,
        )
        if number == 0:
            reason = RefusalReason.ALREADY_BUSY
            refuse_charge(actor=partner, need_id=card.need_id, reason=reason, at=now)
        elif number == 1:
            take_charge(actor=partner, need_id=card.need_id, at=now)
    offer_together(partner, now)


def work_with(bodies: list[int], now: datetime) -> None:
    """Those with people here have worked with the desk for months; another one asks to."""
    for body in bodies:
        at = now - timedelta(days=90)
        one = ask_membership(actor=SYSTEM, organization_id=body, at=at)
        note_met(actor=SYSTEM, membership_id=one, met_on=localdate(at), at=at)
        activate_membership(actor=SYSTEM, membership_id=one, at=at)
    at = now - timedelta(days=3)
    ask_membership(
        actor=SYSTEM, organization_id=add_organization(actor=SYSTEM, new=CANDIDATE, at=at), at=at
    )


def offer_together(partner: Actor, now: datetime) -> None:
    """« Five people on Saturdays », asked for one need."""
    street = STREETS[0]
    made_at = now - timedelta(days=20)
    offer_id = receive_offer(
        actor=partner,
        new=NewOffer(
            key=uuid5(NAMESPACE_URL, "aubrelle:five-on-saturdays"),
            person=uuid5(NAMESPACE_URL, "aubrelle:five-people"),
            kind=OfferKind.STANDING,
            channel=Channel.PARTNER,
            categories=("courses", "visite", "bricolage"),
            spot=Spot(street.lat, street.lon, street.district),
            radius_m=10_000,
            capacity=5,
            languages=("fr", "ar"),
            slots=("SAT-AM", "SAT-PM"),
            organization_id=partner.organization_id,
        ),
        at=made_at,
    )
    accept_offer(actor=SYSTEM, offer_id=offer_id, at=made_at + timedelta(hours=20))
    wanted = (one for one in ready(now) if one.category in ("courses", "visite", "bricolage"))
    card = next(wanted, None)
    if card is not None:
        owner = Actor(user_id=card.owner_id)
        at = now - timedelta(hours=2)
        choose_pair(actor=owner, need_id=card.need_id, offer_id=offer_id, at=at)


def ready(now: datetime) -> Iterator[NeedCard]:
    """The last by date: the first are on the screens of the day."""
    rows = needs_listed(filters=NeedFilters(), at=now, offset=0, size=LOOKED_AT)
    found = [one for one in rows if one.state in SHAREABLE and one.owner_id is not None]
    return iter(found[-SHARED:])
