"""The people around: a daughter rung after four tries, who says « à l'hôpital »; another whom a caller is ringing now."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import FieldGroup
from entremise.jobs.town.attendance import Sitting
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.reports import reach_until_now
from entremise.jobs.town.simulation import Platform
from entremise.jobs.town.staff import CALLERS
from entremise.journeys.held_card import held_card
from entremise.journeys.ring_beside import contact_card, end_beside
from entremise.kernel.errors import Refused
from entremise.outreach.operations.calls import claim_next_call, show_number
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.contacts import open_contact
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import Closing, Outcome, TakenCall
from entremise.outreach.vocabulary.contacts import ContactKind, News, Said

TRIED: Final = (40.0, 27.0, 14.0)  # hours ago: the calls before, each promised from one to the next
RUNG: Final = 2.0
LOOKED_AT: Final = 6  # somebody in two has named a relative
IN_HOSPITAL, UNDER_WAY = CALLERS[10], CALLERS[11]


def around_sittings(now: datetime) -> Iterator[Sitting]:
    for worker in (IN_HOSPITAL, UNDER_WAY):
        for hours in (*TRIED, RUNG):
            yield now - timedelta(hours=hours), worker


def ring_around(cast: Cast, platform: Platform, now: datetime) -> None:
    """One story is over, the other is on a screen for three quarters of an hour."""
    at = now - timedelta(hours=RUNG)
    over = tried(cast, platform, IN_HOSPITAL.name, now, at)
    if over is not None:
        actor = cast.actor(IN_HOSPITAL.name, at)
        ring(actor, over, at)
        read(actor, over, at)
        until = localdate(now) + timedelta(days=12)
        end_beside(
            actor=actor,
            call_id=over.call_id,
            token=over.token,
            said=Said(ContactKind.RELATIVE, News.HOSPITAL, is_informed=True, until=until),
            at=at + timedelta(minutes=6),
        )
    held = tried(cast, platform, UNDER_WAY.name, now, now)
    if held is not None:
        ring(cast.actor(UNDER_WAY.name, now), held, now)


def tried(
    cast: Cast, platform: Platform, caller: str, now: datetime, last: datetime
) -> TakenCall | None:
    """Somebody who has named a relative, tried on three half-days, and shown once more; none when nobody was found."""
    first, *others = [now - timedelta(hours=hours) for hours in TRIED]
    taken = somebody_with_relative(cast.actor(caller, first), platform, first)
    for moment, next_at in zip((first, *others), (*others, last), strict=True):
        if taken is None:
            return None
        close_call(
            actor=cast.actor(caller, moment),
            call_id=taken.call_id,
            token=taken.token,
            closing=Closing(outcome=Outcome.CALL_BACK, callback_at=next_at),
            at=moment + timedelta(minutes=14),
        )
        taken = shown(cast.actor(caller, next_at), platform, next_at)
    return taken


def shown(actor: Actor, platform: Platform, at: datetime) -> TakenCall | None:
    """The next person, her number on the screen."""
    try:
        taken = claim_next_call(actor=actor, campaign_id=platform.campaign_id, at=at)
    except Refused:
        return None
    show_number(actor=actor, call_id=taken.call_id, token=taken.token, at=at)
    return taken


def somebody_with_relative(actor: Actor, platform: Platform, at: datetime) -> TakenCall | None:
    """The next people of the list, until one has; the others did not answer."""
    for number in range(LOOKED_AT):
        moment = at + timedelta(minutes=2 * number)
        taken = shown(actor, platform, moment)
        if taken is None:
            return None
        reach_until_now(taken.call_id, moment)
        call = held_call(actor=actor, call_id=taken.call_id, at=moment)
        card = held_card(actor=actor, call=call, groups=(FieldGroup.AROUND,), at=moment)
        if card.around.has_relative:
            return taken
        platform.finish(actor, taken, Outcome.NO_ANSWER, moment)
    return None


def ring(actor: Actor, taken: TakenCall, at: datetime) -> None:
    """Her relative's number on the screen."""
    open_contact(
        actor=actor,
        call_id=taken.call_id,
        token=taken.token,
        kind=ContactKind.RELATIVE,
        at=at,
    )


def read(actor: Actor, taken: TakenCall, at: datetime) -> None:
    """A reading of then, which is real now: she finds it in her trace."""
    reach_until_now(taken.call_id, at)
    call = held_call(actor=actor, call_id=taken.call_id, at=at)
    contact_card(actor=actor, call=call, kind=ContactKind.RELATIVE, at=at)
