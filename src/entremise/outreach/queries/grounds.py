"""Under which act or decision each register of a campaign may be read now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from entremise.commons.queries.grants import grants_of_origin
from entremise.commons.queries.in_force import InForce, in_force
from entremise.commons.vocabulary.access import GrantCard, GrantState, Reach, RegisterCard
from entremise.commons.vocabulary.activations import PlanKind
from entremise.commons.vocabulary.decisions import DecisionCard
from entremise.commons.vocabulary.law import (
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    LAWFUL,
    Basis,
    FieldGroup,
    Purpose,
    RegisterKind,
)
from entremise.outreach.models import Campaign
from entremise.outreach.rules import origin_of

NEVER_ON_CALLS = frozenset({FieldGroup.ADDRESS, FieldGroup.THIRD_PARTY})


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why some registers may be read for a campaign, and how far."""

    purpose: Purpose
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    decision: DecisionCard | None
    activation_id: int | None
    ends_at: datetime

    @property
    def decision_id(self) -> int | None:
        return self.decision.decision_id if self.decision else None

    @property
    def key(self) -> tuple[int | None, int | None, frozenset[int]]:
        return self.decision_id, self.activation_id, frozenset(self.registers)


def grounds_of(*, campaign_id: int, at: datetime) -> tuple[Ground, ...]:
    """One ground a register, the campaign's own register last; a register without ground is left out."""
    campaign = Campaign.objects.get(pk=campaign_id)
    return grounds_for(
        register_ids=[*campaign.sources, *filter(None, [campaign.register_id])],
        purpose=Purpose(campaign.purpose),
        ends_at=campaign.ends_at,
        at=at,
    )


def registers_open_to(*, campaign_id: int, at: datetime) -> frozenset[int]:
    """The registers called from that an act or a decision opens now, and a caller's grant with it."""
    campaign = Campaign.objects.get(pk=campaign_id)
    opened = {
        pk for ground in grounds_of(campaign_id=campaign_id, at=at) for pk in ground.registers
    }
    granted = {
        pk
        for grant in grants_of_origin(origin_of(campaign_id))
        if grant.reach is Reach.ASSIGNED and is_live(grant, at)
        for pk in grant.registers
    }
    return frozenset(campaign.sources) & opened & granted


def is_live(grant: GrantCard, at: datetime) -> bool:
    """Whether a grant stands at this moment."""
    return grant.state is GrantState.ACTIVE and grant.not_before <= at < grant.expires_at


def grounds_for(
    *, register_ids: Collection[int], purpose: Purpose, ends_at: datetime, at: datetime
) -> tuple[Ground, ...]:
    """What opens each of these registers for a purpose now, in their order."""
    if not register_ids:
        return ()
    law = in_force(purpose=purpose, register_ids=register_ids, at=at)
    known = [law.registers[pk] for pk in register_ids if pk in law.registers]
    found = (ground_of(one, purpose, law, ends_at) for one in known)
    return tuple(ground for ground in found if ground is not None)


def ground_of(
    register: RegisterCard, purpose: Purpose, law: InForce, ends_at: datetime
) -> Ground | None:
    basis = LAWFUL[RegisterKind(register.kind)].get(purpose)
    if basis is Basis.ARMED:
        return armed(register, purpose, law, ends_at)
    if basis in (Basis.DECISION, Basis.DECISION_WITH_OPINION):
        return decided(register, purpose, law, ends_at)
    return None


def armed(
    register: RegisterCard, purpose: Purpose, law: InForce, ends_at: datetime
) -> Ground | None:
    """The law orders it while an act is in force: the safeguard plan for its own register, else the alert plan."""
    kind = RegisterKind(register.kind)
    plans = {
        RegisterKind.PCS: (PlanKind.SAFEGUARD_PLAN,),
        RegisterKind.CAMPAIGN: (PlanKind.ALERT_PLAN, PlanKind.SAFEGUARD_PLAN),
    }.get(kind, (PlanKind.ALERT_PLAN,))
    act = next((one for one in law.activations if one.plan in plans), None)
    if act is None:
        return None
    return Ground(
        purpose=purpose,
        registers=(register.register_id,),
        groups=FIELDS_AT_MOST[purpose] & HELD_BY_KIND[kind] - NEVER_ON_CALLS,
        decision=None,
        activation_id=act.activation_id,
        ends_at=min(ends_at, act.expires_at),
    )


def decided(
    register: RegisterCard, purpose: Purpose, law: InForce, ends_at: datetime
) -> Ground | None:
    kind = RegisterKind(register.kind)
    decision = next((one for one in law.decisions if names(one, register)), None)
    act = next(iter(law.activations), None)
    if decision is None or (decision.is_armed_by_activation and act is None):
        return None
    return Ground(
        purpose=purpose,
        registers=(register.register_id,),
        groups=FIELDS_AT_MOST[purpose] & HELD_BY_KIND[kind] & decision.groups - NEVER_ON_CALLS,
        decision=decision,
        activation_id=act.activation_id if decision.is_armed_by_activation and act else None,
        ends_at=min(ends_at, decision.expires_at),
    )


def names(decision: DecisionCard, register: RegisterCard) -> bool:
    return register.kind == RegisterKind.CAMPAIGN or register.register_id in decision.registers
