"""The grants that the law itself gives on a register: a closed list, without vote, logged like all."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Role
from entremise.commons.models import Grant, Register
from entremise.commons.vocabulary.access import (
    GRANT_LASTS_AT_MOST,
    GrantState,
    Reach,
    RegisterState,
)
from entremise.commons.vocabulary.law import (
    CLOSED_TO_ROLE,
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    LAWFUL,
    Purpose,
    RegisterKind,
)

# Purpose, reach, role, people an hour. Inside the body that runs the instance.
HOST_USES = (
    (Purpose.REGISTER_UPKEEP, Reach.PAGE, Role.STEWARD, 200),
    (Purpose.REGISTER_UPKEEP, Reach.SEARCH, Role.CLERK, 40),
    (Purpose.SUBJECT_RIGHTS, Reach.SEARCH, Role.CLERK, 40),
    (Purpose.SUBJECT_RIGHTS, Reach.SEARCH, Role.DPO, 40),
)
# In any body: an assignment says whom.
ASSIGNED_USES = (
    (Purpose.VITAL_INTEREST, Role.CALLER, 10),
    (Purpose.VITAL_INTEREST, Role.ORIENTEUR, 20),
    (Purpose.VITAL_INTEREST, Role.VISITOR, 10),
)
# Who entered herself and has an account reads her own entry; the assignment names her own person alone.
OWN_USES = ((Purpose.SUBJECT_RIGHTS, Role.CONTRIBUTOR, 5),)
# What a person accepted, item by item, on a call or in a need: only the register where she said it.
REFERRAL_USES = (
    (Purpose.REFERRAL, Role.ORIENTEUR, 60),
    (Purpose.REFERRAL, Role.SERVICE, 60),
)


def give_statutory_grants(*, registers: Iterable[Register], at: datetime) -> int:
    """Give the grants of the law on these registers; return how many."""
    host = host_organization()
    rows = [
        grant
        for register in registers
        for grant in statutory_grants(register, host.organization_id if host else None, at)
    ]
    return len(Grant.objects.bulk_create(rows))


def give_back_statutory_grants(*, at: datetime) -> int:
    """Give new ones on each open register where all have ended, since the nights did not run; return how many.

    Those that ended stay ended: for the days between nobody had the right to read."""
    going = Grant.objects.filter(is_statutory(), user=None, expires_at__gt=at)
    held = {pk for registers in going.values_list("registers", flat=True) for pk in registers}
    bare = Register.objects.filter(state=RegisterState.OPEN).exclude(pk__in=held)
    return give_statutory_grants(registers=bare.order_by("pk"), at=at)


def statutory_grants(register: Register, host_id: int | None, at: datetime) -> list[Grant]:
    body = register.controller_id if host_id is None else host_id
    rows = [
        statutory_grant(register, purpose, reach, role, body, cap, at)
        for purpose, reach, role, cap in HOST_USES
    ]
    is_said_there = Purpose.REFERRAL in LAWFUL[RegisterKind(register.kind)]
    is_own = register.kind == RegisterKind.VOLUNTARY
    assigned = (
        *ASSIGNED_USES,
        *(REFERRAL_USES if is_said_there else ()),
        *(OWN_USES if is_own else ()),
    )
    return rows + [
        statutory_grant(register, purpose, Reach.ASSIGNED, role, None, cap, at)
        for purpose, role, cap in assigned
    ]


def statutory_grant(
    register: Register,
    purpose: Purpose,
    reach: Reach,
    role: Role,
    organization_id: int | None,
    cap: int,
    at: datetime,
) -> Grant:
    held = FIELDS_AT_MOST[purpose] & HELD_BY_KIND[RegisterKind(register.kind)]
    groups = held - CLOSED_TO_ROLE.get(role, frozenset())
    return Grant(
        purpose=purpose,
        registers=[register.pk],
        groups=sorted(groups),
        reach=reach,
        role=role,
        organization_id=organization_id,
        state=GrantState.ACTIVE,
        hourly_cap=cap,
        not_before=at,
        expires_at=at + GRANT_LASTS_AT_MOST,
        created_at=at,
    )


def is_statutory() -> Q:
    """Grants that rest on the law alone: no decision, no activation, no campaign."""
    return Q(decision=None, activation=None, origin_id=None)
