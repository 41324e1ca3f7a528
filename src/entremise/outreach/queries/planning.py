"""What a forecast starts from: who is left, who calls, when one may call, how tries went so far; counts only."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import ExtractHour, RowNumber
from django.utils.timezone import get_current_timezone

from entremise.commons.vocabulary.law import Purpose
from entremise.engines.calling import spans_of
from entremise.engines.capacity.vocabulary import (
    LOCKDOWN,
    ORDINARY,
    Assumptions,
    Crew,
    Minutes,
    Pool,
    Share,
    Slot,
)
from entremise.kits.queries import version
from entremise.outreach.models import Attempt, Call, Caller, Campaign
from entremise.outreach.queries.conditions import IS_PROMISED, IS_TALK
from entremise.outreach.rules import calling_rules
from entremise.outreach.vocabulary.calls import Outcome

IS_LOSS: Final = Q(
    outcome__in=[
        Outcome.OBJECTION,
        Outcome.WRONG_NUMBER,
        Outcome.OUT_OF_SERVICE,
        Outcome.DECEASED,
    ]
)
HOURS: Final = {
    Slot.MORNING: Q(hour__lt=13),
    Slot.AFTERNOON: Q(hour__gte=13, hour__lt=17),
    Slot.EVENING: Q(hour__gte=17),
}
NUMBERS: Final = 6
MINUTE: Final = timedelta(minutes=1)


def pools_left(*, campaign_id: int) -> tuple[Pool, ...]:
    """People left to call, by level and language, by number of tries, in one statement."""
    rows = (
        Call.objects.filter(campaign_id=campaign_id, ended_at=None)
        .values_list("pool__level", "pool__language", "tries_count")
        .annotate(
            promised=Count("pk", filter=IS_PROMISED),
            people=Count("pk"),
        )
        .order_by("pool__level", "pool__language", "tries_count")
    )
    left: dict[tuple[int, str], list[int]] = {}
    promises: dict[tuple[int, str], int] = {}
    for level, language, tried, promised, people in rows:
        counts = left.setdefault((level, language), [])
        counts += [0] * (tried + 1 - len(counts))
        counts[tried] += people - promised
        promises[level, language] = promises.get((level, language), 0) + promised
    return tuple(Pool(*key, tuple(counts), promises[key]) for key, counts in left.items())


def crews_of(*, campaign_id: int) -> tuple[Crew, ...]:
    """Callers admitted now, those of one level and the same languages together."""
    rows = Caller.objects.filter(campaign_id=campaign_id, ended_at=None).order_by("level", "pk")
    counts: dict[tuple[int, tuple[str, ...]], int] = {}
    for level, languages in rows.values_list("level", "languages"):
        key = level, tuple(sorted(languages))
        counts[key] = counts.get(key, 0) + 1
    return tuple(Crew(*key, count) for key, count in counts.items())


def calling_half_hours(*, campaign_id: int, first: date, days: int) -> frozenset[tuple[int, int]]:
    """Half-hours in which its rules let one call: (day from the first, half-hour of the day)."""
    rules = calling_rules(Campaign.objects.get(pk=campaign_id))
    midnight = datetime.combine(first, time(), get_current_timezone())
    return frozenset(
        (day, half_hour)
        for day in range(days)
        for start, end in spans_of(rules, first + timedelta(days=day), midnight)
        for half_hour in range(half_hour_of(start), half_hour_of(end))
    )


def half_hour_of(moment: datetime) -> int:
    """The half-hour of the local day, from 0 at midnight."""
    return moment.hour * 2 + moment.minute // 30


def tries_allowed(*, campaign_id: int) -> int:
    """Tries after which a person counts as unreachable: a visit is asked."""
    campaign = Campaign.objects.get(pk=campaign_id)
    return version(campaign.kit_version_id).calling.unreachable_after_tries


def assumptions_of(*, campaign_id: int) -> Assumptions:
    """How tries went so far beside what is assumed, in two statements: after an act people are taken to be at home."""
    campaign = Campaign.objects.get(pk=campaign_id)
    base = LOCKDOWN if campaign.purpose == Purpose.ALERT_CALL else ORDINARY
    seen = tries_seen(campaign_id)
    morning, afternoon, evening = (
        replace(one, hits=seen[f"talks_{slot.name}"], seen=seen[f"tries_{slot.name}"])
        for slot, one in zip(Slot, base.talks, strict=True)
    )
    silent = seen["tries"] - seen["talks"]
    return replace(
        base,
        talks=(morning, afternoon, evening),
        by_try=tuple(
            replace(one, hits=seen[f"talks_{number}"], seen=seen[f"tries_{number}"])
            for number, one in enumerate(base.by_try[:NUMBERS], 1)
        ),
        promises=counted(base.promises, seen["promises"], silent),
        promises_kept=counted(base.promises_kept, seen["kept"], seen["called_back"]),
        losses=counted(base.losses, seen["losses"], silent - seen["promises"]),
        try_minutes=timed(base.try_minutes, seen["silent_for"], silent),
        talk_minutes=timed(base.talk_minutes, seen["spoken_for"], seen["talks"]),
    )


def counted(base: Share, hits: int, seen: int) -> Share:
    return replace(base, hits=hits, seen=max(hits, seen))


def timed(base: Minutes, total: timedelta | None, seen: int) -> Minutes:
    return replace(base, total=(total or timedelta()) / MINUTE, seen=seen)


def tries_seen(campaign_id: int) -> dict[str, Any]:
    """Counts over the tries that ended with an outcome; those by slot are of first tries only."""
    rows = (
        Attempt.objects.filter(campaign_id=campaign_id, shown_at__isnull=False)
        .exclude(outcome="")
        .annotate(
            hour=ExtractHour("shown_at"),
            number=Window(RowNumber(), partition_by=F("call_id"), order_by="pk"),
            lasted=F("ended_at") - F("held_at"),
        )
    )
    groups = {slot.name: HOURS[slot] & Q(number=1) for slot in Slot}
    groups |= {str(number): Q(number=number) for number in range(1, NUMBERS + 1)}
    return rows.aggregate(
        tries=Count("pk"),
        talks=Count("pk", filter=IS_TALK),
        promises=Count("pk", filter=Q(outcome=Outcome.CALL_BACK)),
        losses=Count("pk", filter=IS_LOSS),
        called_back=Count("pk", filter=Q(promised_at__isnull=False)),
        kept=Count("pk", filter=IS_TALK & Q(promised_at__isnull=False)),
        spoken_for=Sum("lasted", filter=IS_TALK),
        silent_for=Sum("lasted", filter=~IS_TALK),
        **{f"tries_{name}": Count("pk", filter=group) for name, group in groups.items()},
        **{f"talks_{name}": Count("pk", filter=group & IS_TALK) for name, group in groups.items()},
    )
