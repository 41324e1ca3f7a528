"""What a caller finds when she arrives: her call, her promises, her own figures."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.engines.calling import is_within, next_within
from entremise.outreach.models import Alarm, Attempt, Call, Caller, Pair
from entremise.outreach.queries.calls import held_call_id_of, promises_of
from entremise.outreach.queries.campaigns import RUNNING
from entremise.outreach.rules import CALLING, calling_rules, is_running
from entremise.outreach.vocabulary.calls import (
    BREAK,
    SPOKEN,
    STILL_ON_THE_LINE,
    AlarmKind,
    CallState,
    DialledTalk,
    Work,
)
from entremise.outreach.vocabulary.campaigns import CampaignState, Level
from entremise.outreach.vocabulary.home import CallerHome, OwnCampaign, WeeklyCall

IS_TALK = Q(outcome__in=sorted(SPOKEN))


def caller_home(*, actor: Actor, at: datetime) -> CallerHome:
    """Her held call, her running campaigns, her promises; constant statements."""
    user_id = actor.user_id or 0
    callers = tuple(
        Caller.objects.filter(user_id=user_id, ended_at=None, campaign__state__in=RUNNING)
        .select_related("campaign")
        .order_by("-campaign__opened_at", "pk")
    )
    counts = own_counts(user_id, at)
    hard = Alarm.objects.filter(raised_by_id=user_id, kind=AlarmKind.HARD_CALL, closed_at=None)
    return CallerHome(
        held_call_id=held_call_id_of(actor=actor, at=at),
        campaigns=tuple(
            own_campaign(row, counts.get(row.campaign_id, (0, 0, 0)), at) for row in callers
        ),
        promises=promises_of(user_id=user_id, at=at),
        hard_call_at=hard.order_by("-raised_at").values_list("raised_at", flat=True).first(),
        weekly=weekly_of(user_id),
    )


def weekly_of(user_id: int) -> tuple[WeeklyCall, ...]:
    """When she rings next those whom she rings each week, the nearest first."""
    paired = Pair.objects.filter(
        user_id=user_id, ended_at=None, person=OuterRef("person"), campaign=OuterRef("campaign")
    )
    rows = Call.objects.filter(
        Exists(paired), owner_id=user_id, state=CallState.CALLBACK, promised_at=None
    )
    found = rows.order_by("due_at", "pk").values_list("pk", "due_at")
    return tuple(WeeklyCall(pk, due) for pk, due in found if due is not None)


def own_counts(user_id: int, at: datetime) -> dict[int, tuple[int, int, int]]:
    """By campaign: attempts today, talks today, talks in all."""
    today = Q(held_at__gte=localtime(at).replace(hour=0, minute=0, second=0, microsecond=0))
    rows = (
        Attempt.objects.filter(user_id=user_id, shown_at__isnull=False)
        .values_list("campaign_id")
        .annotate(
            attempts=Count("pk", filter=today),
            today_talks=Count("pk", filter=today & IS_TALK),
            talks=Count("pk", filter=IS_TALK),
        )
        .order_by("campaign_id")
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def work_since(*, user_id: int, at: datetime) -> Work:
    """How long she has called without ten minutes of break, and in all today."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    spans = tuple(
        Attempt.objects.filter(user_id=user_id, held_at__gte=midnight, held_at__lte=at)
        .order_by("held_at", "pk")
        .values_list("held_at", "ended_at")
    )
    since = last = None
    worked = timedelta()
    for held_at, ended_at in spans:
        if last is None or since is None or held_at - last >= BREAK:
            worked += (last - since) if last and since else timedelta()
            since = held_at
        last = max(last or held_at, ended_at or at)
    if last is None or since is None or at - last >= BREAK:
        return Work(timedelta(), worked + ((last - since) if last and since else timedelta()))
    return Work(at - since, worked + (at - since))


def talks_today(*, user_id: int, at: datetime) -> tuple[DialledTalk, ...]:
    """Her talks of the last hours, the last first: a danger thought of afterwards is told from here."""
    rows = Attempt.objects.filter(
        IS_TALK, user_id=user_id, shown_at__gt=at - STILL_ON_THE_LINE
    ).order_by("-shown_at", "-pk")
    return tuple(
        DialledTalk(call_id, token, shown_at)
        for call_id, token, shown_at in rows.values_list("call_id", "token", "shown_at")
        if shown_at is not None
    )


def own_campaign(row: Caller, counts: tuple[int, int, int], at: datetime) -> OwnCampaign:
    rules = calling_rules(row.campaign)
    moment = localtime(at)
    is_open_now = is_within(rules, moment)
    return OwnCampaign(
        campaign_id=row.campaign_id,
        title=row.campaign.title,
        level=Level(row.level),
        is_open=row.campaign.state in CALLING and is_running(row.campaign, at),
        is_paused=row.campaign.state == CampaignState.PAUSED,
        pause_reason=row.campaign.pause_reason,
        starts_at=row.campaign.starts_at,
        ends_at=row.campaign.ends_at,
        is_within_hours=is_open_now,
        opens_at=None if is_open_now else next_within(rules, moment),
        attempts_today=counts[0],
        talks_today=counts[1],
        talks=counts[2],
    )
