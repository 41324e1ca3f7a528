"""Builders of exports with names: a steward, a decider, a plan in force, a recipient with her key."""

from dataclasses import dataclass, replace
from uuid import UUID

from pyrage import x25519
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Export
from entremise.commons.operations.exports import ask_for_export, countersign_export
from entremise.commons.vocabulary.exports import NewExport
from entremise.commons.vocabulary.law import FieldGroup, Purpose

PREFECT = x25519.Identity.generate()
GROUPS = frozenset({FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.ADDRESS, FieldGroup.AGE_BAND})


def decider(**given: object) -> Actor:
    """Who signs second, in the body of the instance."""
    return accounts.actor(Role.DECIDER, organization=people.body(), **given)


def new_export(register_id: int, **given: object) -> NewExport:
    asked = NewExport(
        purpose=Purpose.PREFECT_TRANSMISSION,
        registers=(register_id,),
        groups=GROUPS,
        reason="Le préfet demande le registre pendant la vigilance rouge.",
        act_reference="Courriel du préfet du 25 novembre 2026",
        recipient="Préfecture, service de protection civile",
        recipient_key=str(PREFECT.to_public()),
    )
    return replace(asked, **given)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A register of a few people, and the export of it."""

    steward: Actor
    decider: Actor
    register_id: int
    people: tuple[UUID, ...]
    export_id: int
    activation_id: int

    @property
    def row(self) -> Export:
        return Export.objects.get(pk=self.export_id)


def asked(count: int = 3, **given: object) -> Leaving:
    """An export that a steward has asked for: Lucienne and others."""
    register_id = commons.register()
    sheets = (people.LUCIENNE, *(people.sheet() for _ in range(count - 1)))
    persons = tuple(people.person_in(register_id, sheet) for sheet in sheets)
    act = commons.activation()
    steward = people.steward()
    export_id = ask_for_export(
        actor=steward, new=new_export(register_id, **given), at=commons.now()
    )
    return Leaving(steward, decider(), register_id, persons, export_id, act.pk)


def countersigned(count: int = 3, **given: object) -> Leaving:
    """The same, with its second signature."""
    leaving = asked(count, **given)
    countersign_export(actor=leaving.decider, export_id=leaving.export_id, at=commons.now())
    return leaving
