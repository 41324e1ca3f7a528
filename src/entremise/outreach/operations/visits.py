"""A visit is asked, dated, given to two people, ended: whom no call reaches is never left without a date."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from entremise.accounts.queries import humans_of
from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign_many, release
from entremise.commons.queries.objections import objected_people
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.operations import drop_letters
from entremise.outreach.models import Call, Campaign, Conflict, Visit, VisitStep
from entremise.outreach.operations.pools import pool_of_tried
from entremise.outreach.operations.tasks import ask_steward_about
from entremise.outreach.queries.visitors import visitors_of
from entremise.outreach.rules import CALLING, may_lead, origin_of
from entremise.outreach.vocabulary.calls import CallState, TaskKind
from entremise.outreach.vocabulary.visits import (
    CARD_LASTS,
    CARD_OPENS_BEFORE,
    ENDINGS,
    LETTER_WAITS,
    ORIGIN,
    VISITS_WITHIN,
    VISITS_WITHIN_ELSE,
    NewVisit,
    VisitCause,
    VisitEnding,
    VisitMove,
    VisitRefusal,
    VisitState,
)

TO_STEWARD = {VisitEnding.MOVED: TaskKind.INCONSISTENT, VisitEnding.DECEASED: TaskKind.DEATH}


@transaction.atomic
def ask_visit(*, actor: Actor, new: NewVisit, at: datetime) -> int:
    """Somebody must go and see her; one visit a person is open at a time; return it; refuse with `WRONG_STATE` once the campaign is over."""
    campaign = Campaign.objects.get(pk=new.campaign_id)
    if campaign.closed_at is not None:
        raise Refused(VisitRefusal.WRONG_STATE)
    rows = (
        Visit(
            campaign=campaign,
            call_id=new.call_id,
            person=new.person,
            cause=new.cause,
            asked_by_id=actor.user_id,
            asked_at=at,
            due_at=at + visits_within(campaign),
        ),
    )
    Visit.objects.bulk_create(rows, ignore_conflicts=True)  # gives no id when one was open
    row = Visit.objects.exclude(state=VisitState.CLOSED).get(person=new.person)
    if row.asked_at == at:
        note(row, actor, VisitMove.ASKED, at, row.cause)
    return row.pk


def visits_within(campaign: Campaign) -> timedelta:
    return VISITS_WITHIN.get(Purpose(campaign.purpose), VISITS_WITHIN_ELSE)


@transaction.atomic
def ask_visits_without_number(
    *, actor: Actor, campaign_id: int, people: Collection[UUID], at: datetime
) -> int:
    """A lane of their own for people without a number: a letter, or two people who go; return how many are new."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    objected = objected_people(
        purpose=Purpose(campaign.purpose), origin=origin_of(campaign_id), among=people
    )
    known = set(Visit.objects.filter(campaign=campaign).values_list("person", flat=True))
    wanted = [one for one in people if one not in objected | known]
    due_at = max(at, campaign.starts_at) + visits_within(campaign)
    Visit.objects.bulk_create(
        (
            Visit(
                campaign=campaign,
                person=person,
                cause=VisitCause.NO_NUMBER,
                asked_by_id=actor.user_id,
                asked_at=at,
                due_at=due_at,
            )
            for person in wanted
        ),
        ignore_conflicts=True,
    )
    made = Visit.objects.filter(campaign=campaign, person__in=wanted, asked_at=at).order_by("pk")
    steps = (
        VisitStep(visit=row, at=at, user_id=actor.user_id, move=VisitMove.ASKED, detail=row.cause)
        for row in made
    )
    return len(VisitStep.objects.bulk_create(steps))


@transaction.atomic
def wait_for_letter(*, actor: Actor, visit_id: int, at: datetime) -> UUID:
    """A letter leaves first; without an answer somebody goes ten days later; return to whom; refuse with `WRONG_STATE`."""
    row = led(actor, visit_id, VisitState.ASKED)
    row.letter_at, row.due_at = at, at + LETTER_WAITS
    row.save(update_fields=["letter_at", "due_at"])
    note(row, actor, VisitMove.LETTER, at)
    return row.person


@transaction.atomic
def name_pair(
    *, actor: Actor, visit_id: int, first_id: int, second_id: int, go_at: datetime, at: datetime
) -> None:
    """Two people go at that moment, and read her card around it; refuse with `NOT_TWO_PEOPLE`, `KNOWS_PERSON`, `DATE_PAST`, `WRONG_STATE`."""
    row = led(actor, visit_id, VisitState.ASKED, VisitState.NAMED)
    check_pair(row, first_id, second_id, at)
    if go_at + CARD_LASTS <= at:
        raise Refused(VisitRefusal.DATE_PAST)
    row.first_id, row.second_id = first_id, second_id
    row.state, row.due_at = VisitState.NAMED, go_at
    row.save(update_fields=["first", "second", "state", "due_at"])
    note(row, actor, VisitMove.NAMED, at)
    let_pair_see(row, since=max(at, go_at - CARD_OPENS_BEFORE), until=go_at + CARD_LASTS, at=at)


def check_pair(row: Visit, first_id: int, second_id: int, at: datetime) -> None:
    """Two humans, not two accounts of one; nobody goes to her own neighbour."""
    pair = {first_id, second_id}
    if len(set(humans_of(pair).values())) != 2:
        raise Refused(VisitRefusal.NOT_TWO_PEOPLE)
    if pair - {one.user_id for one in visitors_of(row.campaign.organization_id, at)}:
        raise Refused(VisitRefusal.NOT_TWO_PEOPLE)
    if Conflict.objects.filter(user_id__in=pair, person=row.person).exists():
        raise Refused(VisitRefusal.KNOWS_PERSON)


def let_pair_see(row: Visit, *, since: datetime, until: datetime, at: datetime) -> None:
    """The two of now, and nobody who was named before."""
    origin = Origin(ORIGIN, row.pk)
    release(origin=origin, at=at)
    pair = (user_id for user_id in (row.first_id, row.second_id) if user_id)
    new = tuple(
        NewAssignment(
            user_id=user_id,
            person=row.person,
            purpose=Purpose.VITAL_INTEREST,
            origin=origin,
            until=until,
        )
        for user_id in pair
    )
    assign_many(new=new, at=since)


@transaction.atomic
def go_again(*, actor: Actor, visit_id: int, due_at: datetime, at: datetime) -> None:
    """Nobody was found: two people go again by that moment; refuse with `WRONG_STATE`, `NOT_BACK_YET`, `DATE_PAST`."""
    row = led(actor, visit_id, VisitState.NOT_FOUND, VisitState.HANDED_OVER)
    must_be_back(row)
    if due_at <= at:
        raise Refused(VisitRefusal.DATE_PAST)
    start_over(row, due_at)
    note(row, actor, VisitMove.AGAIN, at)


def start_over(row: Visit, due_at: datetime) -> None:
    """Asked as on the first day, with a date; who went before is in the trace."""
    row.state, row.due_at = VisitState.ASKED, due_at
    row.first_id = row.second_id = None
    row.left_at = row.door_at = row.back_at = row.call_in_by = row.is_well = None
    row.signs, row.rescue, row.rescue_number = [], "", ""
    row.save()


@transaction.atomic
def end_visit(*, actor: Actor, visit_id: int, ending: VisitEnding, at: datetime) -> UUID:
    """Close it with what came of it; return of whom; refuse with `WRONG_STATE`, `NOT_BACK_YET`."""
    row = led(actor, visit_id, *ENDINGS)
    must_be_back(row)
    if ending not in ENDINGS[VisitState(row.state)]:
        raise Refused(VisitRefusal.WRONG_STATE)
    if ending is VisitEnding.CALLED_AGAIN:
        call_again(row)
    if ending in TO_STEWARD:
        ask_steward_about(
            campaign_id=row.campaign_id,
            person=row.person,
            kind=TO_STEWARD[ending],
            call_id=row.call_id,
            actor=actor,
            at=at,
        )
    close(row, actor, ending, at)
    return row.person


def call_again(row: Visit) -> None:
    """Back among the calls; refuse with `WRONG_STATE` without a call, or once the campaign is over."""
    if row.call_id is None or row.campaign.state not in CALLING:
        raise Refused(VisitRefusal.WRONG_STATE)
    call = Call.objects.select_for_update(of=("self",)).select_related("pool").get(pk=row.call_id)
    is_called = Call.objects.filter(person=row.person, ended_at=None).exists()
    if is_called or call.state not in {CallState.UNREACHABLE, CallState.DONE}:
        raise Refused(VisitRefusal.WRONG_STATE)
    call.state, call.ended_at = CallState.READY, None
    call.pool = pool_of_tried(call)
    call.save(update_fields=["state", "ended_at", "pool"])


def close(row: Visit, actor: Actor, ending: VisitEnding, at: datetime) -> None:
    row.state, row.ending, row.closed_at, row.due_at = VisitState.CLOSED, ending, at, None
    row.save()
    if ending is not VisitEnding.WRITTEN:  # else a letter that waits is all she gets
        drop_letters(kind=ORIGIN, ids=(row.pk,), at=at)
    note(row, actor, VisitMove.CLOSED, at, ending)
    release(origin=Origin(ORIGIN, row.pk), at=at)


def stop_visits_of(
    *,
    person: UUID,
    at: datetime,
    ending: VisitEnding = VisitEnding.STOPPED,
    campaign_id: int | None = None,
    purpose: Purpose | None = None,
) -> None:
    """An objection, a death, the end of a purpose reach the door as well; those who are out still call in."""
    rows = Visit.objects.select_for_update(of=("self",)).exclude(state=VisitState.CLOSED)
    rows = rows.filter(person=person)
    if campaign_id is not None:
        rows = rows.filter(campaign_id=campaign_id)
    if purpose is not None:
        rows = rows.filter(campaign__purpose=purpose)
    for row in rows.order_by("pk"):
        close(row, Actor(user_id=None), ending, at)


@transaction.atomic
def end_written(*, actor: Actor, campaign_id: int, at: datetime) -> int:
    """Letters that nobody answered in time end the visit: two people go for those who are chosen; return how many."""
    if not may_lead(Campaign.objects.get(pk=campaign_id), actor):
        raise Refused(VisitRefusal.NOT_YOUR_VISIT)
    rows = Visit.objects.select_for_update(of=("self",)).filter(
        campaign_id=campaign_id, state=VisitState.ASKED, letter_at__isnull=False, due_at__lte=at
    )
    found = tuple(rows.order_by("pk"))
    for row in found:
        close(row, actor, VisitEnding.WRITTEN, at)
    return len(found)


def must_be_back(row: Visit) -> None:
    if row.call_in_by is not None:
        raise Refused(VisitRefusal.NOT_BACK_YET)


def led(actor: Actor, visit_id: int, *states: VisitState) -> Visit:
    """A visit of a campaign of this lead's body; refuse with `NOT_YOUR_VISIT`, `WRONG_STATE`."""
    row = locked(visit_id)
    if not may_lead(row.campaign, actor):
        raise Refused(VisitRefusal.NOT_YOUR_VISIT)
    if row.state not in states:
        raise Refused(VisitRefusal.WRONG_STATE)
    return row


def locked(visit_id: int) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("campaign")
    row = rows.filter(pk=visit_id).order_by("pk").first()
    if row is None:
        raise Refused(VisitRefusal.NOT_YOUR_VISIT)
    return row


def note(row: Visit, actor: Actor, move: VisitMove, at: datetime, detail: str = "") -> None:
    VisitStep.objects.create(visit=row, at=at, user_id=actor.user_id, move=move, detail=detail)
