"""More offers than needs: idle helpers are asked to an action with free places, or to a shift of the call platform."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.journeys.telling import Said, site, tell_helper
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.inviting import invite_offers
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.offers import ADULT_AGE, Invited, OfferCard
from entremise.notices.vocabulary import MessageTemplate
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.solidarity.queries.actions import actions_listed
from entremise.solidarity.queries.shifts import shifts_to_join
from entremise.solidarity.vocabulary.actions import Filters

SLOT, SHIFT = "SLOT", "SHIFT"
WEEKS_AHEAD: Final = timedelta(weeks=4)
ACTIONS_READ: Final = 50
OFFERS_AT_ONCE: Final = 25


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that idle helpers may join: a slot with room, or a shift with a free seat; `title` is empty for a shift."""

    to: Origin
    title: str
    place: str
    district: str
    starts_at: datetime
    free: int
    minimum_age: int
    action_id: int | None = None


def openings(*, at: datetime) -> tuple[Opening, ...]:
    """All that has room in the coming weeks, the soonest first; four statements."""
    until = at + WEEKS_AHEAD
    actions = actions_listed(filters=Filters(), offset=0, size=ACTIONS_READ, at=at)
    slots = [
        Opening(
            Origin(SLOT, one.slot_id),
            card.title,
            card.place,
            card.district,
            one.starts_at,
            one.free,
            card.minimum_age,
            card.action_id,
        )
        for card in actions
        for one in card.slots
        if one.free > 0 and not one.is_cancelled and at < one.starts_at < until
    ]
    running = [one.campaign_id for one in campaigns_running() if one.state is CampaignState.OPEN]
    shifts = [
        Opening(
            Origin(SHIFT, one.shift_id),
            "",
            one.place,
            "",
            one.starts_at,
            one.seats - one.taken,
            ADULT_AGE,
        )
        for one in shifts_to_join(kind="CAMPAIGN", ids=running, until=until, at=at)
    ]
    return tuple(sorted((*slots, *shifts), key=lambda one: (one.starts_at, one.to.id)))


@transaction.atomic
def invite_idle_helpers(
    *, actor: Actor, offer_ids: Collection[int], to: Origin, title: str, at: datetime
) -> int:
    """Ask them, but those who were asked to it before; `title` is what their trace says; return how many; refuse with `WRONG_STATE` when it has no room left."""
    opening = next((one for one in openings(at=at) if one.to == to), None)
    if opening is None or len(offer_ids) > OFFERS_AT_ONCE:
        raise Refused(Refusal.WRONG_STATE)
    new = Invited(to, title, is_for_adults=opening.minimum_age >= ADULT_AGE)
    invited = invite_offers(actor=actor, offer_ids=offer_ids, new=new, at=at)
    for one in invited:
        tell_helper(offer=one, owner_id=actor.user_id, said=said_of(one, opening, title), at=at)
    return len(invited)


def said_of(offer: OfferCard, opening: Opening, title: str) -> Said:
    link = (
        site("actions:action", opening.action_id) if opening.action_id else site("actions:calling")
    )
    return Said(
        template=MessageTemplate.HELPER_INVITED,
        fact=f"{offer.offer_id} {opening.to.kind} {opening.to.id}",
        about=Origin(Thing.OFFER, offer.offer_id),
        until=opening.starts_at,
        facts={"what": title, "lien": link},
    )
