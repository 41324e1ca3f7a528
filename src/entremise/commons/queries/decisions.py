"""Decisions and activations: what the community has decided, what an act has armed."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from entremise.commons.models import Activation, ActivationStep, Decision
from entremise.commons.vocabulary.activations import ActCard, ActivationCard, ActKind, PlanKind
from entremise.commons.vocabulary.decisions import DecisionCard, DecisionKind
from entremise.commons.vocabulary.emergencies import EMERGENCY_HOURS, EmergencyCard, SignatureCard
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.compiled import compiled


def alive(at: datetime) -> Q:
    """Decisions that bind now; an emergency lapses by the clock."""
    unrevoked = Q(revoked_at=None) | Q(revoked_at__gt=at)
    in_time = ~Q(kind=DecisionKind.EMERGENCY) | Q(starts_at__gt=at - EMERGENCY_HOURS)
    return Q(starts_at__lte=at, expires_at__gt=at) & unrevoked & in_time


def decisions_in_force(*, at: datetime, purpose: Purpose | None = None) -> tuple[DecisionCard, ...]:
    """Decisions that bind now, for one purpose or all, the youngest first."""
    rows = Decision.objects.filter(alive(at))
    if purpose is not None:
        rows = rows.filter(purpose=purpose)
    return tuple(decision_card(row) for row in rows.order_by("-decided_at", "-pk"))


def decision(decision_id: int) -> DecisionCard:
    """One decision; it must exist."""
    return decision_card(Decision.objects.get(pk=decision_id))


def decisions_of(request_ids: Collection[int]) -> dict[int, tuple[DecisionCard, ...]]:
    """The decisions of these requests, the youngest first, in one statement."""
    rows = Decision.objects.filter(request_id__in=request_ids).order_by("-decided_at", "-pk")
    found: dict[int, list[DecisionCard]] = {}
    for row in rows:
        found.setdefault(row.request_id or 0, []).append(decision_card(row))
    return {request_id: tuple(cards) for request_id, cards in found.items()}


def activations_in_force(*, at: datetime) -> tuple[ActivationCard, ...]:
    """Plans in force now, the last activated first."""
    return tuple(map(activation_card, armed_activations(at=at)))


@compiled
def armed_activations(*, at: datetime) -> QuerySet[Activation]:
    return Activation.objects.filter(armed(at)).order_by("-activated_at", "-pk")


def armed(at: datetime) -> Q:
    unlifted = Q(lifted_at=None) | Q(lifted_at__gt=at)
    return Q(activated_at__lte=at, expires_at__gt=at) & unlifted


def activations(*, limit: int = 50) -> tuple[ActivationCard, ...]:
    """All plans ever activated, the last first."""
    rows = Activation.objects.order_by("-activated_at", "-pk")[:limit]
    return tuple(activation_card(row) for row in rows)


def activation(activation_id: int) -> ActivationCard:
    """One activation; it must exist."""
    return activation_card(Activation.objects.get(pk=activation_id))


def acts_of(activation_id: int) -> tuple[ActCard, ...]:
    """The dated acts of one activation, in their order."""
    rows = ActivationStep.objects.filter(activation_id=activation_id).order_by("at", "pk")
    return tuple(
        ActCard(
            at=row.at,
            kind=ActKind(row.kind),
            user_id=row.user_id,
            act_reference=row.act_reference,
            act_on=row.act_on,
        )
        for row in rows
    )


def emergencies(*, at: datetime, since: timedelta | None = None) -> tuple[EmergencyCard, ...]:
    """Emergency decisions, open, waiting and past, the last first."""
    rows = emergency_rows()
    if since is not None:
        rows = rows.filter(decided_at__gt=at - since)
    return tuple(emergency_card(row, at) for row in rows)


def emergency(decision_id: int, *, at: datetime) -> EmergencyCard:
    """One emergency decision; it must exist."""
    return emergency_card(emergency_rows().get(pk=decision_id), at)


def emergency_rows() -> QuerySet[Decision]:
    return (
        Decision.objects.filter(kind=DecisionKind.EMERGENCY)
        .prefetch_related("signatures")
        .order_by("-decided_at", "-pk")
    )


def decision_card(row: Decision) -> DecisionCard:
    return DecisionCard(
        decision_id=row.pk,
        number=row.number,
        kind=DecisionKind(row.kind),
        purpose=Purpose(row.purpose),
        title=row.title,
        registers=tuple(row.registers),
        groups=frozenset(FieldGroup(group) for group in row.groups),
        people_cap=row.people_cap,
        starts_at=row.starts_at,
        expires_at=row.expires_at,
        is_armed_by_activation=row.is_armed_by_activation,
        request_id=row.request_id,
        conditions=row.conditions,
        decided_at=row.decided_at,
        revoked_at=row.revoked_at,
        end_reason=row.end_reason,
    )


def activation_card(row: Activation) -> ActivationCard:
    return ActivationCard(
        activation_id=row.pk,
        number=row.number,
        plan=PlanKind(row.plan),
        title=row.title,
        act_reference=row.act_reference,
        act_on=row.act_on,
        activated_at=row.activated_at,
        lifted_at=row.lifted_at,
        expires_at=row.expires_at,
        is_red=row.is_red,
        kit_code=row.kit_code,
        territory_code=row.territory_code,
    )


def emergency_card(row: Decision, at: datetime) -> EmergencyCard:
    signed = sorted(row.signatures.all(), key=lambda one: (one.at, one.pk))
    is_waiting = row.starts_at is None and at < row.decided_at + EMERGENCY_HOURS
    is_begun = row.starts_at is not None and row.starts_at <= at < row.expires_at
    return EmergencyCard(
        decision_id=row.pk,
        number=row.number,
        title=row.title,
        purpose=Purpose(row.purpose),
        registers=tuple(row.registers),
        groups=frozenset(FieldGroup(group) for group in row.groups),
        reason=row.reason,
        decided_at=row.decided_at,
        starts_at=row.starts_at,
        expires_at=row.expires_at,
        request_id=row.request_id,
        signatures=tuple(
            SignatureCard(one.user_id, one.human_id, one.is_elected, one.at) for one in signed
        ),
        is_open=is_begun and (row.revoked_at is None or row.revoked_at > at),
        is_waiting=is_waiting,
        end_reason=row.end_reason,
    )
