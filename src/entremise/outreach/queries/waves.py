"""What the waves of a campaign came to: counts, no person."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Func, IntegerField, QuerySet

from entremise.kernel.together import Answers, Questions, counted, together
from entremise.outreach.models import Attempt, Call, Wave
from entremise.outreach.queries.conditions import IS_TALK
from entremise.outreach.rules import rhythm_proposed
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.outreach.vocabulary.waves import WaveCard


def last_number(*, campaign_id: int) -> int:
    """The number of the wave under way."""
    rows = Wave.objects.filter(campaign_id=campaign_id).order_by("-number")
    return rows.values_list("number", flat=True).first() or 1


def is_begun(*, campaign_id: int) -> bool:
    """Whether a wave is being called, or was left in the middle."""
    return Wave.objects.filter(campaign_id=campaign_id, called_at=None).exists()


def proposed_days(*, campaign: CampaignCard) -> int | None:
    """The rhythm that the content of an alert proposes; none in ordinary time."""
    return rhythm_proposed(campaign)


def waves_of(*, campaign: CampaignCard) -> tuple[WaveCard, ...]:
    """All waves, the opening first, in one statement; none before it."""
    return wave_cards(campaign, asked_of_waves(campaign_id=campaign.campaign_id))


@together
def asked_of_waves(*, campaign_id: int) -> Questions:
    return wave_questions(campaign_id)


def wave_questions(campaign_id: int) -> Questions:
    """The waves after the opening, the calls and talks of each, and whom the opening called."""
    later = Wave.objects.filter(campaign_id=campaign_id).order_by("number")
    firsts = Call.objects.filter(campaign_id=campaign_id, wave=1)
    return {
        "waves": later.values_list(
            "number",
            "began_at",
            "called_at",
            "user_id",
            "called_count",
            "carried_count",
            named=True,
        ),
        "work": work_by_wave(campaign_id, later),
        "listed": counted(firsts, people=Count("pk")),
    }


def work_by_wave(campaign_id: int, later: QuerySet[Wave]) -> QuerySet[Attempt, Any]:
    """Calls and talks from the beginning of each wave to the next; zero is what came before the second."""
    begins = ArraySubquery(later.values("began_at"))
    return (
        Attempt.objects.filter(campaign_id=campaign_id, shown_at__isnull=False)
        .annotate(
            place=Func(F("held_at"), begins, function="width_bucket", output_field=IntegerField())
        )
        .values_list("place")
        .annotate(calls=Count("pk"), talks=Count("pk", filter=IS_TALK))
        .order_by("place")
    )


def wave_cards(campaign: CampaignCard, found: Answers) -> tuple[WaveCard, ...]:
    if campaign.opened_at is None:
        return ()
    work = {one.place: one for one in found["work"]}
    opening = WaveCard(
        number=1,
        began_at=campaign.opened_at,
        is_automatic=False,
        is_beginning=False,
        called=found["listed"][0].people,
        carried=0,
        calls=work[0].calls if 0 in work else 0,
        talks=work[0].talks if 0 in work else 0,
    )
    later = (
        WaveCard(
            number=one.number,
            began_at=one.began_at,
            is_automatic=one.user_id is None,
            is_beginning=one.called_at is None,
            called=one.called_count,
            carried=one.carried_count,
            calls=work[place].calls if place in work else 0,
            talks=work[place].talks if place in work else 0,
        )
        for place, one in enumerate(found["waves"], 1)
    )
    return (opening, *later)
