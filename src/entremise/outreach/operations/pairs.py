"""The same caller each week: after a talk the next one is dated, and it is hers first."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.engines.calling import next_within
from entremise.kernel.compiled import compiled
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Caller, Pair
from entremise.outreach.operations.outcomes import promised
from entremise.outreach.operations.pools import pool_for
from entremise.outreach.rules import calling_rules, is_running
from entremise.outreach.vocabulary.calls import PAIRS_AT_MOST, CallState, Closing, Refusal
from entremise.outreach.vocabulary.campaigns import CampaignState, Level

A_WEEK: Final = timedelta(days=7)
HERS_FOR: Final = timedelta(days=1)  # past it, anybody of the level takes the call


def call_each_week(*, call: Call, actor: Actor, at: datetime) -> None:
    """This caller rings this person each week; refuse with `PAIRS_FULL` beyond twelve."""
    Caller.objects.select_for_update().filter(user_id=actor.user_id or 0, ended_at=None).order_by(
        "pk"
    ).first()  # two tabs of one caller wait for each other here
    mine = Pair.objects.filter(user_id=actor.user_id or 0, ended_at=None)
    if mine.filter(campaign_id=call.campaign_id, person=call.person).exists():
        return
    if mine.count() >= PAIRS_AT_MOST:
        raise Refused(Refusal.PAIRS_FULL)
    Pair.objects.bulk_create(
        [
            Pair(
                campaign_id=call.campaign_id,
                person=call.person,
                user_id=actor.user_id or 0,
                began_at=at,
            )
        ],
        ignore_conflicts=True,  # somebody else rings her already
    )


def date_next_week(*, call: Call, at: datetime) -> None:
    """After a talk with somebody of a pair, her next call: the same hour in a week, while the campaign runs."""
    pair = next(iter(pairs_of(campaign_id=call.campaign_id, person=call.person)), None)
    if pair is None or call.campaign.state != CampaignState.OPEN:
        return
    due = next_within(calling_rules(call.campaign), localtime(at) + A_WEEK)
    if due is None or not is_running(call.campaign, due):
        return
    ring_later(call, owner_id=pair.user_id, due_at=due, open_at=due + HERS_FOR, at=at)


def promise_again(*, call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """The talk is done, and another moment was agreed; refuse with `CALLBACK_OUTSIDE_HOURS`."""
    due, open_at = promised(call.campaign, closing, at)
    owner_id = actor.user_id if closing.is_mine else None
    ring_later(call, owner_id=owner_id, due_at=due, open_at=open_at, at=at, promised_at=at)


def ring_later(
    call: Call,
    *,
    owner_id: int | None,
    due_at: datetime,
    open_at: datetime,
    at: datetime,
    promised_at: datetime | None = None,
) -> None:
    """The next call to somebody with whom one has just spoken."""
    Call.objects.create(
        campaign_id=call.campaign_id,
        pool=pool_for(
            campaign_id=call.campaign_id,
            level=Level(call.pool.level),
            language=call.pool.language,
            is_retry=True,
        ),
        person=call.person,
        wave=call.wave + 1,
        rank=call.rank,
        reasons=call.reasons,
        half_hours=call.half_hours,
        household=call.household,
        state=CallState.CALLBACK,
        owner_id=owner_id,
        due_at=due_at,
        open_at=open_at,
        promised_at=promised_at,
        created_at=at,
    )


@compiled
def pairs_of(*, campaign_id: int, person: UUID) -> QuerySet[Pair]:
    rows = Pair.objects.filter(campaign_id=campaign_id, person=person, ended_at=None)
    return rows.order_by("pk")


def end_pairs(
    *,
    at: datetime,
    person: UUID | None = None,
    user_id: int | None = None,
    campaign_id: int | None = None,
) -> None:
    """They call each other no more; what was dated for her alone is for anybody at its hour."""
    given = {"person": person, "user_id": user_id, "campaign_id": campaign_id}
    wanted = {name: value for name, value in given.items() if value is not None}
    Pair.objects.filter(ended_at=None, **wanted).update(ended_at=at)
    if user_id is not None:
        own = {name: value for name, value in wanted.items() if name != "user_id"}
        Call.objects.filter(owner_id=user_id, state=CallState.CALLBACK, **own).update(
            owner=None, open_at=F("due_at")
        )
