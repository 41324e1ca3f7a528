"""Six months after the last help an entry in mutual aid is locked, then erased once the archives agree; counts and a proof stay."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.assignments import forget_assignments, forget_assignments_on
from entremise.commons.operations.registers import end_records, hold_record
from entremise.commons.operations.retention import note_purge
from entremise.commons.queries.deletions import visa_to_delete
from entremise.commons.queries.registers import people_in, people_past, registers_of_kind
from entremise.commons.rules import is_of_aid_alone
from entremise.commons.vocabulary.access import RecordState
from entremise.commons.vocabulary.deletions import Refusal
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.commons.vocabulary.purges import Deleted, NewPurge
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.forgetting import end_codes, hold_helps, part_people
from entremise.mutual_aid.queries.past import past_people
from entremise.mutual_aid.vocabulary.common import KEPT_AFTER
from entremise.people.vault import add_strangers, erase_past
from entremise.referral.operations.archiving import archive_reports, lock_reports
from entremise.referral.queries.follow import people_in_care
from entremise.solidarity.operations.places import part_places
from entremise.solidarity.queries.places import people_placed

READ_AT_ONCE: Final = 1000
ERASED_AT_ONCE: Final = 100  # with one proof; a usual night has fewer
RULE: Final = "MUTUAL_AID"


def forget_past_aid(*, at: datetime) -> int:
    """Each night, and after a restore: how many people were erased.

    Whoever is past is locked in any case, and waits while the archives have not agreed or somebody suspends."""
    registers = [one for one in registers_of_kind(RegisterKind.VOLUNTARY) if is_of_aid_alone(one)]
    return sum(forgotten_in(one.register_id, at) for one in registers)


def forgotten_in(register_id: int, at: datetime) -> int:
    after: UUID | None = None
    while people := people_in(register_id=register_id, after=after, limit=READ_AT_ONCE):
        for person in sorted(due_among(register_id, people, at)):
            lock(register_id, person, at)
        after = people[-1]
    gone = 0
    try:
        while people := people_past(register_id=register_id, limit=ERASED_AT_ONCE):
            forget(register_id, people, at)
            gone += len(people)
    except Refused as refusal:
        if refusal.reason not in (Refusal.DELETION_HELD, Refusal.NO_VISA):
            raise
    return gone


def due_among(register_id: int, people: Collection[UUID], at: datetime) -> set[UUID]:
    """Nothing of theirs lives: no need, offer, meeting or mandate, no report that is followed, no place in an action."""
    since = at - KEPT_AFTER
    found = set(past_people(among=people, before=since))
    found -= people_in_care(register_id=register_id, among=found, since=since)
    return found - people_placed(among=found, since=since)


@transaction.atomic
def lock(register_id: int, person: UUID, at: datetime) -> None:
    """From now on nobody opens her entry, but to answer herself; unless she asked again in this minute."""
    record_id = hold_record(register_id=register_id, person=person, at=at)
    hold_helps(person=person, at=at)
    if record_id is None or not due_among(register_id, [person], at):
        return
    end_records(actor=SYSTEM, record_ids=[record_id], state=RecordState.PAST, at=at)
    end_codes(person=person, at=at)
    lock_reports(register_id=register_id, at=at, people=[person])


@transaction.atomic
def forget(register_id: int, people: tuple[UUID, ...], at: datetime) -> None:
    """All of these people, or nobody: the proof is written in the transaction that erases."""
    visa = visa_to_delete(register_id=register_id, at=at)
    last = max(past_people(among=people, before=at).values(), default=at - KEPT_AFTER)
    strangers = dict(zip(people, add_strangers(count=len(people), at=at), strict=True))
    aid = part_people(strangers=strangers, at=at)
    reports = archive_reports(register_id=register_id, strangers=strangers, at=at)
    counts = {Deleted.PEOPLE: len(people), **aid.counts, **reports.counts}
    counts[Deleted.PLACES] = part_places(strangers=strangers, at=at)
    freed = forget_assignments(origins=aid.things | reports.things, at=at)
    freed += forget_assignments_on(people=people, purpose=Purpose.MATCH_NEED, at=at)
    erased = erase_past(register_id=register_id, people=people, at=at)
    counts |= {Deleted.ASSIGNMENTS: freed, Deleted.ANSWERS: erased.values}
    counts |= {Deleted.NOTES: erased.notes}
    new = NewPurge(
        register_id=register_id,
        rule=RULE,
        delay_days=KEPT_AFTER.days,
        counted_from_at=last,
        due_at=last + KEPT_AFTER,
        counts=counts,
        visa_reference=visa.reference,
        visa_on=visa.signed_on,
    )
    note_purge(new=new, at=at)
