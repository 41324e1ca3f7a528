"""Predicates of the commons: what the law, a decision and an objection say of a use."""

from collections.abc import Collection

from entremise.commons.models import Decision, Register
from entremise.commons.vocabulary.law import (
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    LAWFUL,
    NEVER_STOPPED,
    Basis,
    FieldGroup,
    Purpose,
    RegisterKind,
)


def basis_of(register: Register, purpose: Purpose) -> Basis | None:
    """What must exist for this purpose on this register; none when nothing makes it lawful."""
    is_agreed = purpose in NEVER_STOPPED or purpose in register.agreed_purposes
    if register.kind == RegisterKind.VOLUNTARY and not is_agreed:
        return None
    return LAWFUL[RegisterKind(register.kind)].get(purpose)


def has_opinion(register: Register) -> bool:
    return bool(register.legal_opinion.strip())


def is_decision_wide_enough(
    decision: Decision, register: Register, groups: Collection[FieldGroup]
) -> bool:
    """A decision names registers and groups; the register of a campaign is born of its use."""
    is_named = register.kind == RegisterKind.CAMPAIGN or register.pk in decision.registers
    return is_named and set(groups) <= set(decision.groups)


def allowed_groups(
    *,
    kind: RegisterKind,
    purpose: Purpose,
    granted: Collection[str | None],
    decided: Collection[str] | None,
    charters: Collection[Collection[str]],
    asked: Collection[str | None],
) -> frozenset[str]:
    """Law, charters, decision, grant and what is asked: only what all of them name. The seal computes the same."""
    levels: list[Collection[str | None]] = [
        FIELDS_AT_MOST[purpose],
        HELD_BY_KIND[kind],
        granted,
        asked,
        *charters,
    ]
    if decided is not None:
        levels.append(decided)
    return frozenset(group for group in FieldGroup if all(group in level for level in levels))
