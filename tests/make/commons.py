"""Builders of registers, decisions, grants and assignments; the sealed functions read the real clock, so these do too."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from tests.make import accounts

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.commons.models import (
    Activation,
    Assignment,
    Charter,
    CharterRule,
    Decision,
    Grant,
    Objection,
)
from entremise.commons.operations.charters import adopt_charter
from entremise.commons.operations.registers import open_register
from entremise.commons.vocabulary.access import NewRegister, Reach
from entremise.commons.vocabulary.activations import PlanKind
from entremise.commons.vocabulary.charters import NewCharter
from entremise.commons.vocabulary.decisions import DecisionKind
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.origin import Origin

numbers = count(100_000)  # as many digits each, so that names sort as they were made
CALL_GROUPS = (
    FieldGroup.NAME,
    FieldGroup.PHONE,
    FieldGroup.AGE_BAND,
    FieldGroup.DISTRICT,
    FieldGroup.SITUATION,
    FieldGroup.CONTACT,
)
AGREED = (Purpose.ALERT_CALL, Purpose.ISOLATION_CALL, Purpose.MATCH_NEED, Purpose.STATS)


def now() -> datetime:
    return datetime.now(UTC)


def host_id() -> int:
    held = host_organization()
    return accounts.host().pk if held is None else held.organization_id


def new_register(kind: RegisterKind = RegisterKind.CASF_ALERT, **given: object) -> NewRegister:
    defaults: dict[str, object] = {
        "kind": kind,
        "title": f"Registre {next(numbers)}",
        "plain_name": "le registre canicule",
        "territory_code": "00001",
        "legal_reference": "CASF L121-6-1",
        "agreed_purposes": AGREED if kind is RegisterKind.VOLUNTARY else (),
    }
    if "controller_id" not in given:
        defaults["controller_id"] = host_id()
    return NewRegister(**(defaults | given))


def register(kind: RegisterKind = RegisterKind.CASF_ALERT, **given: object) -> int:
    """An open register with the grants that the law gives."""
    return open_register(
        actor=SYSTEM, new=new_register(kind, **given), at=now() - timedelta(hours=1)
    )


def activation(**given: object) -> Activation:
    defaults: dict[str, object] = {
        "number": f"A-{next(numbers)}",
        "plan": PlanKind.ALERT_PLAN,
        "title": "Canicule",
        "kit_code": "heat-wave",
        "territory_code": "00001",
        "act_reference": "Arrêté 2026-118",
        "act_on": now().date(),
        "activated_at": now() - timedelta(hours=1),
        "expires_at": now() + timedelta(days=10),
    }
    if "activated_by" not in given:
        defaults["activated_by"] = accounts.user()
    return Activation.objects.create(**(defaults | given))


def decision(**given: object) -> Decision:
    defaults: dict[str, object] = {
        "number": f"D-{next(numbers)}",
        "kind": DecisionKind.VOTED,
        "title": "Appels de convivialité",
        "purpose": Purpose.ISOLATION_CALL,
        "registers": [],
        "groups": list(CALL_GROUPS),
        "people_cap": 500,
        "decided_at": now() - timedelta(days=2),
        "starts_at": now() - timedelta(days=1),
        "expires_at": now() + timedelta(days=90),
    }
    return Decision.objects.create(**(defaults | given))


def grant(**given: object) -> Grant:
    """A row as it stands, lawful or not: the database judges it when it is used."""
    defaults: dict[str, object] = {
        "purpose": Purpose.ALERT_CALL,
        "registers": [],
        "groups": list(CALL_GROUPS),
        "reach": Reach.ASSIGNED,
        "role": "",
        "state": "ACTIVE",
        "hourly_cap": 40,
        "not_before": now()
        - timedelta(hours=1),  # a module of tests may have read its clock at the start of the run
        "expires_at": now() + timedelta(days=30),
        "created_at": now(),
    }
    return Grant.objects.create(**(defaults | given))


def suspend(origin: Origin) -> None:
    """As a stricter charter would: all that this origin opened."""
    rows = Grant.objects.filter(origin_kind=origin.kind, origin_id=origin.id, state="ACTIVE")
    rows.update(state="SUSPENDED")


def assignment(
    actor: Actor,
    person: UUID,
    purpose: Purpose = Purpose.ALERT_CALL,
    origin: Origin | None = None,
    **given: object,
) -> Assignment:
    origin = origin or Origin("CALL", next(numbers))
    defaults: dict[str, object] = {
        "user_id": actor.user_id,
        "person": person,
        "purpose": purpose,
        "origin_kind": origin.kind,
        "origin_id": origin.id,
        "starts_at": now() - timedelta(minutes=1),
        "until": now() + timedelta(minutes=30),
    }
    return Assignment.objects.create(**(defaults | given))


def charter_rule(key: str, value: object, **given: object) -> CharterRule:
    """One rule of a charter in force."""
    charter = Charter.objects.create(
        version=f"v{next(numbers)}",
        scope="COMMUNE",
        organization_id=host_id(),
        adopting_act="Délibération 2026-07",
        in_force_at=now() - timedelta(days=1),
    )
    defaults = {"code": "M1", "label": "Règle", "stricter": "LOWER"}
    return CharterRule.objects.create(charter=charter, key=key, value=value, **(defaults | given))


def charter(**stricter: object) -> int:
    """The starter charter in force, stricter where told."""
    return adopt_charter(
        actor=accounts.actor(Role.DECIDER),
        new=NewCharter(
            organization_id=host_id(), adopting_act="Délibération 2026-07", stricter=stricter
        ),
        at=now() - timedelta(minutes=3),
    )


def objection(*, person: UUID, **given: object) -> Objection:
    """She refuses every optional use, without verification."""
    defaults: dict[str, object] = {
        "scope": "ALL",
        "channel": "PHONE",
        "state": "ACTING",
        "received_at": now(),
    }
    return Objection.objects.create(person=person, **(defaults | given))
