"""Predicates of the commons: what the law, a decision and an objection say of a use."""

from collections.abc import Collection
from typing import Final

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Decision, Register
from entremise.commons.vocabulary.access import RegisterCard
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.law import (
    CLASS_OF,
    COUNTERSIGNS_EXPORTS,
    EXPORTABLE,
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    LAWFUL,
    NEVER_STOPPED,
    Basis,
    FieldGroup,
    Purpose,
    RegisterKind,
)
from entremise.commons.vocabulary.uses import NEEDS_ASSESSMENT, PEOPLE_MARGIN

CALLED_FOR: Final = (Purpose.ALERT_CALL, Purpose.ISOLATION_CALL)


def basis_of(register: Register, purpose: Purpose) -> Basis | None:
    """What must exist for this purpose on this register; none when nothing makes it lawful."""
    is_agreed = purpose in NEVER_STOPPED or purpose in register.agreed_purposes
    if register.kind == RegisterKind.VOLUNTARY and not is_agreed:
        return None
    return LAWFUL[RegisterKind(register.kind)].get(purpose)


def is_of_aid_alone(register: RegisterCard) -> bool:
    """Whether its people agreed to ask and offer help, and not to be called: who asks and offers no more has no use of it."""
    agreed = set(register.agreed_purposes)
    return Purpose.MATCH_NEED in agreed and agreed.isdisjoint(CALLED_FOR)


def has_opinion(register: Register) -> bool:
    return bool(register.legal_opinion.strip())


def is_decision_wide_enough(
    decision: Decision, register: Register, groups: Collection[FieldGroup]
) -> bool:
    """A decision names registers and groups; the register of a campaign is born of its use."""
    is_named = register.kind == RegisterKind.CAMPAIGN or register.pk in decision.registers
    return is_named and set(groups) <= set(decision.groups)


def is_as_strict(value: object, floor: object, stricter: str) -> bool:
    """Whether a value of a charter is at least as strict as the shipped one."""
    if value == floor:
        return True
    match stricter:
        case "subset_is_stricter":
            return is_within(value, floor)
        case "superset_is_stricter":
            return is_within(floor, value)
        case "lower_is_stricter" | "higher_is_stricter":
            return is_bounded(value, floor, is_lower=stricter.startswith("lower"))
        case "between_6_and_12":
            return isinstance(value, int) and 6 <= value <= 12
    return stricter == "never_is_stricter" and value == "never"


def is_within(value: object, most: object) -> bool:
    if not isinstance(value, list | tuple) or not isinstance(most, list | tuple):
        return False
    return set(value) <= set(most)


def is_bounded(value: object, floor: object, *, is_lower: bool) -> bool:
    if isinstance(value, dict) and isinstance(floor, dict):
        same = value.keys() == floor.keys()
        return same and all(is_bounded(value[k], floor[k], is_lower=is_lower) for k in floor)
    if isinstance(floor, bool):
        return value == floor
    if not isinstance(value, int | float) or not isinstance(floor, int | float):
        return False
    return value >= 0 and (value <= floor if is_lower else value >= floor)


def strictest(values: Collection[object], stricter: str) -> object:
    """The strictest of the values that several charters give one rule."""
    kept, *others = values
    for other in others:
        kept = stricter_of(kept, other, stricter)
    return kept


def stricter_of(one: object, other: object, stricter: str) -> object:
    if stricter == "subset_is_stricter" and isinstance(one, list) and isinstance(other, list):
        return [item for item in one if item in other]
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: stricter_of(one[key], other.get(key, one[key]), stricter) for key in one}
    return one if is_as_strict(one, other, stricter) else other


def is_stopped_by_rule(
    key: str, value: object, *, purpose: str, groups: Collection[str], reach: str, cap: int
) -> bool:
    """Whether a grant goes beyond a rule of a charter."""
    if key == f"groups.{purpose}":
        return not (isinstance(value, list | tuple) and set(groups) <= set(value))
    if key == "reveals_per_caller_hour":
        return reach == "ASSIGNED" and isinstance(value, int) and cap > value
    if key == "records_per_page":
        return reach == "PAGE" and isinstance(value, dict) and cap > int(value["per_hour"])
    return False


BY_VOTE = frozenset({Basis.DECISION, Basis.DECISION_WITH_OPINION})


def use_refusal(
    register: Register, purpose: Purpose, groups: Collection[FieldGroup]
) -> Refusal | None:
    """Why the law does not let a vote open this use on this register; none when it may."""
    basis = basis_of(register, purpose)
    if basis is None:
        return Refusal.NO_LEGAL_GROUND
    if basis not in BY_VOTE:
        return Refusal.NO_VOTE_NEEDED  # the law orders it, or the person alone allows it
    most = FIELDS_AT_MOST[purpose] & HELD_BY_KIND[RegisterKind(register.kind)]
    return None if groups and set(groups) <= most else Refusal.FIELDS_TOO_WIDE


def needs_assessment(groups: Collection[str]) -> bool:
    """Whether these fields ask for an impact assessment (GDPR 35)."""
    return any(CLASS_OF[FieldGroup(group)] in NEEDS_ASSESSMENT for group in groups)


def people_at_most(expected: int) -> int:
    """How many people a decision may reach: what was announced, and a small margin for who enters meanwhile."""
    return expected + expected * PEOPLE_MARGIN // 100


def exportable_groups(register: Register, purpose: Purpose) -> frozenset[FieldGroup]:
    """What a file with names may hold of this register for this purpose; nothing when none may leave."""
    kind = RegisterKind(register.kind)
    if kind not in EXPORTABLE.get(purpose, ()) or basis_of(register, purpose) is None:
        return frozenset()
    return FIELDS_AT_MOST[purpose] & HELD_BY_KIND[kind]


def may_countersign(actor: Actor, organization_id: int) -> bool:
    """Whether the law lets this actor sign second for an export of this body."""
    return actor.organization_id == organization_id and bool(actor.roles & COUNTERSIGNS_EXPORTS)


def may_prepare_deletions(actor: Actor, controller_id: int) -> bool:
    """Draw the list for the archives and note their answer: the steward of the body, or the data protection officer."""
    return actor.has(Role.DPO) or (
        actor.has(Role.STEWARD) and actor.organization_id == controller_id
    )


def holds_deletions_as(actor: Actor, controller_id: int) -> Role | None:
    """In which function somebody may suspend a deletion; whoever works with the data may not keep it longer."""
    if actor.has(Role.DPO):
        return Role.DPO
    is_legal = actor.has(Role.LEGAL_OFFICER) and actor.organization_id == controller_id
    return Role.LEGAL_OFFICER if is_legal else None
