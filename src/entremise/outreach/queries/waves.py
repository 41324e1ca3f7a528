"""What the waves of a campaign came to: counts, no person."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, DateTimeField, F, Func, IntegerField, Value

from entremise.outreach.models import Attempt, Call, Wave
from entremise.outreach.queries.board import IS_TALK
from entremise.outreach.rules import rhythm_proposed
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.outreach.vocabulary.waves import WaveCard


def last_number(*, campaign_id: int) -> int:
    """The number of the wave under way."""
    rows = Wave.objects.filter(campaign_id=campaign_id).order_by("-number")
    return rows.values_list("number", flat=True).first() or 1


def proposed_days(*, campaign: CampaignCard) -> int | None:
    """The rhythm that the content of an alert proposes; none in ordinary time."""
    return rhythm_proposed(campaign)


def waves_of(*, campaign: CampaignCard) -> tuple[WaveCard, ...]:
    """All waves, the opening first, in three statements; none before it."""
    campaign_id = campaign.campaign_id
    if campaign.opened_at is None:
        return ()
    later = tuple(Wave.objects.filter(campaign_id=campaign_id).order_by("number"))
    work = work_by_wave(campaign_id, [one.began_at for one in later])
    listed = Call.objects.filter(campaign_id=campaign_id, wave=1).count()
    first = Wave(number=1, began_at=campaign.opened_at, called_count=listed, carried_count=0)
    return tuple(
        WaveCard(
            number=one.number,
            began_at=one.began_at,
            is_automatic=one.number > 1 and one.user_id is None,
            called=one.called_count,
            carried=one.carried_count,
            calls=work.get(place, (0, 0))[0],
            talks=work.get(place, (0, 0))[1],
        )
        for place, one in enumerate((first, *later))
    )


def work_by_wave(campaign_id: int, begins: Sequence[datetime]) -> dict[int, tuple[int, int]]:
    """Calls and talks from the beginning of each wave to the next; zero is what came before the second."""
    bounds = Value(list(begins), output_field=ArrayField(DateTimeField()))
    rows = (
        Attempt.objects.filter(campaign_id=campaign_id, shown_at__isnull=False)
        .annotate(
            place=Func(F("held_at"), bounds, function="width_bucket", output_field=IntegerField())
        )
        .values_list("place")
        .annotate(calls=Count("pk"), talks=Count("pk", filter=IS_TALK))
        .order_by("place")
    )
    return {place: (calls, talks) for place, calls, talks in rows}
