"""Several campaigns side by side: their stock and their pace, in two statements however many they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.timezone import localdate, localtime

from entremise.outreach.models import Attempt, Call
from entremise.outreach.queries.conditions import IS_LEFT, IS_TALK
from entremise.outreach.vocabulary.campaigns import CampaignCard

PACE_OF: Final = timedelta(days=7)
NONE: Final[dict[str, int]] = {}


@dataclass(frozen=True, slots=True)
class Beside:
    """One campaign among others: counts, and the day its list ends at the pace of the last seven days."""

    campaign: CampaignCard
    people: int
    left: int
    reached: int
    talks_today: int
    ends_on: date | None  # none: no call ended these days, or nobody is left


def side_by_side(*, campaigns: Collection[CampaignCard], at: datetime) -> tuple[Beside, ...]:
    """The figures of these campaigns, in their order."""
    ids = [one.campaign_id for one in campaigns]
    people, works = people_by_campaign(ids, at), works_by_campaign(ids, at)
    return tuple(
        beside(one, people.get(one.campaign_id, NONE), works.get(one.campaign_id, NONE), at)
        for one in campaigns
    )


def beside(
    campaign: CampaignCard, people: dict[str, int], works: dict[str, int], at: datetime
) -> Beside:
    left, ended = people.get("left", 0), people.get("ended", 0)
    return Beside(
        campaign=campaign,
        people=people.get("people", 0),
        left=left,
        reached=works.get("reached", 0),
        talks_today=works.get("talks", 0),
        ends_on=day_of_the_end(left, ended, campaign.opened_at or at, at),
    )


def day_of_the_end(left: int, ended: int, since: datetime, at: datetime) -> date | None:
    """So many calls ended in seven days, or since the opening: the others end as fast."""
    if not left or not ended:
        return None
    days = max(1.0, min(PACE_OF, at - since) / timedelta(days=1))
    return localdate(at) + timedelta(days=ceil(left * days / ended))


def people_by_campaign(ids: Collection[int], at: datetime) -> dict[int, dict[str, Any]]:
    rows = (
        Call.objects.filter(campaign_id__in=ids)
        .values("campaign_id")
        .annotate(
            people=Count("person", distinct=True),
            left=Count("pk", filter=IS_LEFT),
            ended=Count("pk", filter=Q(ended_at__gt=at - PACE_OF)),
        )
        .order_by("campaign_id")
    )
    return {row["campaign_id"]: dict(row) for row in rows}


def works_by_campaign(ids: Collection[int], at: datetime) -> dict[int, dict[str, Any]]:
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = (
        Attempt.objects.filter(campaign_id__in=ids, shown_at__isnull=False)
        .values("campaign_id")
        .annotate(
            reached=Count("call__person", filter=IS_TALK, distinct=True),
            talks=Count("pk", filter=IS_TALK & Q(held_at__gte=midnight)),
        )
        .order_by("campaign_id")
    )
    return {row["campaign_id"]: dict(row) for row in rows}
