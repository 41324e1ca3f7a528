"""What a clerk does for one person: find her by what she says, read what a letter or a correction needs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.operations.assignments import assign
from entremise.commons.queries.grants import live_grants_of, people_assigned_to
from entremise.commons.queries.registers import records_of
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import NewAssignment, Reach, RecordCard
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.operations import ask_letter
from entremise.notices.vocabulary import Template
from entremise.people.vault.cards import open_card
from entremise.people.vault.finding import find_by_name, find_by_phone, find_by_sound
from entremise.people.vocabulary import Card

READ_WITHIN = timedelta(minutes=15)


def rights_grants(actor: Actor, at: datetime) -> tuple[int, ...]:
    """The clerk's grants to answer people about their data, one a register; refuse with `NOT_AVAILABLE`."""
    grants = live_grants_of(
        actor=actor, purpose=Purpose.SUBJECT_RIGHTS, reaches=(Reach.SEARCH,), at=at
    )
    if not grants:
        raise Refused(access.Refusal.NOT_AVAILABLE)
    return tuple(grant.grant_id for grant in grants)


def must_answer_people(actor: Actor, at: datetime) -> None:
    """Whoever reads or notes what people write to this instance: its own desk, with or without a register yet, or one with a grant; refuse with `NOT_AVAILABLE`."""
    host = host_organization()
    if host is None or host.organization_id != actor.organization_id:
        rights_grants(actor, at)


def people_with_phone(*, actor: Actor, number: str, at: datetime) -> tuple[UUID, ...]:
    """Who has this number in any register; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    return found_by(
        actor, at, lambda grant: find_by_phone(actor=actor, grant_id=grant, number=number, at=at)
    )


def people_with_name(
    *, actor: Actor, last: str, first: str, birth_year: int, at: datetime, born: date | None = None
) -> tuple[UUID, ...]:
    """Who has this name and year of birth in any register, or with the whole date a name that sounds like it; as `people_with_phone`."""
    found = found_by(
        actor,
        at,
        lambda grant: find_by_name(
            actor=actor, grant_id=grant, last=last, first=first, birth_year=birth_year, at=at
        ),
    )
    if found or born is None:
        return found
    return found_by(
        actor,
        at,
        lambda grant: find_by_sound(
            actor=actor, grant_id=grant, last=last, first=first, born=born, at=at
        ),
    )


def found_by(
    actor: Actor, at: datetime, search: Callable[[int], tuple[UUID, ...]]
) -> tuple[UUID, ...]:
    found = [person for grant in rights_grants(actor, at) for person in search(grant)]
    return tuple(dict.fromkeys(found))


def must_be_found(*, actor: Actor, person: UUID, at: datetime) -> int:
    """A grant for a person whom a search of this clerk found just now; refuse with `NOT_AVAILABLE`."""
    mine = people_assigned_to(user_id=actor.user_id or 0, purpose=Purpose.SUBJECT_RIGHTS, at=at)
    if person not in mine:
        raise Refused(access.Refusal.NOT_AVAILABLE)
    return rights_grants(actor, at)[0]


def card_of_found(
    *, actor: Actor, person: UUID, groups: tuple[FieldGroup, ...], at: datetime
) -> Card:
    """What a correction starts from, of somebody the clerk has found: this reading is noted; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    must_be_found(actor=actor, person=person, at=at)
    grants = rights_grants(actor, at)
    tickets = ask(actor=actor, grant_ids=grants, person=person, groups=groups, at=at)
    return open_card(tickets=tickets, at=at)


def card_for(
    *,
    actor: Actor,
    person: UUID,
    purpose: Purpose,
    origin: Origin,
    groups: tuple[FieldGroup, ...],
    at: datetime,
) -> Card:
    """What the task `origin` needs to know of one person, for a quarter of an hour; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=person,
        purpose=purpose,
        origin=origin,
        until=at + READ_WITHIN,
    )
    grants = live_grants_of(actor=actor, purpose=purpose, reaches=(Reach.SEARCH,), at=at)
    if not grants:
        raise Refused(access.Refusal.NOT_AVAILABLE)
    assign(new=new, at=at)
    tickets = ask(
        actor=actor,
        grant_ids=[grant.grant_id for grant in grants],
        person=person,
        groups=groups,
        at=at,
    )
    return open_card(tickets=tickets, at=at)


def card_if_readable(
    *, actor: Actor, person: UUID, purpose: Purpose, origin: Origin, at: datetime
) -> Card | None:
    """Name and address for a letter; nothing once she may not be read: one person closes no pile; refuse with `CAPPED`."""
    groups = (FieldGroup.NAME, FieldGroup.ADDRESS)
    try:
        return card_for(
            actor=actor, person=person, purpose=purpose, origin=origin, groups=groups, at=at
        )
    except Refused as refused:
        if refused.reason is not access.Refusal.NOT_AVAILABLE:
            raise
        return None


def entries_of_found(actor: Actor, person: UUID, at: datetime) -> list[tuple[RecordCard, int]]:
    """Each entry that the clerk may correct for somebody who was found, with the grant; refuse with `NOT_AVAILABLE`."""
    must_be_found(actor=actor, person=person, at=at)
    grants = live_grants_of(
        actor=actor, purpose=Purpose.SUBJECT_RIGHTS, reaches=(Reach.SEARCH,), at=at
    )
    of_register = {register: grant.grant_id for grant in grants for register in grant.registers}
    return [
        (record, of_register[record.register_id])
        for record in records_of(person)
        if record.kind is not RegisterKind.CAMPAIGN and record.register_id in of_register
    ]


def tell_at_her_door(
    template: Template, person: UUID, changed: list[RecordCard], at: datetime
) -> None:
    """By letter: whoever has himself rung, or turns her calls to another phone, is found out."""
    if changed:
        fact = Origin("RECORD", changed[0].record_id)
        ask_letter(template=template, fact=fact, person=person, at=at)
