"""A decision opens the desk of mutual aid: what go-betweens, associations and helpers may read, of whom, for what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.commons.operations.grants import give_grants
from entremise.commons.queries.decisions import decisions_in_force
from entremise.commons.queries.grants import grants_of_decision
from entremise.commons.queries.registers import registers_by_id
from entremise.commons.vocabulary.access import (
    GRANT_LASTS_AT_MOST,
    GrantState,
    NewGrant,
    Reach,
    RegisterState,
)
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.mutual_aid.vocabulary.common import Refusal

# Once both have said yes: her first name, how to reach her, where, and what she asks.
SHOWN_TO_HELPERS: Final = frozenset(
    {
        FieldGroup.NAME,
        FieldGroup.PHONE,
        FieldGroup.CONTACT,
        FieldGroup.ADDRESS,
        FieldGroup.FREE_TEXT,
    }
)
# Role, reach, people an hour (of a machine that counts: lists). Helpers and associations see whom an assignment names.
USES: Final = (
    (Role.GO_BETWEEN, Reach.SEARCH, 60),
    (Role.GO_BETWEEN, Reach.ASSIGNED, 60),
    (Role.PARTNER, Reach.ASSIGNED, 40),
    (Role.CONTRIBUTOR, Reach.ASSIGNED, 10),
    (Role.DPO, Reach.COMPUTE, 24),  # whether pairs are fair: ages and titles counted, nobody opened
    (Role.STEWARD, Reach.COMPUTE, 24),
)


@dataclass(frozen=True, slots=True)
class AidGround:
    """On what mutual aid stands now: a decision, and the register in which people enter themselves."""

    decision_id: int
    register_id: int
    groups: frozenset[FieldGroup]
    ends_at: datetime


def aid_ground(at: datetime) -> AidGround:
    """The youngest decision in force that opens mutual aid; refuse with `NOT_OPEN`."""
    for decision in decisions_in_force(at=at, purpose=Purpose.MATCH_NEED):
        for register in registers_by_id(decision.registers).values():
            is_for_it = (
                register.kind is RegisterKind.VOLUNTARY
                and Purpose.MATCH_NEED in register.agreed_purposes
            )
            if is_for_it and register.state is RegisterState.OPEN:
                return AidGround(
                    decision_id=decision.decision_id,
                    register_id=register.register_id,
                    groups=decision.groups,
                    ends_at=decision.expires_at,
                )
    raise Refused(Refusal.NOT_OPEN)


@transaction.atomic
def open_mutual_aid(*, actor: Actor, at: datetime) -> int:
    """Give what the decision allows to those who work under it, once; return how many grants; refuse with `NOT_OPEN`.

    What was suspended or revoked stays so."""
    ground = aid_ground(at)
    known = {
        (grant.role, grant.reach)
        for grant in grants_of_decision(ground.decision_id)
        if grant.state is not GrantState.ACTIVE or grant.expires_at > at
    }
    missing = [use for use in USES if use[:2] not in known]
    new = [grant_of(ground, *use, at=at) for use in missing]
    return len(give_grants(actor=actor, new=new, at=at)) if new else 0


def open_when_decided(*, at: datetime) -> int:
    """Every five minutes: a decision in force opens mutual aid; return how many grants were given."""
    try:
        return open_mutual_aid(actor=SYSTEM, at=at)
    except Refused as refused:
        if refused.reason is not Refusal.NOT_OPEN:
            raise
        return 0


def grant_of(ground: AidGround, role: Role, reach: Reach, cap: int, *, at: datetime) -> NewGrant:
    shown = SHOWN_TO_HELPERS if role is Role.CONTRIBUTOR else ground.groups
    if reach is Reach.COMPUTE:
        shown = frozenset({FieldGroup.AGE_BAND})
    return NewGrant(
        purpose=Purpose.MATCH_NEED,
        registers=(ground.register_id,),
        groups=ground.groups & shown,
        reach=reach,
        not_before=at,
        expires_at=min(ground.ends_at, at + GRANT_LASTS_AT_MOST),
        role=role,
        organization_id=None if reach is Reach.ASSIGNED else host_id(),
        decision_id=ground.decision_id,
        hourly_cap=cap,
    )


def host_id() -> int | None:
    """Whoever searches by a name or a number, or counts, sits in the body that runs this."""
    host = host_organization()
    return None if host is None else host.organization_id
