"""Figures of a campaign for its lead: counts and days, no name and no ranking."""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import localtime

from entremise.outreach.models import Alarm, Attempt, Call, Caller, Campaign, CampaignStep
from entremise.outreach.queries.campaigns import campaign_card
from entremise.outreach.vocabulary.calls import (
    CALLBACK_GRACE,
    PROMISES_MISSED_AT_MOST,
    SPOKEN,
    CallState,
)
from entremise.outreach.vocabulary.campaigns import (
    CampaignBoard,
    CampaignMove,
    DayFigures,
    HeldNow,
    Level,
    OutOfReach,
    Waiting,
)

DAYS_SHOWN = 60
IS_TALK = Q(outcome__in=sorted(SPOKEN))
IS_LEFT = Q(ended_at=None)
IS_PROMISED = Q(state=CallState.CALLBACK, promised_at__isnull=False)  # not a line that was cut


def campaign_board(*, campaign_id: int, at: datetime) -> CampaignBoard:
    """The figures of a campaign now, in seven statements."""
    campaign = Campaign.objects.get(pk=campaign_id)
    people, works = people_counts(campaign, at), work_counts(campaign, at)
    return CampaignBoard(
        campaign=campaign_card(campaign),
        people=people["people"],
        left=people["left"],
        reached=works["reached"],
        attempts_today=works["attempts"],
        talks_today=works["talks"],
        held_now=people["held"],
        unreachable=people["unreachable"],
        without_number=campaign.without_number_count,
        stopped=people["stopped"],
        callbacks_due=people["due"],
        callbacks_late=people["missed"],
        promises_broken_thrice=people["thrice"],
        callbacks_kept=works["kept"],
        callbacks_promised_past=works["past"] + people["missed"],
        alarms_open=Alarm.objects.filter(campaign=campaign, closed_at=None).count(),
        callers_by_level=callers_by_level(campaign),
        left_by_level=left_by_level(campaign),
        days=days_of(campaign, campaign.closed_at or at),
    )


def people_counts(campaign: Campaign, at: datetime) -> dict[str, int]:
    """Where people stand; who is called in several waves counts once."""
    return Call.objects.filter(campaign=campaign).aggregate(
        people=Count("person", distinct=True),
        left=Count("pk", filter=IS_LEFT),
        held=Count("pk", filter=Q(held_by__isnull=False, lease_until__gt=at)),
        unreachable=Count("person", filter=Q(state=CallState.UNREACHABLE), distinct=True),
        stopped=Count("person", filter=Q(state=CallState.STOPPED), distinct=True),
        due=Count("pk", filter=IS_PROMISED & Q(due_at__lte=at)),
        missed=Count("pk", filter=IS_PROMISED & Q(due_at__lte=at - CALLBACK_GRACE)),
        thrice=Count("pk", filter=IS_LEFT & Q(promises_missed_count__gte=PROMISES_MISSED_AT_MOST)),
    )


def waiting_counts(*, campaign_id: int, at: datetime) -> dict[Waiting, int]:
    """People of the list by why they wait, all reasons, in one statement."""
    is_due = IS_PROMISED & Q(due_at__lte=at)
    is_late = IS_PROMISED & Q(due_at__lte=at - CALLBACK_GRACE)
    is_promise = Q(state=CallState.CALLBACK)
    reasons = {
        Waiting.NEVER_CALLED: Q(state=CallState.READY, tries_count=0),
        Waiting.TO_TRY_AGAIN: Q(state=CallState.READY, tries_count__gt=0),
        Waiting.ANOTHER_HALF_DAY: Q(state=CallState.WAITING),
        Waiting.PROMISED_LATER: is_promise & ~is_due,
        Waiting.PROMISED_NOW: is_due & ~is_late,
        Waiting.PROMISE_LATE: is_late,
        Waiting.HELD: Q(state=CallState.HELD),
    }
    found = Call.objects.filter(IS_LEFT, campaign_id=campaign_id).aggregate(
        **{reason.lower(): Count("pk", filter=where) for reason, where in reasons.items()}
    )
    return {reason: found[reason.lower()] for reason in reasons}


def work_counts(campaign: Campaign, at: datetime) -> dict[str, int]:
    """What was done: calls and talks of the local day, people talked with, promises kept."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Q(held_at__gte=midnight)
    return Attempt.objects.filter(campaign=campaign, shown_at__isnull=False).aggregate(
        attempts=Count("pk", filter=today),
        talks=Count("pk", filter=today & IS_TALK),
        reached=Count("call__person", filter=IS_TALK, distinct=True),
        past=Count("pk", filter=Q(is_promise_kept__isnull=False)),
        kept=Count("pk", filter=Q(is_promise_kept=True)),
    )


def out_of_reach(*, campaign_id: int) -> tuple[OutOfReach, ...]:
    """People left whom no caller admitted now may call: a higher level, another language."""
    callers = Caller.objects.filter(campaign_id=campaign_id, ended_at=None).order_by("pk")
    able = tuple(callers.values_list("level", "languages"))
    left = (
        Call.objects.filter(IS_LEFT, campaign_id=campaign_id)
        .values_list("pool__level", "pool__language")
        .annotate(count=Count("pk"))
        .order_by("pool__level", "pool__language")
    )
    return tuple(
        OutOfReach(Level(level), language, count)
        for level, language, count in left
        if not any(level <= own and language in spoken for own, spoken in able)
    )


def callers_by_level(campaign: Campaign) -> dict[Level, int]:
    rows = Caller.objects.filter(campaign=campaign, ended_at=None)
    counts = dict(rows.values_list("level").annotate(count=Count("pk")).order_by("level"))
    return {level: counts.get(level, 0) for level in Level}


def left_by_level(campaign: Campaign) -> dict[Level, int]:
    rows = Call.objects.filter(IS_LEFT, campaign=campaign)
    found = rows.values_list("pool__level").annotate(count=Count("pk")).order_by("pool__level")
    counts = dict(found)
    return {level: counts.get(level, 0) for level in Level}


def days_of(campaign: Campaign, at: datetime) -> tuple[DayFigures, ...]:
    """Attempts, talks and people reached for the first time, by local day."""
    tries = Attempt.objects.filter(
        campaign=campaign, shown_at__isnull=False, held_at__gte=at - timedelta(days=DAYS_SHOWN)
    )
    works = (
        tries.annotate(day=TruncDate("held_at"))
        .values_list("day")
        .annotate(attempts=Count("pk"), talks=Count("pk", filter=IS_TALK))
        .order_by("day")
    )
    firsts = (
        Attempt.objects.filter(IS_TALK, campaign=campaign)
        .values_list("call__person")
        .annotate(first=Min("held_at"))
    )
    reached: dict[object, int] = {}
    for _person, first in firsts:
        day = localtime(first).date()
        reached[day] = reached.get(day, 0) + 1
    return tuple(
        DayFigures(day=day, attempts=attempts, talks=talks, reached=reached.get(day, 0))
        for day, attempts, talks in works
    )


def held_now(*, campaign_id: int, at: datetime) -> tuple[HeldNow, ...]:
    """Calls in progress, the longest first."""
    rows = Call.objects.filter(campaign_id=campaign_id, lease_until__gt=at).order_by(
        "held_at", "pk"
    )
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
