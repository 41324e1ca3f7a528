"""Calls on paper in Aubrelle: one bundle with its caller, one typed and destroyed, one with a sheet that nobody has."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.engines.calling import NOON
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.july import LEAD
from entremise.jobs.town.staff import CALLERS
from entremise.journeys.type_sheet import Entry, type_sheet
from entremise.outreach.operations.bundles import (
    destroy_bundle,
    draw_bundle,
    hand_bundle_over,
    take_bundle_back,
)
from entremise.outreach.operations.own_phone import note_own_phone_read
from entremise.outreach.queries.paper import bundle
from entremise.outreach.vocabulary.calls import Closing, Outcome
from entremise.outreach.vocabulary.paper import NewBundle

WITH_HER, TYPED, ONE_MISSING = "Sylvie Quintard", "Rosa Marques", "Paul Lestienne"
TYPIST: Final = "Chloé Vasseur"
NEWCOMER: Final = "Ivan Sokolov"  # has not read yet how to ring from home
SIZE: Final = 2
DAY: Final = timedelta(days=1)


def paper_today(cast: Cast, campaign_id: int, now: datetime) -> None:
    """The three bundles, and who has read how to ring from her own phone."""
    for one in CALLERS:
        if one.name != NEWCOMER:
            note_own_phone_read(actor=Actor(user_id=cast.users[one.name]), at=now - DAY)
    typed = drawn(cast, campaign_id, TYPED, now - DAY)
    come_back(cast, typed, (1, 2), now - DAY + timedelta(hours=2))
    destroy_bundle(actor=cast.actor(LEAD, now), bundle_id=typed, at=now - timedelta(hours=20))
    missing = drawn(cast, campaign_id, ONE_MISSING, now - DAY)
    come_back(cast, missing, (1,), now - DAY + timedelta(hours=3))
    drawn(cast, campaign_id, WITH_HER, now)


def drawn(cast: Cast, campaign_id: int, caller: str, at: datetime) -> int:
    """A bundle in the hands of its caller."""
    lead, moment = cast.actor(LEAD, at), localtime(at)
    new = NewBundle(
        campaign_id=campaign_id,
        caller_id=cast.users[caller],
        on=moment.date(),
        is_afternoon=moment.time() >= NOON,
        size=SIZE,
    )
    bundle_id = draw_bundle(actor=lead, new=new, at=at)
    hand_bundle_over(actor=lead, bundle_id=bundle_id, at=at + timedelta(minutes=10))
    return bundle_id


def come_back(cast: Cast, bundle_id: int, positions: tuple[int, ...], at: datetime) -> None:
    """What is there is counted, then typed by a colleague."""
    lead, typist = cast.actor(LEAD, at), cast.actor(TYPIST, at)
    take_bundle_back(actor=lead, bundle_id=bundle_id, positions=positions, at=at)
    sheets = bundle(actor=lead, bundle_id=bundle_id).sheets
    for sheet in sheets:
        if sheet.position in positions:
            entry = Entry(
                called_at=at - timedelta(hours=1),
                closing=Closing(Outcome.NO_ANSWER),
                has_notice=False,
                scope=None,
                items=(),
                written={},
            )
            type_sheet(actor=typist, code=sheet.code, entry=entry, is_confirmed=False, at=at)
