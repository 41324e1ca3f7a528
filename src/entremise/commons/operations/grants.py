"""Grants are given under a decision, an activation or the law; suspended, renewed, revoked."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from entremise.accounts.vocabulary import Actor
from entremise.commons.models import Activation, Decision, Grant, Register
from entremise.commons.operations.statutory import give_back_statutory_grants, is_statutory
from entremise.commons.queries.charters import FIELD_RULE, rule
from entremise.commons.rules import basis_of, has_opinion, is_decision_wide_enough, is_within
from entremise.commons.vocabulary.access import (
    GRANT_LASTS_AT_MOST,
    GrantState,
    NewGrant,
    Reach,
    Refusal,
)
from entremise.commons.vocabulary.law import (
    COMPUTABLE,
    EXPORTABLE,
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    Basis,
    RegisterKind,
)
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin

RENEWED_BEFORE = timedelta(days=30)


@transaction.atomic
def give_grant(*, actor: Actor, new: NewGrant, at: datetime) -> int:
    """Give a grant; return its id; refuse with `NO_LEGAL_GROUND`, `NOT_ARMED`, `GRANT_TOO_WIDE`, `GRANT_TOO_LONG`."""
    return give_grants(actor=actor, new=(new,), at=at)[0]


@transaction.atomic
def give_grants(*, actor: Actor, new: Collection[NewGrant], at: datetime) -> tuple[int, ...]:
    """Give many grants, in their order; refuse all when one is refused."""
    registers = Register.objects.in_bulk({pk for item in new for pk in item.registers})
    decisions = Decision.objects.in_bulk(
        {item.decision_id for item in new if item.decision_id is not None}
    )
    activations = Activation.objects.in_bulk(
        {item.activation_id for item in new if item.activation_id is not None}
    )
    for item in new:
        refuse_unlawful(
            item,
            [registers[pk] for pk in item.registers],
            None if item.decision_id is None else decisions[item.decision_id],
            None if item.activation_id is None else activations[item.activation_id],
        )
    rows = Grant.objects.bulk_create(row_of(item, at) for item in new)
    return tuple(row.pk for row in rows)


def refuse_unlawful(
    new: NewGrant,
    registers: Collection[Register],
    decision: Decision | None,
    activation: Activation | None,
) -> None:
    if new.expires_at - new.not_before > GRANT_LASTS_AT_MOST:
        raise Refused(Refusal.GRANT_TOO_LONG)
    is_counting = (
        new.reach is Reach.COMPUTE
    )  # a list may be built from the phones' blind index alone
    if not (new.groups or is_counting) or not new.groups <= FIELDS_AT_MOST[new.purpose]:
        raise Refused(Refusal.GRANT_TOO_WIDE)
    if new.reach is Reach.COMPUTE and not new.groups <= COMPUTABLE:
        raise Refused(Refusal.GRANT_TOO_WIDE)
    for register in registers:
        refuse_on_register(new, register, decision, activation)


def refuse_on_register(
    new: NewGrant, register: Register, decision: Decision | None, activation: Activation | None
) -> None:
    basis = basis_of(register, new.purpose)
    if basis is None or (basis is Basis.DECISION_WITH_OPINION and not has_opinion(register)):
        raise Refused(Refusal.NO_LEGAL_GROUND)
    if new.reach is Reach.EXPORT and register.kind not in EXPORTABLE.get(new.purpose, ()):
        raise Refused(Refusal.NO_LEGAL_GROUND)
    if not new.groups <= HELD_BY_KIND[RegisterKind(register.kind)]:
        raise Refused(Refusal.GRANT_TOO_WIDE)
    if basis is Basis.ARMED and activation is None:
        raise Refused(Refusal.NOT_ARMED)
    if basis in (Basis.DECISION, Basis.DECISION_WITH_OPINION):
        refuse_without_decision(new, register, decision, activation)


def refuse_without_decision(
    new: NewGrant, register: Register, decision: Decision | None, activation: Activation | None
) -> None:
    if decision is None or decision.purpose != new.purpose:
        raise Refused(Refusal.NO_LEGAL_GROUND)
    if not is_decision_wide_enough(decision, register, new.groups):
        raise Refused(Refusal.GRANT_TOO_WIDE)
    if decision.is_armed_by_activation and activation is None:
        raise Refused(Refusal.NOT_ARMED)


def row_of(new: NewGrant, at: datetime) -> Grant:
    return Grant(
        decision_id=new.decision_id,
        activation_id=new.activation_id,
        purpose=new.purpose,
        registers=list(new.registers),
        groups=sorted(new.groups),
        reach=new.reach,
        user_id=new.user_id,
        role=new.role or "",
        organization_id=new.organization_id,
        origin_kind=new.origin.kind if new.origin else "",
        origin_id=new.origin.id if new.origin else None,
        state=GrantState.ACTIVE,
        hourly_cap=new.hourly_cap,
        not_before=new.not_before,
        expires_at=new.expires_at,
        created_at=at,
    )


@transaction.atomic
def renew_grants(*, actor: Actor, at: datetime) -> int:
    """Prolong the grants of the law and of living decisions that end within 30 days, give anew those of the law that
    ended on an open register; return how many."""
    ending = Grant.objects.filter(
        state=GrantState.ACTIVE, expires_at__gt=at, expires_at__lte=at + RENEWED_BEFORE
    )
    new_end = at + GRANT_LASTS_AT_MOST
    by_law = ending.filter(is_statutory()).update(expires_at=new_end)
    alive = Decision.objects.filter(
        Q(revoked_at=None) | Q(revoked_at__gt=at), starts_at__lte=at, expires_at__gt=at
    )
    renewed = by_law + give_back_statutory_grants(at=at)
    for decision in alive.order_by("pk"):
        renewed += ending.filter(decision=decision, expires_at__lt=decision.expires_at).update(
            expires_at=min(new_end, decision.expires_at)
        )
    return renewed


@transaction.atomic
def resume_grants_of(*, actor: Actor, origin: Origin, at: datetime) -> int:
    """Take a suspension back for what has not ended and no charter stops; return how many."""
    rows = Grant.objects.filter(
        origin_kind=origin.kind,
        origin_id=origin.id,
        state=GrantState.SUSPENDED,
        expires_at__gt=at,
    )
    conforming = [row.pk for row in rows if row.decision_id is None or conforms(row, at)]
    return Grant.objects.filter(pk__in=conforming).update(state=GrantState.ACTIVE)


def conforms(row: Grant, at: datetime) -> bool:
    """Whether the charters in force let a grant of a decision read all its fields."""
    most = rule(f"{FIELD_RULE}{row.purpose}", at=at)
    return most is None or is_within(row.groups, most)


@transaction.atomic
def revoke_grants_of(*, actor: Actor, origin: Origin, at: datetime) -> int:
    """End for good what an origin (a closed campaign) opened; return how many."""
    rows = Grant.objects.filter(origin_kind=origin.kind, origin_id=origin.id)
    return rows.exclude(state=GrantState.REVOKED).update(state=GrantState.REVOKED)


@transaction.atomic
def revoke_grant(*, actor: Actor, grant_id: int, at: datetime) -> None:
    """End one grant now; open tickets die."""
    Grant.objects.filter(pk=grant_id).update(state=GrantState.REVOKED)
