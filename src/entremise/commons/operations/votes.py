"""A vote and its count: a majority in each college, a quorum in each, a blocking third for the concerned."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Decision, UseRequest
from entremise.commons.operations.numbering import next_number
from entremise.commons.operations.uses import move, refuse_requester, refuse_unlawful
from entremise.commons.queries.charters import number_rule
from entremise.commons.queries.votes import has_needed_colleges, may_count, may_open_from, tallies
from entremise.commons.rules import people_at_most
from entremise.commons.vocabulary.decisions import DecisionKind, Refusal
from entremise.commons.vocabulary.uses import UseState
from entremise.kernel.errors import Refused

MAY_OPEN = frozenset({Role.LEGAL_OFFICER, Role.DECIDER})


@transaction.atomic
def open_vote(*, actor: Actor, request_id: int, closes_at: datetime, at: datetime) -> None:
    """Open the vote on a published request; refuse with `NOT_YOUR_TURN`, `SELF_APPROVAL`, `PUBLISHED_TOO_LATE`, `VOTE_TOO_SHORT`, `COLLEGES_MISSING`, `VOTE_CLOSED`."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if not actor.roles & MAY_OPEN or row.state != UseState.DELIBERATING:
        raise Refused(Refusal.NOT_YOUR_TURN)
    refuse_requester(row, actor.human_id)
    if row.published_at is None or at < may_open_from(
        published_at=row.published_at, expected_people=row.expected_people, at=at
    ):
        raise Refused(Refusal.PUBLISHED_TOO_LATE)
    if localdate(closes_at) < localdate(at) + timedelta(days=number_rule("vote_days", at=at)):
        raise Refused(Refusal.VOTE_TOO_SHORT)
    begin_vote(row, actor, closes_at, at)


def begin_vote(row: UseRequest, actor: Actor, closes_at: datetime, at: datetime) -> None:
    if closes_at <= at:
        raise Refused(Refusal.VOTE_CLOSED)
    if not has_needed_colleges(at, row):
        raise Refused(Refusal.COLLEGES_MISSING)
    row.vote_opens_at, row.vote_closes_at = at, closes_at
    move(row, UseState.VOTING, actor, at)


@transaction.atomic
def close_vote(
    *, actor: Actor, request_id: int, at: datetime, conditions: str = "", minutes: str = ""
) -> int | None:
    """Count in public once the vote is over, or everybody has voted; return the decision it makes, or none; refuse with `NOT_YOUR_TURN`, `SELF_APPROVAL`, `VOTE_STILL_OPEN`, and what the law refuses."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if not actor.roles & MAY_OPEN or row.state != UseState.VOTING:
        raise Refused(Refusal.NOT_YOUR_TURN)
    refuse_requester(row, actor.human_id)
    if not may_count(request_id=row.pk, at=at):
        raise Refused(Refusal.VOTE_STILL_OPEN)
    counted = tallies(request_id=row.pk, at=at)
    row.conditions, row.minutes = conditions, minutes
    if not all(tally.is_for for tally in counted):
        move(row, UseState.REJECTED, actor, at)
        end_emergency(row, at)
        return None
    refuse_unlawful(row)  # no vote makes lawful what is not
    accepted = UseState.ACCEPTED_WITH_CONDITIONS if conditions.strip() else UseState.ACCEPTED
    move(row, accepted, actor, at)
    return decide(row, at)


def end_emergency(row: UseRequest, at: datetime) -> None:
    """An emergency that the colleges reject ends with the count, not with its 72 hours."""
    Decision.objects.filter(
        request=row, kind=DecisionKind.EMERGENCY, revoked_at=None, expires_at__gt=at
    ).update(revoked_at=at)


def decide(row: UseRequest, at: datetime) -> int:
    """The decision of an accepted request: it lasts as the charter says at most."""
    starts_at = max(at, row.starts_at)
    days = timedelta(days=number_rule("decision_days", at=at))
    decision = Decision.objects.create(
        number=next_number(Decision, "D", at),
        kind=DecisionKind.STANDING if row.is_standing else DecisionKind.VOTED,
        request=row,
        title=row.title,
        purpose=row.purpose,
        registers=row.registers,
        groups=row.groups,
        people_cap=people_at_most(row.expected_people),
        is_armed_by_activation=row.is_standing,
        conditions=row.conditions,
        decided_at=at,
        starts_at=starts_at,
        expires_at=max(min(row.ends_at, at + days), starts_at),
    )
    return decision.pk


@transaction.atomic
def revoke_decision(*, actor: Actor, decision_id: int, reason: str, at: datetime) -> None:
    """End a decision now, and with it every grant under it; refuse with `NOT_YOUR_TURN`, `REASONS_MISSING`."""
    if not actor.has(Role.DECIDER):
        raise Refused(Refusal.NOT_YOUR_TURN)
    if not reason.strip():
        raise Refused(Refusal.REASONS_MISSING)
    row = Decision.objects.select_for_update().get(pk=decision_id)
    if row.revoked_at is None:
        row.revoked_at, row.end_reason = at, reason
        row.save(update_fields=["revoked_at", "end_reason"])
