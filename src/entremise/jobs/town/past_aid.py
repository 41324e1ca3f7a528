"""Two neighbours who helped long ago: one is forgotten, with a proof; the other waits, locked, for the end of a suspension."""

import random
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.commons.operations.deletions import hold_deletion, note_agreement
from entremise.commons.vocabulary.deletions import HoldReason, NewAgreement, NewHold
from entremise.commons.vocabulary.law import RegisterKind
from entremise.jobs.town.aid import OLGA, new_offer, sealed
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.ending import OFFICER, STEWARD
from entremise.jobs.town.entrants import OFFERED, entrant
from entremise.journeys.forget_past_aid import forget_past_aid
from entremise.mutual_aid.operations.bringing import KnownOffer, bring_offers
from entremise.mutual_aid.operations.offers import release_offer
from entremise.mutual_aid.vocabulary.offers import ReleaseReason

SEED = 20260718
LAST_HELP_DAYS: Final = (235, 190)
NIGHT_DAYS: Final = 32  # when the first of them was past, and the archives had agreed


def forget_past_helpers(cast: Cast, register_id: int, now: datetime) -> None:
    agree_beforehand(cast, now)
    let_go_long_ago(cast, register_id, now)
    night = (now - timedelta(days=NIGHT_DAYS)).replace(hour=1, minute=49)
    forget_past_aid(at=night)
    suspend(cast, register_id, now)
    forget_past_aid(at=now)


def agree_beforehand(cast: Cast, now: datetime) -> None:
    at = now - timedelta(days=60)
    signed_on = localdate(at) - timedelta(days=9)
    new = NewAgreement(
        controller_id=cast.host,
        kind=RegisterKind.VOLUNTARY,
        reference="AD 2026-0203",
        signed_on=signed_on,
        until=signed_on + timedelta(days=4 * 365),
    )
    note_agreement(actor=cast.actor(STEWARD, at), new=new, at=at)


def let_go_long_ago(cast: Cast, register_id: int, now: datetime) -> None:
    """What they offered was kept in a notebook before mutual aid opened here."""
    chance = random.Random(SEED)  # noqa: S311 -- an invented town, the same at each build
    givers = [entrant(chance, OFFERED) for _ in LAST_HELP_DAYS]
    people = sealed(cast, register_id, givers, now)
    olga = cast.actor(OLGA, now)
    for days, one in zip(LAST_HELP_DAYS, givers, strict=True):
        at = now - timedelta(days=days)
        offered_at = at - timedelta(days=40)
        new = new_offer(chance, one, people[one.key])
        known = KnownOffer(new, offered_at, offered_at, offered_at)
        (offer_id,) = bring_offers(actor=olga, known=[known], at=now)
        release_offer(actor=olga, offer_id=offer_id, reason=ReleaseReason.ASKED, at=at)


def suspend(cast: Cast, register_id: int, now: datetime) -> None:
    at = now - timedelta(days=12)
    new = NewHold(
        register_id=register_id,
        reason=HoldReason.SUBJECT_REQUEST,
        words="Demande d'accès n° 2026-31 : la réponse part avant toute suppression.",
        until=now + timedelta(days=48),
    )
    hold_deletion(actor=cast.actor(OFFICER, at), new=new, at=at)
