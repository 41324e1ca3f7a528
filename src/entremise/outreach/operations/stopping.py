"""Calls that end without their caller: an objection, a death, the end of a purpose."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.commons.operations.assignments import release
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call
from entremise.outreach.operations.pairs import end_pairs
from entremise.outreach.operations.visits import stop_visits_of
from entremise.outreach.vocabulary.calls import CallState, Cause, StopReason
from entremise.outreach.vocabulary.visits import VisitEnding


@transaction.atomic
def stop_calls_of(
    *,
    person: UUID,
    reason: StopReason,
    at: datetime,
    campaign_id: int | None = None,
    purpose: Purpose | None = None,
) -> tuple[int, ...]:
    """Stop what is left to call or to visit of a person, in one campaign, for one purpose or all; return the calls."""
    rows = Call.objects.select_for_update(of=("self",)).filter(person=person, ended_at=None)
    if campaign_id is not None:
        rows = rows.filter(campaign_id=campaign_id)
    if purpose is not None:
        rows = rows.filter(campaign__purpose=purpose)
    found = tuple(rows.order_by("pk"))
    for call in found:
        stop(call=call, reason=reason, at=at)
    end_pairs(person=person, campaign_id=campaign_id, at=at)
    ending = VisitEnding.DECEASED if reason is StopReason.DEATH else VisitEnding.STOPPED
    stop_visits_of(person=person, at=at, ending=ending, campaign_id=campaign_id, purpose=purpose)
    return tuple(call.pk for call in found)


def stop(*, call: Call, reason: StopReason, at: datetime) -> None:
    """End a call for good; who holds it loses it at once."""
    open_tries = Attempt.objects.filter(call=call, token=call.token, ended_at=None)
    open_tries.update(ended_at=at, cause=Cause.STOPPED)
    call.state, call.stop_reason, call.ended_at = CallState.STOPPED, reason, at
    let_go(call)
    call.save()
    release(origin=Origin("CALL", call.pk), at=at)


def let_go(call: Call) -> None:
    """Nobody holds it and nothing is promised."""
    call.held_by_id = None
    call.lease_until = None
    call.shown_at = None
    call.due_at = None
    call.open_at = None
    call.promised_at = None
    call.owner_id = None
