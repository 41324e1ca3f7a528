"""The yearly exercise: opened by a lead, called by callers, placed by orienteurs; nobody real, nothing sent."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Drill, DrillPerson
from entremise.outreach.vocabulary.drills import (
    CALL_BACK_AFTER,
    HELD_AT_MOST,
    KEPT_WITHIN,
    RETRY_AFTER,
    SEVERITIES,
    TRIES_AT_MOST,
    DrillCase,
    DrillOutcome,
    DrillPlace,
    DrillRefusal,
    DrillState,
    invented,
)

State = DrillState


@transaction.atomic
def open_drill(*, actor: Actor, title: str, size: int, at: datetime) -> int:
    """Begin an exercise with so many invented people; return its id; refuse with `DRILL_OPEN`."""
    organization_id = actor.organization_id or 0
    if Drill.objects.filter(organization_id=organization_id, ended_at=None).exists():
        raise Refused(DrillRefusal.DRILL_OPEN)
    row = Drill.objects.create(
        title=title,
        organization_id=organization_id,
        opened_by_id=actor.user_id or 0,
        year=at.year,
        begun_at=at,
    )
    DrillPerson.objects.bulk_create(
        DrillPerson(
            drill=row,
            name=one.name,
            age=one.age,
            case=one.case,
            answers_at=one.answers_at,
            is_to_call_back=one.is_to_call_back and one.answers_at > 0,
        )
        for one in invented(size, seed=row.pk)
    )
    return row.pk


@transaction.atomic
def close_drill(*, actor: Actor, drill_id: int, at: datetime) -> None:
    """End it: what was not called stays so and is measured; refuse with `DRILL_OVER`."""
    row = drill_of(actor, drill_id)
    DrillPerson.objects.filter(drill=row, state=State.HELD).update(state=State.READY, held_by=None)
    row.ended_at = at
    row.save(update_fields=["ended_at"])


@transaction.atomic
def take_drill_person(*, actor: Actor, drill_id: int, at: datetime) -> int:
    """The invented person this caller holds, or the next one: promises, then never called, then new tries; refuse with `NOBODY_NOW`."""
    row = drill_of(actor, drill_id)
    people = DrillPerson.objects.filter(drill=row).select_for_update(of=("self",), skip_locked=True)
    held = people.filter(held_by_id=actor.user_id).order_by("pk").first()
    if held is not None:  # two tabs, one person
        return held.pk
    forgotten = Q(state=State.HELD, held_at__lt=at - HELD_AT_MOST)
    due = Q(state=State.LATER, due_at__lte=at)
    for lane in (due & Q(promised_at__isnull=False), Q(state=State.READY), due, forgotten):
        one = people.filter(lane).order_by("due_at", "pk").first()
        if one is not None:
            return hold(one, actor, at)
    raise Refused(DrillRefusal.NOBODY_NOW)


def hold(one: DrillPerson, actor: Actor, at: datetime) -> int:
    one.state, one.held_by_id, one.held_at = State.HELD, actor.user_id, at
    one.first_called_at = one.first_called_at or at
    if one.promised_at is not None and one.is_promise_kept is None and one.due_at is not None:
        one.is_promise_kept = at <= one.due_at + KEPT_WITHIN
    one.save()
    return one.pk


@transaction.atomic
def note_drill_call(
    *,
    actor: Actor,
    person_id: int,
    outcome: DrillOutcome,
    severity: int | None = None,
    at: datetime,
) -> None:
    """What came of a try; what was noted wrong is counted, never held against somebody; refuse with `NOT_HELD`."""
    one = (
        DrillPerson.objects.select_for_update(of=("self",))
        .filter(pk=person_id, held_by_id=actor.user_id or 0, drill__ended_at=None)
        .order_by("pk")
        .first()
    )
    if one is None:
        raise Refused(DrillRefusal.NOT_HELD)
    one.tries += 1
    one.mistakes += (outcome, severity) != expected(one)
    one.held_by, one.held_at = None, None
    MOVES[outcome](one, actor, severity, at)
    one.save()


def expected(one: DrillPerson) -> tuple[DrillOutcome, int | None]:
    """What this try gives when it is heard well."""
    if not one.answers_at or one.tries < one.answers_at:
        return DrillOutcome.NO_ANSWER, None
    if one.is_to_call_back and one.promised_at is None:
        return DrillOutcome.CALL_BACK, None
    if one.case == DrillCase.ALL_WELL:
        return DrillOutcome.WELL, None
    return DrillOutcome.DIFFICULTY, SEVERITIES[DrillCase(one.case)]


def nobody(one: DrillPerson, actor: Actor, severity: int | None, at: datetime) -> None:
    if one.tries >= TRIES_AT_MOST:
        one.state, one.due_at = State.UNREACHED, None
    else:
        one.state, one.due_at = State.LATER, at + RETRY_AFTER


def promise(one: DrillPerson, actor: Actor, severity: int | None, at: datetime) -> None:
    one.state, one.due_at = State.LATER, at + CALL_BACK_AFTER
    one.promised_at = one.promised_at or at


def talked(one: DrillPerson, actor: Actor, severity: int | None, at: datetime) -> None:
    one.state, one.due_at = State.DONE, None
    one.reached_at, one.reached_by_id = at, actor.user_id


def reported(one: DrillPerson, actor: Actor, severity: int | None, at: datetime) -> None:
    talked(one, actor, severity, at)
    one.said_severity, one.reported_at = severity, at


MOVES = {
    DrillOutcome.NO_ANSWER: nobody,
    DrillOutcome.CALL_BACK: promise,
    DrillOutcome.WELL: talked,
    DrillOutcome.DIFFICULTY: reported,
}


@transaction.atomic
def place_drill_report(*, actor: Actor, person_id: int, place: DrillPlace, at: datetime) -> None:
    """An orienteur says who should have it; the first one counts; refuse with `DRILL_OVER`."""
    changed = DrillPerson.objects.filter(
        pk=person_id,
        reported_at__isnull=False,
        placed_at=None,
        drill__ended_at=None,
        drill__organization_id=actor.organization_id or 0,
    ).update(placed_at=at, placed_by_id=actor.user_id, place=place)
    if not changed:
        raise Refused(DrillRefusal.DRILL_OVER)


def drill_of(actor: Actor, drill_id: int) -> Drill:
    """An open exercise of the actor's body."""
    row = (
        Drill.objects.select_for_update(of=("self",))
        .filter(pk=drill_id, organization_id=actor.organization_id or 0)
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(DrillRefusal.NOT_YOUR_DRILL)
    if row.ended_at is not None:
        raise Refused(DrillRefusal.DRILL_OVER)
    return row
