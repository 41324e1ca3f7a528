"""Which call rang somebody who rings back: by the number shown and the time, without anything of her."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, Caller, Campaign, RingBack
from entremise.outreach.queries.campaigns import RUNNING
from entremise.outreach.rules import CALLING, is_running
from entremise.outreach.vocabulary.calls import CallState
from entremise.outreach.vocabulary.campaigns import Level
from entremise.outreach.vocabulary.ring_backs import (
    CANDIDATES_AT_MOST,
    LOOKED_AROUND,
    LOOKS_BACK,
    OPEN_FOR,
    PossibleCall,
    Refusal,
    RingBackCard,
)

LIVE = frozenset(
    {CallState.READY, CallState.WAITING, CallState.CALLBACK, CallState.UNREACHABLE, CallState.HELD}
)


def desk_campaigns(*, actor: Actor) -> tuple[int, ...]:
    """The running campaigns where she answers who rings back: level 3 and more; refuse with `NO_DESK` who is no clerk either."""
    mine = Caller.objects.filter(
        user_id=actor.user_id or 0,
        ended_at=None,
        level__gte=Level.COMPLEX,
        campaign__state__in=RUNNING,
    )
    found = tuple(mine.order_by("campaign_id").values_list("campaign_id", flat=True))
    if not actor.has(Role.CALLER):
        found = ()
    if not found and not actor.has(Role.CLERK):
        raise Refused(Refusal.NO_DESK)
    return found


def campaigns_answered(*, actor: Actor) -> tuple[int, ...]:
    """Those of her calls, or for a clerk all that are running on this instance; refuse with `NO_DESK`."""
    mine = desk_campaigns(actor=actor)
    if mine or not actor.has(Role.CLERK):
        return mine
    running = Campaign.objects.filter(state__in=RUNNING).order_by("pk")
    return tuple(running.values_list("pk", flat=True))


def numbers_shown(*, actor: Actor) -> tuple[str, ...]:
    """The numbers that people see when these campaigns call them."""
    found = Campaign.objects.filter(pk__in=campaigns_answered(actor=actor)).order_by("switchboard")
    return tuple(found.values_list("switchboard", flat=True).distinct())


def calls_near(
    *, actor: Actor, number: str, rang_at: datetime, at: datetime
) -> tuple[PossibleCall, ...]:
    """What rang from this number around that moment, the nearest first; refuse with `NO_DESK`."""
    rows = Attempt.objects.filter(
        campaign_id__in=campaigns_answered(actor=actor),
        campaign__switchboard=number,
        shown_at__gte=max(rang_at - LOOKED_AROUND, at - LOOKS_BACK),
        shown_at__lte=rang_at + LOOKED_AROUND,
    ).select_related("campaign")
    found = sorted(rows.order_by("pk"), key=lambda one: distance(one, rang_at))
    return tuple(
        PossibleCall(one.pk, one.shown_at, one.campaign.title, one.user_id)
        for one in found[:CANDIDATES_AT_MOST]
        if one.shown_at is not None
    )


def distance(row: Attempt, rang_at: datetime) -> float:
    shown = row.shown_at or row.held_at
    return abs((shown - rang_at).total_seconds())


def call_of_attempt(*, actor: Actor, attempt_id: int, at: datetime) -> tuple[int, Purpose]:
    """The call of an attempt of the last days, in her campaigns; refuse with `NO_CALL_OF_OURS`."""
    row = (
        Attempt.objects.filter(
            pk=attempt_id,
            campaign_id__in=campaigns_answered(actor=actor),
            shown_at__gte=at - LOOKS_BACK,
        )
        .select_related("campaign")
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.NO_CALL_OF_OURS)
    return row.call_id, purpose_for(actor, row.campaign)


def purpose_for(actor: Actor, campaign: Campaign) -> Purpose:
    """A caller of the campaign answers for it; a clerk, for the rights of the person."""
    is_mine = campaign.pk in desk_campaigns(actor=actor)
    return Purpose(campaign.purpose) if is_mine else Purpose.SUBJECT_RIGHTS


def calls_of_people(
    *, actor: Actor, people: Collection[UUID]
) -> tuple[tuple[UUID, int, Purpose], ...]:
    """The last call of each of these people in her campaigns; others are as if unknown; refuse with `NO_DESK`."""
    rows = (
        Call.objects.filter(person__in=people, campaign_id__in=campaigns_answered(actor=actor))
        .select_related("campaign")
        .order_by("person", "-created_at", "-pk")
        .distinct("person")
    )
    return tuple((row.person, row.pk, purpose_for(actor, row.campaign)) for row in rows)


def ring_back(*, actor: Actor, ring_back_id: int, at: datetime) -> RingBackCard:
    """The person on the line, while she is: a quarter of an hour; refuse with `RING_BACK_OVER`."""
    row = (
        RingBack.objects.filter(
            pk=ring_back_id, user_id=actor.user_id or 0, ended_at=None, at__gt=at - OPEN_FOR
        )
        .select_related("call__campaign")
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.RING_BACK_OVER)
    last = Attempt.objects.filter(call=row.call, shown_at__isnull=False).order_by(
        "-shown_at", "-pk"
    )
    return ring_back_card(row, last.first(), at)


def ring_back_card(row: RingBack, last: Attempt | None, at: datetime) -> RingBackCard:
    call, campaign = row.call, row.call.campaign
    return RingBackCard(
        ring_back_id=row.pk,
        call_id=call.pk,
        campaign_id=campaign.pk,
        campaign_title=campaign.title,
        kit_version_id=campaign.kit_version_id,
        register_id=campaign.register_id,
        purpose=Purpose(campaign.purpose),
        switchboard=campaign.switchboard,
        person=call.person,
        state=CallState(call.state),
        called_at=last.shown_at if last else None,
        caller_id=last.user_id if last else None,
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
        may_be_taken=may_be_taken(call, at),
    )


def may_be_taken(call: Call, at: datetime) -> bool:
    """Still to be made by a campaign that calls, on nobody's screen, and the only live one of this person."""
    is_called = call.campaign.state in CALLING and is_running(call.campaign, at)
    is_on_a_screen = call.lease_until is not None and call.lease_until > at
    others = Call.objects.filter(person=call.person, ended_at=None).exclude(pk=call.pk)
    return is_called and call.state in LIVE and not is_on_a_screen and not others.exists()


def any_ring_back() -> int:
    """For the crawl: the last one; `StopIteration` when there is none."""
    return next(iter(RingBack.objects.order_by("-pk").values_list("pk", flat=True)[:1]))


def any_attempt() -> int:
    """For the crawl: the last call that rang; `StopIteration` when there is none."""
    rows = Attempt.objects.filter(shown_at__isnull=False).order_by("-pk")
    return next(iter(rows.values_list("pk", flat=True)[:1]))
