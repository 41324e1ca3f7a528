"""A need is received, understood, owned, dated, handed over, and closed by a human with a reason."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.models import Introduction, Need, Proposal, Task
from entremise.mutual_aid.operations.receiving import columns_of
from entremise.mutual_aid.operations.tracing import (
    locked_need,
    look_for_somebody,
    note,
    open_need,
    own_need,
)
from entremise.mutual_aid.rules import is_past, is_past_help
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.matching import ALIVE, ProposalState
from entremise.mutual_aid.vocabulary.needs import (
    CLOSED,
    ENDINGS,
    LOOKING,
    SHARING,
    UNREACHED,
    Ending,
    MissedReason,
    NeedState,
    NewNeed,
    TaskState,
    Touch,
    Urgency,
    Wave,
    When,
)

SEEN_FOR: Final = timedelta(days=60)  # while its owner keeps it; taken again, it begins again


@dataclass(frozen=True, slots=True)
class Understood:
    """What the desk makes of a need once it was read, or talked about."""

    category: str
    urgency: Urgency
    when: When
    is_shown: bool
    language: str = ""
    sentence: str = ""


@transaction.atomic
def receive_need(*, actor: Actor, new: NewNeed, at: datetime) -> int:
    """Write down a need, once for a key; a first answer is due in 48 hours, today when it sounds like danger; return its id."""
    row, is_new = Need.objects.get_or_create(key=new.key, defaults=columns_of(new=new, at=at))
    if is_new:
        Task.objects.bulk_create(
            Task(need=row, category=category, due_on=new.when.on, state=TaskState.PLANNED)
            for category in (new.category, *new.more_categories)
        )
        note(row, actor, at, "RECEIVED", new.channel, is_by_person=actor.user_id is None)
    return row.pk


@transaction.atomic
def take_need(*, actor: Actor, need_id: int, at: datetime) -> None:
    """Become its owner, and be let see the person; again is nothing; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    row = open_need(need_id)
    if row.owner_id not in (None, actor.user_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    if row.owner_id is None:
        row.owner_id = actor.user_id
        row.save(update_fields=["owner"])
        note(row, actor, at, "TAKEN")
    let_owner_see(row, at)


def let_owner_see(row: Need, at: datetime) -> None:
    origin = Origin(Thing.NEED, row.pk)
    release(origin=origin, at=at)
    if row.owner_id is None:
        return
    assign(
        new=NewAssignment(
            user_id=row.owner_id,
            person=row.person,
            purpose=Purpose.MATCH_NEED,
            origin=origin,
            until=at + SEEN_FOR,
        ),
        at=at,
    )


@transaction.atomic
def hand_over_need(
    *, actor: Actor, need_id: int, to_user_id: int | None, at: datetime, next_on: date | None = None
) -> None:
    """Give a need to a colleague, or back to the desk with a date; refuse with `HELD_BY_ANOTHER`, `NO_OWNER_NO_DATE`, `DATE_PAST`."""
    row = own_need(need_id, actor)
    if next_on is not None:
        refuse_past(next_on, at)
        row.next_on = next_on
    if to_user_id is None and row.next_on is None:
        raise Refused(Refusal.NO_OWNER_NO_DATE)
    row.owner_id = to_user_id
    row.save(update_fields=["owner", "next_on"])
    note(row, actor, at, "GIVEN_BACK" if to_user_id is None else "HANDED_OVER")
    let_owner_see(row, at)


@transaction.atomic
def claim_need_of(*, actor: Actor, need_id: int, at: datetime) -> None:
    """Take over from a colleague who is away: named in the trace; refuse with `WRONG_STATE`."""
    row = open_need(need_id)
    row.owner_id = actor.user_id
    row.save(update_fields=["owner"])
    note(row, actor, at, "TAKEN_OVER")
    let_owner_see(row, at)


@transaction.atomic
def date_need(*, actor: Actor, need_id: int, next_on: date, at: datetime) -> None:
    """Say when it is looked at next; without owner anybody of the desk may; refuse with `DATE_PAST`, `HELD_BY_ANOTHER`."""
    row = open_need(need_id)
    if row.owner_id not in (None, actor.user_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    refuse_past(next_on, at)
    row.next_on = next_on
    row.save(update_fields=["next_on"])
    note(row, actor, at, "DATED", next_on.isoformat())


def refuse_past(day: date, at: datetime) -> None:
    if is_past(day, at):
        raise Refused(Refusal.DATE_PAST)


@transaction.atomic
def understand_need(*, actor: Actor, need_id: int, what: Understood, at: datetime) -> None:
    """Say what it is, how urgent, and whether neighbours may see it; a first answer; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    row = own_need(need_id, actor)
    row.category, row.urgency, row.language = what.category, what.urgency, what.language
    row.deadline, row.due_on, row.slots = what.when.deadline, what.when.on, list(what.when.slots)
    row.is_shown, row.sentence = what.is_shown and bool(what.sentence), what.sentence
    if row.state == NeedState.RECEIVED:
        row.state = NeedState.QUALIFIED
    row.first_answered_at = row.first_answered_at or at
    row.save()
    note(row, actor, at, "UNDERSTOOD")
    if row.state in LOOKING:
        look_for_somebody(row.pk)


@transaction.atomic
def note_contact(
    *, actor: Actor, need_id: int, how: Touch, at: datetime, next_on: date | None = None
) -> None:
    """A call, a message or a visit, in the trace, with the day of the next; once she was reached the clock of 48 hours stops; refuse with `HELD_BY_ANOTHER`, `DATE_PAST`."""
    row = own_need(need_id, actor)
    if how not in UNREACHED and row.first_answered_at is None:
        row.first_answered_at = at
        row.save(update_fields=["first_answered_at"])
    note(row, actor, at, "CONTACT", how)
    if next_on is not None:
        date_need(actor=actor, need_id=need_id, next_on=next_on, at=at)


@transaction.atomic
def widen_search(*, actor: Actor, need_id: int, wave: Wave, next_on: date, at: datetime) -> None:
    """Look for somebody, from near to far, until a day; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `DATE_PAST`."""
    row = own_need(need_id, actor)
    if row.state not in (NeedState.QUALIFIED, NeedState.SEARCHING, NeedState.PROPOSED):
        raise Refused(Refusal.WRONG_STATE)
    refuse_past(next_on, at)
    row.wave, row.next_on = wave, next_on
    if row.state == NeedState.QUALIFIED:
        row.state = NeedState.SEARCHING
    row.save(update_fields=["wave", "next_on", "state"])
    note(row, actor, at, "WAVE", wave.name)


@transaction.atomic
def close_need(
    *, actor: Actor, need_id: int, state: NeedState, ending: Ending, at: datetime
) -> None:
    """Close it as done, withdrawn or unmet, with the reason; refuse with `REASON_MISSING`, `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    row = own_need(need_id, actor)
    if ending not in ENDINGS.get(state, ()):
        raise Refused(Refusal.REASON_MISSING)
    refuse_met(row)
    end(row, actor, state, ending, at)


@transaction.atomic
def withdraw_need(*, actor: Actor, need_id: int, at: datetime) -> None:
    """The person herself needs it no more; the meeting under way, if any, is ended before; again is nothing."""
    row = locked_need(need_id)
    if row.state in CLOSED:
        return
    refuse_met(row)
    row.is_closed_by_person = True
    end(row, actor, NeedState.WITHDRAWN, Ending.NO_LONGER_NEEDED, at)


def refuse_met(row: Need) -> None:
    """Whoever agreed to come is told first: a meeting is ended with its own outcome."""
    if Introduction.objects.filter(need=row, closed_at=None).exists():
        raise Refused(Refusal.WRONG_STATE)


def end(row: Need, actor: Actor, state: NeedState, ending: Ending, at: datetime) -> None:
    drop_proposals(row, at)
    row.state, row.ending, row.closed_at, row.closed_by_id = state, ending, at, actor.user_id
    row.first_answered_at = row.first_answered_at or at
    row.save()
    done = TaskState.DONE if state == NeedState.DONE else TaskState.MISSED
    open_tasks = Task.objects.filter(need=row, state__in=(TaskState.PLANNED, TaskState.TAKEN))
    reason = "" if done == TaskState.DONE else MissedReason.CANCELLED
    open_tasks.update(state=done, reason=reason)
    note(row, actor, at, state, ending, is_by_person=row.is_closed_by_person)
    for kind in (Thing.NEED, SHARING):
        release(origin=Origin(kind, row.pk), at=at)


def drop_proposals(row: Need, at: datetime) -> None:
    """Other invitations close politely."""
    alive = Proposal.objects.filter(need=row, state__in=sorted(ALIVE))
    alive.update(state=ProposalState.SUPERSEDED, decided_at=at)


@transaction.atomic
def reopen_need(*, actor: Actor, need_id: int, at: datetime) -> None:
    """Closed by mistake, or needed again: it is this actor's, today; refuse with `WRONG_STATE`, also once it is past: nobody may be behind it."""
    row = locked_need(need_id)
    if row.state not in CLOSED or is_past_help(row.closed_at, at):
        raise Refused(Refusal.WRONG_STATE)
    row.state, row.ending, row.closed_at, row.closed_by_id = NeedState.QUALIFIED, "", None, None
    row.is_closed_by_person, row.owner_id, row.next_on = False, actor.user_id, localdate(at)
    row.organization_id = None
    row.save()
    note(row, actor, at, "REOPENED")
    let_owner_see(row, at)
    look_for_somebody(row.pk)
