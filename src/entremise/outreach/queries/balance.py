"""What a campaign came to, in counts: people, calls, promises; for its balance sheet."""

from dataclasses import dataclass

from django.db.models import Count, Q

from entremise.outreach.models import Attempt, Call, Campaign
from entremise.outreach.queries.conditions import IS_TALK
from entremise.outreach.vocabulary.calls import CallState, StopReason


@dataclass(frozen=True, slots=True)
class Balance:
    """Each person counts once, however many waves; a person may stand in several lines."""

    people: int
    called: int
    reached: int
    unreachable: int
    without_number: int
    objected: int
    deceased: int
    calls: int
    talks: int
    promises: int
    promises_kept: int


def balance_of(*, campaign_id: int) -> Balance:
    """The counts of a campaign from its first call until now, in three statements."""
    campaign = Campaign.objects.get(pk=campaign_id)
    people = Call.objects.filter(campaign=campaign).aggregate(
        people=Count("person", distinct=True),
        called=Count("person", filter=Q(tries_count__gt=0), distinct=True),
        unreachable=Count("person", filter=Q(state=CallState.UNREACHABLE), distinct=True),
        objected=Count("person", filter=Q(stop_reason=StopReason.OBJECTION), distinct=True),
        deceased=Count("person", filter=Q(stop_reason=StopReason.DEATH), distinct=True),
    )
    works = Attempt.objects.filter(campaign=campaign, shown_at__isnull=False).aggregate(
        calls=Count("pk"),
        talks=Count("pk", filter=IS_TALK),
        reached=Count("call__person", filter=IS_TALK, distinct=True),
        promises=Count("pk", filter=Q(is_promise_kept__isnull=False)),
        promises_kept=Count("pk", filter=Q(is_promise_kept=True)),
    )
    return Balance(without_number=campaign.without_number_count, **people, **works)
