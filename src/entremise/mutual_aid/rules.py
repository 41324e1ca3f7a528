"""Who may act on a need, and which day an open thing is looked at next."""

from datetime import date, datetime

from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor, Role
from entremise.mutual_aid.models import Offer
from entremise.mutual_aid.vocabulary.common import KEPT_AFTER
from entremise.mutual_aid.vocabulary.offers import (
    RECONFIRMED_EVERY,
    REVIEWED_WITHIN,
    OfferKind,
    OfferState,
)


def may_act(*, actor: Actor, owner_id: int | None) -> bool:
    """Its owner, whom everybody else asks to hand it over."""
    return actor.user_id is not None and actor.user_id == owner_id


def answers_for(*, actor: Actor, user_id: int | None, organization_id: int | None) -> bool:
    """Whether an offer is this actor's: her own account's, or that of the association where she is at work."""
    if actor.user_id is None:
        return False
    is_group = organization_id is not None and organization_id == actor.organization_id
    return actor.user_id == user_id or (is_group and actor.has(Role.PARTNER))


def is_past(day: date, at: datetime) -> bool:
    """Whether a day is over here."""
    return day < localdate(at)


def is_past_help(closed_at: datetime | None, at: datetime) -> bool:
    """Whether it ended so long ago that nobody may be behind it any more."""
    return closed_at is not None and closed_at < at - KEPT_AFTER


def state_by_use(row: Offer) -> OfferState:
    """Open, partly used or used: by how many it helps now."""
    if row.active_count == 0:
        return OfferState.OPEN
    return OfferState.USED if row.active_count >= row.capacity else OfferState.PARTLY_USED


def asked_again_on(row: Offer, at: datetime) -> date:
    """When the helper is asked whether the offer still stands: in sixty days, or on its last day."""
    again = localdate((row.confirmed_at or at) + RECONFIRMED_EVERY)
    return again if row.until is None else min(again, row.until)


def reviewed_by(at: datetime) -> date:
    """The day before whose end a first answer is due."""
    return localdate(at + REVIEWED_WITHIN)


def is_given_once(row: Offer) -> bool:
    return row.kind == OfferKind.ONCE
