"""The people of a campaign: added from computed facts."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.objections import objected_people
from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.models import Attempt, Call, Campaign, Pool, Sheet
from entremise.outreach.operations.pools import pool_for
from entremise.outreach.rules import end_of_first_wave, origin_of
from entremise.outreach.vocabulary.calls import SPOKEN, CallState, StopReason
from entremise.outreach.vocabulary.campaigns import Added, CallToAdd, CampaignState, Level
from entremise.outreach.vocabulary.paper import TO_TYPE

BATCH = 1000
A_DAY: Final = timedelta(days=1)
Key = tuple[Level, str]


@transaction.atomic
def add_calls(
    *,
    actor: Actor,
    campaign_id: int,
    calls: Collection[CallToAdd],
    at: datetime,
    without_number: int = 0,
) -> Added:
    """Add people to call; those who objected, and those whom a campaign calls already, are counted and left out."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    objected = objected_people(
        purpose=Purpose(campaign.purpose),
        origin=origin_of(campaign_id),
        among=[one.person for one in calls],
    )
    wanted = [one for one in calls if one.person not in objected]
    before = Call.objects.filter(campaign=campaign).count()
    pools, people = pools_of(campaign_id, wanted), {one.person for one in wanted}
    leave_other_lists(people, campaign, at)
    talked = talked_today(people, at)
    rows = (call_of(one, pools, campaign, at, talked=talked) for one in wanted)
    for chunk in chunks(rows):
        Call.objects.bulk_create(chunk, ignore_conflicts=True)
    added = Call.objects.filter(campaign=campaign).count() - before
    called = Call.objects.filter(person__in=people, ended_at=None).exclude(campaign=campaign)
    if without_number:
        campaign.without_number_count = without_number
        campaign.save(update_fields=["without_number_count"])
    return Added(
        added=added,
        elsewhere=called.count(),
        objected=len(objected),
        unreachable=without_number,
    )


def leave_other_lists(people: Collection[UUID], campaign: Campaign, at: datetime) -> None:
    """Whom another campaign calls no more, past its last day or closing without a first call, is not held by it; an alert goes before any other purpose.

    Who is on a screen or on paper stays until that is typed."""
    is_over = Q(campaign__ends_at__lte=at) | Q(
        campaign__state=CampaignState.CLOSING, state=CallState.READY, pool__is_retry=False
    )
    on_paper = Sheet.objects.filter(call=OuterRef("pk"), state__in=TO_TYPE)
    rows = Call.objects.filter(person__in=people, ended_at=None, held_by=None)
    free = rows.exclude(campaign=campaign).exclude(Exists(on_paper))
    give_way(free.filter(is_over), StopReason.CAMPAIGN_CLOSED, at)
    if campaign.purpose == Purpose.ALERT_CALL:
        give_way(free.exclude(campaign__purpose=Purpose.ALERT_CALL), StopReason.ALERT, at)


def give_way(rows: QuerySet[Call], reason: StopReason, at: datetime) -> None:
    rows.update(
        state=CallState.STOPPED,
        stop_reason=reason,
        ended_at=at,
        due_at=None,
        open_at=None,
        promised_at=None,
        owner=None,
    )


def chunks(rows: Iterable[Call]) -> Iterable[list[Call]]:
    chunk: list[Call] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == BATCH:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def pools_of(campaign_id: int, calls: Collection[CallToAdd]) -> dict[Key, Pool]:
    keys = sorted({(one.level, one.language) for one in calls})
    return {
        (level, language): pool_for(
            campaign_id=campaign_id, level=level, language=language, is_retry=False
        )
        for level, language in keys
    }


def talked_today(people: Collection[UUID], at: datetime) -> set[UUID]:
    """Whom somebody has talked with on this local day, in any campaign."""
    today = Attempt.objects.filter(
        call__person__in=people, outcome__in=sorted(SPOKEN), shown_at__gte=midnight(at)
    )
    return set(today.values_list("call__person", flat=True))


def midnight(at: datetime) -> datetime:
    return localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def call_of(
    one: CallToAdd,
    pools: dict[Key, Pool],
    campaign: Campaign,
    at: datetime,
    *,
    talked: set[UUID],
) -> Call:
    """Ready now; tomorrow for who has talked today."""
    is_tired = one.person in talked
    return Call(
        state=CallState.WAITING if is_tired else CallState.READY,
        due_at=midnight(at) + A_DAY if is_tired else None,
        campaign=campaign,
        pool=pools[one.level, one.language],
        person=one.person,
        rank=one.rank,
        reach_by=end_of_first_wave(campaign, at),
        reasons=list(one.reasons),
        half_hours=one.half_hours,
        household=one.household,
        created_at=at,
    )
