"""Figures of a campaign for its lead: counts and days, no name and no ranking."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import localtime

from entremise.outreach.models import Attempt, Call, Caller, CampaignStep
from entremise.outreach.vocabulary.calls import (
    CALLBACK_GRACE,
    PROMISES_MISSED_AT_MOST,
    SPOKEN,
    CallState,
)
from entremise.outreach.vocabulary.campaigns import (
    CampaignBoard,
    CampaignCard,
    CampaignMove,
    DayFigures,
    HeldNow,
    Level,
    OutOfReach,
    Waiting,
)

DAYS_SHOWN = timedelta(days=60)
IS_TALK = Q(outcome__in=sorted(SPOKEN))
IS_LEFT = Q(ended_at=None)
IS_PROMISED = Q(state=CallState.CALLBACK, promised_at__isnull=False)  # not a line that was cut


def campaign_board(*, campaign: CampaignCard, at: datetime) -> CampaignBoard:
    """The figures of a campaign now, in four statements."""
    campaign_id = campaign.campaign_id
    people, works = people_counts(campaign_id, at), works_of(campaign_id)
    able, left = levels_called(campaign_id), left_by_pool(campaign_id)
    today = [one for one in works if one["day"] == localtime(at).date()]
    since = localtime((campaign.closed_at or at) - DAYS_SHOWN).date()
    return CampaignBoard(
        campaign=campaign,
        people=people["people"],
        left=people["left"],
        reached=sum(one["reached"] for one in works),
        attempts_today=sum(one["attempts"] for one in today),
        talks_today=sum(one["talks"] for one in today),
        held_now=people["on_the_phone"],
        unreachable=people["unreachable"],
        without_number=campaign.without_number,
        stopped=people["stopped"],
        callbacks_due=people["due"],
        callbacks_late=people["missed"],
        promises_broken_thrice=people["thrice"],
        callbacks_kept=sum(one["kept"] for one in works),
        callbacks_promised_past=sum(one["past"] for one in works) + people["missed"],
        waiting={reason: people[reason.lower()] for reason in Waiting},
        callers_by_level={level: sum(own == level for own, _ in able) for level in Level},
        left_by_level={level: sum(n for own, _, n in left if own == level) for level in Level},
        out_of_reach=beyond(able, left),
        days=tuple(
            DayFigures(one["day"], one["attempts"], one["talks"], one["reached"])
            for one in works
            if one["day"] >= since
        ),
    )


def people_counts(campaign_id: int, at: datetime) -> dict[str, int]:
    """Where people stand, and why they wait; who is called in several waves counts once."""
    waiting = {reason.lower(): Count("pk", filter=IS_LEFT & is_) for reason, is_ in why(at).items()}
    return Call.objects.filter(campaign_id=campaign_id).aggregate(
        people=Count("person", distinct=True),
        left=Count("pk", filter=IS_LEFT),
        unreachable=Count("person", filter=Q(state=CallState.UNREACHABLE), distinct=True),
        stopped=Count("person", filter=Q(state=CallState.STOPPED), distinct=True),
        due=Count("pk", filter=IS_PROMISED & Q(due_at__lte=at)),
        missed=Count("pk", filter=IS_PROMISED & Q(due_at__lte=at - CALLBACK_GRACE)),
        thrice=Count("pk", filter=IS_LEFT & Q(promises_missed_count__gte=PROMISES_MISSED_AT_MOST)),
        on_the_phone=Count("pk", filter=Q(held_by__isnull=False, lease_until__gt=at)),
        **waiting,
    )


def why(at: datetime) -> dict[Waiting, Q]:
    """Each reason to wait as a condition; nobody waits for two."""
    is_due = IS_PROMISED & Q(due_at__lte=at)
    is_late = IS_PROMISED & Q(due_at__lte=at - CALLBACK_GRACE)
    return {
        Waiting.NEVER_CALLED: Q(state=CallState.READY, tries_count=0),
        Waiting.TO_TRY_AGAIN: Q(state=CallState.READY, tries_count__gt=0),
        Waiting.ANOTHER_HALF_DAY: Q(state=CallState.WAITING),
        Waiting.PROMISED_LATER: Q(state=CallState.CALLBACK) & ~is_due,
        Waiting.PROMISED_NOW: is_due & ~is_late,
        Waiting.PROMISE_LATE: is_late,
        Waiting.HELD: Q(state=CallState.HELD),
    }


def works_of(campaign_id: int) -> list[dict[str, Any]]:
    """By local day: calls, talks, people talked with for the first time, promises past and kept."""
    shown = Attempt.objects.filter(campaign_id=campaign_id, shown_at__isnull=False)
    talks = shown.filter(IS_TALK).order_by("call__person", "held_at", "pk")
    firsts = talks.distinct("call__person").values("pk")
    found: list[Any] = list(
        shown.annotate(day=TruncDate("held_at"))
        .values("day")
        .annotate(
            attempts=Count("pk"),
            talks=Count("pk", filter=IS_TALK),
            reached=Count("pk", filter=Q(pk__in=firsts)),
            past=Count("pk", filter=Q(is_promise_kept__isnull=False)),
            kept=Count("pk", filter=Q(is_promise_kept=True)),
        )
        .order_by("day")
    )
    return found


def out_of_reach(*, campaign_id: int) -> tuple[OutOfReach, ...]:
    """People left whom no caller admitted now may call: a higher level, another language."""
    return beyond(levels_called(campaign_id), left_by_pool(campaign_id))


def levels_called(campaign_id: int) -> list[tuple[int, list[str]]]:
    """Level and languages of each caller admitted now."""
    callers = Caller.objects.filter(campaign_id=campaign_id, ended_at=None).order_by("pk")
    return list(callers.values_list("level", "languages"))


def left_by_pool(campaign_id: int) -> list[tuple[int, str, int]]:
    """Level, language, people left."""
    rows = Call.objects.filter(IS_LEFT, campaign_id=campaign_id)
    pools = rows.values_list("pool__level", "pool__language").annotate(count=Count("pk"))
    return list(pools.order_by("pool__level", "pool__language"))


def beyond(
    able: list[tuple[int, list[str]]], left: list[tuple[int, str, int]]
) -> tuple[OutOfReach, ...]:
    return tuple(
        OutOfReach(Level(level), language, count)
        for level, language, count in left
        if not any(level <= own and language in spoken for own, spoken in able)
    )


def held_now(*, campaign_id: int, at: datetime) -> tuple[HeldNow, ...]:
    """Calls in progress, the longest first."""
    rows = Call.objects.filter(
        campaign_id=campaign_id, state=CallState.HELD, lease_until__gt=at
    ).order_by("held_at", "pk")
    return tuple(
        HeldNow(
            call_id=row.pk,
            user_id=row.held_by_id,
            held_at=row.held_at,
            is_shown=row.shown_at is not None,
            lease_until=row.lease_until,
        )
        for row in rows
        if row.held_by_id is not None and row.held_at is not None and row.lease_until is not None
    )


def moves_of(*, campaign_id: int) -> tuple[CampaignMove, ...]:
    """The trace of a campaign, the last first."""
    rows = CampaignStep.objects.filter(campaign_id=campaign_id).order_by("-at", "-pk")
    return tuple(CampaignMove(row.at, row.user_id, row.before, row.after, row.note) for row in rows)


def people_reached_by(*, organization_id: int, since: datetime) -> int:
    """How many people had a talk with the callers of a body since then, all together."""
    rows = Attempt.objects.filter(
        campaign__organization_id=organization_id,
        outcome__in=sorted(SPOKEN),
        ended_at__gte=since,
    )
    return rows.aggregate(people=Count("call__person", distinct=True))["people"] or 0
