"""Visits as their lead and their visitors see them: numbers, states and dates, no identity."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Visit, VisitStep
from entremise.outreach.queries.calls import past
from entremise.outreach.rules import may_lead
from entremise.outreach.vocabulary.calls import PastAttempt
from entremise.outreach.vocabulary.visits import (
    Rescue,
    Sign,
    VisitCard,
    VisitCause,
    VisitCounts,
    VisitEnding,
    VisitMove,
    VisitRefusal,
    VisitState,
    VisitTrace,
)

OPEN = ~Q(state=VisitState.CLOSED)


def open_visits(*, campaign_id: int) -> tuple[VisitCard, ...]:
    """Visits of a campaign that have not ended, the nearest date first."""
    return cards(Visit.objects.filter(OPEN, campaign_id=campaign_id).order_by("due_at", "pk"))


def last_visits(*, campaign_id: int, limit: int = 20) -> tuple[VisitCard, ...]:
    """Visits that ended, the last first."""
    rows = Visit.objects.filter(campaign_id=campaign_id, state=VisitState.CLOSED)
    return cards(rows.order_by("-closed_at", "-pk")[:limit])


def open_visit_count(*, campaign_id: int) -> int:
    """How many visits keep a campaign from closing."""
    return Visit.objects.filter(OPEN, campaign_id=campaign_id).count()


def visit_counts(*, campaign_id: int, at: datetime) -> VisitCounts:
    """How many of a campaign stand where."""
    rows = Visit.objects.filter(campaign_id=campaign_id)
    return VisitCounts(**rows.aggregate(**counts_at(at)))


def counts_at(at: datetime) -> dict[str, Count]:
    return {
        "open": Count("pk", filter=OPEN),
        "late": Count("pk", filter=OPEN & Q(due_at__lte=at)),
        "out": Count("pk", filter=Q(call_in_by__isnull=False)),
        "without_number": Count("pk", filter=Q(cause=VisitCause.NO_NUMBER)),
        "ended": Count("pk", filter=~OPEN),
    }


def visit_led(*, actor: Actor, visit_id: int) -> VisitCard:
    """A visit of a campaign of the lead's body; refuse with `NOT_YOUR_VISIT`."""
    row = Visit.objects.select_related("campaign").filter(pk=visit_id).order_by("pk").first()
    if row is None or not may_lead(row.campaign, actor):
        raise Refused(VisitRefusal.NOT_YOUR_VISIT)
    return card(row)


def visits_to_make(*, user_id: int) -> tuple[VisitCard, ...]:
    """Visits for which this account is one of the two, until both are back; the nearest first."""
    mine = Q(first_id=user_id) | Q(second_id=user_id)
    out = Q(call_in_by__isnull=False)  # also of a visit that was stopped meanwhile
    rows = Visit.objects.filter(OPEN & Q(back_at=None) | out, mine)
    return cards(rows.order_by("due_at", "pk"))


def visit_to_make(*, actor: Actor, visit_id: int) -> VisitCard:
    """One of them; refuse with `NOT_YOUR_VISIT`."""
    found = visits_to_make(user_id=actor.user_id or 0)
    one = next((one for one in found if one.visit_id == visit_id), None)
    if one is None:
        raise Refused(VisitRefusal.NOT_YOUR_VISIT)
    return one


def silent_visits(*, at: datetime) -> tuple[VisitCard, ...]:
    """Those whose two visitors should have called in."""
    return cards(Visit.objects.filter(call_in_by__lte=at).order_by("call_in_by", "pk"))


def tries_of(*, visit: VisitCard) -> tuple[PastAttempt, ...]:
    """What was tried by telephone in this campaign, the last first."""
    rows = Attempt.objects.filter(
        call__person=visit.person, campaign_id=visit.campaign_id, shown_at__isnull=False
    )
    return tuple(past(row) for row in rows.order_by("-held_at", "-pk"))


def trace_of(*, visit_id: int) -> tuple[VisitTrace, ...]:
    """Its steps, the last first."""
    rows = VisitStep.objects.filter(visit_id=visit_id).order_by("-at", "-pk")
    return tuple(VisitTrace(row.at, row.user_id, VisitMove(row.move), row.detail) for row in rows)


def pairs_of(visits: Collection[VisitCard]) -> set[int]:
    """The accounts named on these visits."""
    return {pk for one in visits for pk in (one.first_id, one.second_id) if pk}


def cards(rows: QuerySet[Visit]) -> tuple[VisitCard, ...]:
    return tuple(card(row) for row in rows.select_related("campaign"))


def card(row: Visit) -> VisitCard:
    return VisitCard(
        visit_id=row.pk,
        campaign_id=row.campaign_id,
        campaign_title=row.campaign.title,
        switchboard=row.campaign.switchboard,
        person=row.person,
        call_id=row.call_id,
        cause=VisitCause(row.cause),
        state=VisitState(row.state),
        due_at=row.due_at,
        asked_at=row.asked_at,
        letter_at=row.letter_at,
        first_id=row.first_id,
        second_id=row.second_id,
        left_at=row.left_at,
        door_at=row.door_at,
        back_at=row.back_at,
        call_in_by=row.call_in_by,
        is_well=row.is_well,
        signs=tuple(Sign(one) for one in row.signs),
        rescue=Rescue(row.rescue) if row.rescue else None,
        rescue_number=row.rescue_number,
        rounds_count=row.rounds_count,
        ending=VisitEnding(row.ending) if row.ending else None,
        closed_at=row.closed_at,
    )
