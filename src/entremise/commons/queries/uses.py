"""Use requests: for those who work on them, and the public register of uses."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import Count

from entremise.commons.models import Decision, UseRequest, UseStep
from entremise.commons.queries.decisions import decision_card, emergency_card
from entremise.commons.queries.votes import tallies
from entremise.commons.vocabulary.decisions import DecisionKind
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.commons.vocabulary.uses import (
    PUBLISHED,
    GateVerdict,
    NewUse,
    OpinionCard,
    OpinionVerdict,
    PublicUse,
    StepCard,
    UseCard,
    UseRow,
    UseState,
    UseStatus,
    Verdict,
)


def use(request_id: int) -> UseCard:
    """One request, whole; it must exist."""
    row = (
        UseRequest.objects.select_related("former", "opinion")
        .prefetch_related("steps")
        .get(pk=request_id)
    )
    return UseCard(
        request_id=row.pk,
        number=row.number,
        state=UseState(row.state),
        requester_id=row.requester_id,
        organization_id=row.organization_id,
        asked=asked(row),
        summary=row.summary,
        conditions=row.conditions,
        minutes=row.minutes,
        submitted_at=row.submitted_at,
        published_at=row.published_at,
        vote_opens_at=row.vote_opens_at,
        vote_closes_at=row.vote_closes_at,
        gate=Verdict(GateVerdict(row.gate_verdict), row.gate_reasons) if row.gate_verdict else None,
        gate_by=row.gate_by_id,
        gate_at=row.gate_at,
        opinion=opinion_of(row),
        steps=tuple(step_card(one) for one in steps_of(row)),
        former_number="" if row.former is None else row.former.number,
        created_at=row.created_at,
        counted_people=row.counted_people,
        counted_at=row.counted_at,
    )


def steps_of(row: UseRequest) -> list[UseStep]:
    return sorted(row.steps.all(), key=lambda one: (one.at, one.pk))


def step_card(row: UseStep) -> StepCard:
    return StepCard(
        at=row.at,
        user_id=row.user_id,
        before=UseState(row.before) if row.before else None,
        after=UseState(row.after),
        note=row.note,
    )


def asked(row: UseRequest) -> NewUse:
    return NewUse(
        title=row.title,
        purpose=Purpose(row.purpose),
        sentence=row.sentence,
        registers=tuple(row.registers),
        groups=frozenset(FieldGroup(group) for group in row.groups),
        expected_people=row.expected_people,
        expected_source=row.expected_source,
        recipients=row.recipients,
        legal_reference=row.legal_reference,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        criterion=row.criterion,
        compatibility=row.compatibility,
        impact_assessment=row.impact_assessment,
        alternatives=row.alternatives,
        is_standing=row.is_standing,
        former_id=row.former_id,
        evaluation=row.evaluation,
    )


def opinion_of(row: UseRequest) -> OpinionCard | None:
    if not hasattr(row, "opinion"):
        return None
    held = row.opinion
    return OpinionCard(OpinionVerdict(held.verdict), held.text, held.user_id, held.at)


def uses_in(
    states: Collection[UseState],
    *,
    requester_id: int | None = None,
    skip: int = 0,
    limit: int = 100,
) -> tuple[UseRow, ...]:
    """Requests in these states, of one requester or all, the last begun first."""
    rows = UseRequest.objects.filter(state__in=states).select_related("opinion")
    if requester_id is not None:
        rows = rows.filter(requester_id=requester_id)
    rows = rows.order_by("-created_at", "-pk")[skip : skip + limit]
    return tuple(use_row(row) for row in rows)


def use_counts() -> dict[UseState, int]:
    """How many requests are in each state that has one."""
    rows = UseRequest.objects.values_list("state").annotate(n=Count("pk")).order_by("state")
    return {UseState(state): n for state, n in rows}


def votes_open(*, at: datetime) -> tuple[UseRow, ...]:
    """Requests on which a ballot may be given now, the first to close first."""
    rows = UseRequest.objects.filter(
        state=UseState.VOTING, vote_opens_at__lte=at, vote_closes_at__gt=at
    ).select_related("opinion")
    return tuple(use_row(row) for row in rows.order_by("vote_closes_at", "pk"))


def use_row(row: UseRequest) -> UseRow:
    return UseRow(
        request_id=row.pk,
        number=row.number,
        title=row.title,
        purpose=Purpose(row.purpose),
        state=UseState(row.state),
        organization_id=row.organization_id,
        requester_id=row.requester_id,
        expected_people=row.expected_people,
        submitted_at=row.submitted_at,
        vote_closes_at=row.vote_closes_at,
        has_opinion=hasattr(row, "opinion"),
        created_at=row.created_at,
    )


def uses_published(*, at: datetime, skip: int = 0, limit: int = 25) -> tuple[PublicUse, ...]:
    """The public register: published uses where they stand today, the last published first."""
    rows = list(
        UseRequest.objects.filter(state__in=PUBLISHED).order_by("-published_at", "-pk")[
            skip : skip + limit
        ]
    )
    decisions = decisions_by_request([row.pk for row in rows])
    return tuple(public_use(row, decisions.get(row.pk, []), at) for row in rows)


def uses_published_count() -> int:
    """How many uses the public register shows."""
    return UseRequest.objects.filter(state__in=PUBLISHED).count()


def use_published(request_id: int, *, at: datetime) -> PublicUse | None:
    """One use of the public register, with its votes once counted; none before it is published."""
    row = UseRequest.objects.filter(state__in=PUBLISHED, pk=request_id).first()
    if row is None:
        return None
    is_counted = row.state not in (UseState.DELIBERATING, UseState.VOTING)
    found = public_use(row, decisions_by_request([row.pk])[row.pk], at)
    return replace(found, tallies=tallies(request_id=row.pk, at=at)) if is_counted else found


def decisions_by_request(request_ids: Collection[int]) -> dict[int, list[Decision]]:
    rows = (
        Decision.objects.filter(request_id__in=request_ids)
        .prefetch_related("signatures")
        .order_by("-decided_at", "-pk")
    )
    found: dict[int, list[Decision]] = {request_id: [] for request_id in request_ids}
    for row in rows:
        found[row.request_id or 0].append(row)
    return found


def public_use(row: UseRequest, decisions: Collection[Decision], at: datetime) -> PublicUse:
    voted = next((one for one in decisions if one.kind != DecisionKind.EMERGENCY), None)
    urgent = next((one for one in decisions if one.kind == DecisionKind.EMERGENCY), None)
    return PublicUse(
        request_id=row.pk,
        number=row.number,
        title=row.title,
        purpose=Purpose(row.purpose),
        sentence=row.sentence,
        status=status_of(row, voted, urgent, at),
        organization_id=row.organization_id,
        registers=tuple(row.registers),
        groups=frozenset(FieldGroup(group) for group in row.groups),
        expected_people=row.expected_people,
        published_at=row.published_at,
        vote_closes_at=row.vote_closes_at,
        decision=None if voted is None else decision_card(voted),
        emergency=None if urgent is None else emergency_card(urgent, at),
        tallies=(),
    )


def status_of(
    row: UseRequest, voted: Decision | None, urgent: Decision | None, at: datetime
) -> UseStatus:
    """Where a published use stands, by the clock alone."""
    if voted is not None:
        return decision_status(voted, at)
    if urgent is not None and urgent.starts_at is not None:
        return emergency_status(row, urgent, at)
    if row.state == UseState.DELIBERATING:
        return UseStatus.DEBATED
    if row.state == UseState.VOTING and row.vote_closes_at is not None:
        return UseStatus.VOTED_ON if at < row.vote_closes_at else UseStatus.TO_COUNT
    return UseStatus.REJECTED


def emergency_status(row: UseRequest, urgent: Decision, at: datetime) -> UseStatus:
    if urgent.revoked_at is not None and urgent.revoked_at <= at:
        is_rejected = row.state == UseState.REJECTED
        return UseStatus.REJECTED if is_rejected else UseStatus.REVOKED
    return UseStatus.EMERGENCY if at < urgent.expires_at else UseStatus.LAPSED


def decision_status(row: Decision, at: datetime) -> UseStatus:
    if row.revoked_at is not None and row.revoked_at <= at:
        return UseStatus.REVOKED
    if row.starts_at is None or row.starts_at > at:
        return UseStatus.COMING
    return UseStatus.RUNNING if row.expires_at > at else UseStatus.EXPIRED
