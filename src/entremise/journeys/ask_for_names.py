"""What a steward may ask to have leave, and asking for it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.exports import ask_for_export
from entremise.commons.queries.registers import kept_by
from entremise.commons.vocabulary.access import RegisterCard
from entremise.commons.vocabulary.exports import NewExport
from entremise.commons.vocabulary.law import (
    EXPORTABLE,
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    FieldGroup,
    Purpose,
    RegisterKind,
)
from entremise.journeys.names_file import COLUMNS
from entremise.referral.queries.reports import people_who_agreed


@dataclass(frozen=True, slots=True)
class Exportable:
    """One register that may leave: for what, with which fields at most."""

    register_id: int
    title: str
    purpose: Purpose
    groups: tuple[FieldGroup, ...]


def exportables(
    organization_id: int | None, cards: Collection[RegisterCard]
) -> tuple[Exportable, ...]:
    """What the stewards of a body may ask to have leave of these registers, in their order."""
    found = ((card, purpose_of(card.kind)) for card in kept_by(organization_id, cards))
    return tuple(exportable(card, purpose) for card, purpose in found if purpose is not None)


def exportable(card: RegisterCard, purpose: Purpose) -> Exportable:
    most = FIELDS_AT_MOST[purpose] & HELD_BY_KIND[card.kind]
    groups = tuple(group for group in COLUMNS if group in most)
    return Exportable(card.register_id, card.title, purpose, groups)


def purpose_of(kind: RegisterKind) -> Purpose | None:
    return next((purpose for purpose, kinds in EXPORTABLE.items() if kind in kinds), None)


def ask_for_names(*, actor: Actor, new: NewExport, at: datetime) -> int:
    """Ask for an export; of reports, only who accepted that her need be passed on; refusals of `ask_for_export`."""
    if new.purpose is Purpose.REFERRAL:
        agreed = {
            person
            for register_id in new.registers
            for person in people_who_agreed(register_id=register_id)
        }
        new = replace(new, people=tuple(agreed))
    return ask_for_export(actor=actor, new=new, at=at)
