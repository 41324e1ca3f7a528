"""Figures of a campaign for its lead: counts and days, no name and no ranking."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import localtime

from entremise.kernel.together import Answers, Questions, counted, together
from entremise.outreach.models import Attempt, Call, Caller, CampaignStep
from entremise.outreach.queries.conditions import IS_LEFT, IS_PROMISED, IS_TALK
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


def campaign_board(*, campaign: CampaignCard, at: datetime) -> CampaignBoard:
    """The figures of a campaign now, in one statement."""
    asked = asked_of_calls(campaign_id=campaign.campaign_id, at=at, late_since=at - CALLBACK_GRACE)
    return figures(campaign, asked, at)


@together
def asked_of_calls(*, campaign_id: int, at: datetime, late_since: datetime) -> Questions:
    return board_questions(campaign_id, at, late_since)


def board_questions(campaign_id: int, at: datetime, late_since: datetime) -> Questions:
    return {
        "people": people_counts(campaign_id, at, late_since),
        "works": works_of(campaign_id),
        **reach_questions(campaign_id),
    }


def figures(campaign: CampaignCard, asked: Answers, at: datetime) -> CampaignBoard:
    """What was answered to the questions of a board."""
    (people,), works = asked["people"], asked["works"]
    able, left = asked["able"], asked["left"]
    today = [one for one in works if one.day == localtime(at).date()]
    since = localtime((campaign.closed_at or at) - DAYS_SHOWN).date()
    return CampaignBoard(
        campaign=campaign,
        people=people.people,
        left=people.left,
        reached=sum(one.reached for one in works),
        attempts_today=sum(one.attempts for one in today),
        talks_today=sum(one.talks for one in today),
        held_now=people.on_the_phone,
        unreachable=people.unreachable,
        without_number=campaign.without_number,
        stopped=people.stopped,
        callbacks_due=people.due,
        callbacks_late=people.missed,
        promises_broken_thrice=people.thrice,
        callbacks_kept=sum(one.kept for one in works),
        callbacks_promised_past=sum(one.past for one in works) + people.missed,
        waiting={reason: getattr(people, reason.lower()) for reason in Waiting},
        callers_by_level={level: sum(own == level for own, _ in able) for level in Level},
        left_by_level={level: sum(n for own, _, n in left if own == level) for level in Level},
        out_of_reach=beyond(able, left),
        days=tuple(
            DayFigures(one.day, one.attempts, one.talks, one.reached)
            for one in works
            if one.day >= since
        ),
    )


def people_counts(campaign_id: int, at: datetime, late_since: datetime) -> QuerySet[Call, Any]:
    """Where people stand, and why they wait; who is called in several waves counts once."""
    reasons = why(at, late_since).items()
    waiting = {reason.lower(): Count("pk", filter=IS_LEFT & is_) for reason, is_ in reasons}
    return counted(
        Call.objects.filter(campaign_id=campaign_id),
        people=Count("person", distinct=True),
        left=Count("pk", filter=IS_LEFT),
        unreachable=Count("person", filter=Q(state=CallState.UNREACHABLE), distinct=True),
        stopped=Count("person", filter=Q(state=CallState.STOPPED), distinct=True),
        due=Count("pk", filter=IS_PROMISED & Q(due_at__lte=at)),
        missed=Count("pk", filter=IS_PROMISED & Q(due_at__lte=late_since)),
        thrice=Count("pk", filter=IS_LEFT & Q(promises_missed_count__gte=PROMISES_MISSED_AT_MOST)),
        on_the_phone=Count("pk", filter=Q(held_by__isnull=False, lease_until__gt=at)),
        **waiting,
    )


def why(at: datetime, late_since: datetime) -> dict[Waiting, Q]:
    """Each reason to wait as a condition; nobody waits for two."""
    is_due = IS_PROMISED & Q(due_at__lte=at)
    is_late = IS_PROMISED & Q(due_at__lte=late_since)
    return {
        Waiting.NEVER_CALLED: Q(state=CallState.READY, tries_count=0),
        Waiting.TO_TRY_AGAIN: Q(state=CallState.READY, tries_count__gt=0),
        Waiting.ANOTHER_HALF_DAY: Q(state=CallState.WAITING),
        Waiting.PROMISED_LATER: Q(state=CallState.CALLBACK) & ~is_due,
        Waiting.PROMISED_NOW: is_due & ~is_late,
        Waiting.PROMISE_LATE: is_late,
        Waiting.HELD: Q(state=CallState.HELD),
    }


def works_of(campaign_id: int) -> QuerySet[Attempt, Any]:
    """By local day: calls, talks, people talked with for the first time, promises past and kept."""
    shown = Attempt.objects.filter(campaign_id=campaign_id, shown_at__isnull=False)
    talks = shown.filter(IS_TALK).order_by("call__person", "held_at", "pk")
    firsts = talks.distinct("call__person").values("pk")
    return (
        shown.annotate(day=TruncDate("held_at"))
        .values_list("day")
        .annotate(
            attempts=Count("pk"),
            talks=Count("pk", filter=IS_TALK),
            reached=Count("pk", filter=Q(pk__in=firsts)),
            past=Count("pk", filter=Q(is_promise_kept__isnull=False)),
            kept=Count("pk", filter=Q(is_promise_kept=True)),
        )
        .order_by("day")
    )


def out_of_reach(*, campaign_id: int) -> tuple[OutOfReach, ...]:
    """People left whom no caller admitted now may call: a higher level, another language."""
    asked = asked_of_reach(campaign_id=campaign_id)
    return beyond(asked["able"], asked["left"])


@together
def asked_of_reach(*, campaign_id: int) -> Questions:
    return reach_questions(campaign_id)


def reach_questions(campaign_id: int) -> Questions:
    """Level and languages of each caller admitted now; people left by level and language."""
    callers = Caller.objects.filter(campaign_id=campaign_id, ended_at=None).order_by("pk")
    left = Call.objects.filter(IS_LEFT, campaign_id=campaign_id)
    pools = left.values_list("pool__level", "pool__language").annotate(count=Count("pk"))
    return {
        "able": callers.values_list("level", "languages"),
        "left": pools.order_by("pool__level", "pool__language"),
    }


def beyond(
    able: list[tuple[int, list[str]]], left: list[tuple[int, str, int]]
) -> tuple[OutOfReach, ...]:
    return tuple(
        OutOfReach(Level(level), language, count)
        for level, language, count in left
        if not any(level <= own and language in spoken for own, spoken in able)
    )


def held_question(campaign_id: int, at: datetime) -> QuerySet[Call, Any]:
    """Calls in progress, the longest first."""
    held = Call.objects.filter(campaign_id=campaign_id, state=CallState.HELD, lease_until__gt=at)
    return held.order_by("held_at", "pk").values_list(
        "pk", "held_by_id", "held_at", "shown_at", "lease_until", named=True
    )


def held_card(row: Any) -> HeldNow:
    return HeldNow(
        call_id=row.pk,
        user_id=row.held_by_id,
        held_at=row.held_at,
        is_shown=row.shown_at is not None,
        lease_until=row.lease_until,
    )


def moves_of(*, campaign_id: int) -> tuple[CampaignMove, ...]:
    """The trace of a campaign, the last first."""
    return tuple(map(move_card, move_rows(campaign_id)))


def move_rows(campaign_id: int) -> QuerySet[CampaignStep]:
    return CampaignStep.objects.filter(campaign_id=campaign_id).order_by("-at", "-pk")


def move_card(row: CampaignStep) -> CampaignMove:
    return CampaignMove(row.at, row.user_id, row.before, row.after, row.note)


def people_reached_by(*, organization_id: int, since: datetime) -> int:
    """How many people had a talk with the callers of a body since then, all together."""
    rows = Attempt.objects.filter(
        campaign__organization_id=organization_id,
        outcome__in=sorted(SPOKEN),
        ended_at__gte=since,
    )
    return rows.aggregate(people=Count("call__person", distinct=True))["people"] or 0
