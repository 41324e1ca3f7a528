"""Who is never reached is seen by two, or handed over; nobody is forgotten, visitors least of all."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.make import accounts, visits
from tests.make import outreach as make

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Assignment
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.operations import ask_letter
from entremise.notices.queries import letters_to_print
from entremise.notices.vocabulary import Template
from entremise.outreach.models import Call, Task, Visit, VisitStep
from entremise.outreach.operations.campaigns import close_campaign
from entremise.outreach.operations.outings import (
    call_in,
    come_back,
    hand_over,
    note_not_found,
    note_seen,
    set_out,
    turn_back,
)
from entremise.outreach.operations.settling import call_who_did_not_refuse, settle_task
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.operations.visits import (
    ask_visit,
    ask_visits_without_number,
    end_visit,
    go_again,
    name_pair,
    wait_for_letter,
)
from entremise.outreach.queries.visits import silent_visits, visits_to_make
from entremise.outreach.vocabulary.calls import CallState, StopReason, TaskKind
from entremise.outreach.vocabulary.visits import (
    AT_THE_DOOR,
    ON_THE_WAY,
    ORIGIN,
    NewVisit,
    Rescue,
    Sign,
    VisitCause,
    VisitEnding,
    VisitMove,
    VisitRefusal,
    VisitState,
)

pytestmark = pytest.mark.django_db
NOON = make.NOON
HOUR = timedelta(hours=1)


@pytest.fixture
def cell():
    return visits.cell()


def name(cell, visit_id, first, second, go_at=NOON, at=NOON):
    pair = {"first_id": first.user_id, "second_id": second.user_id}
    name_pair(actor=cell.lead, visit_id=visit_id, go_at=go_at, at=at, **pair)


def end(cell, visit_id, ending, at=NOON + 2 * HOUR):
    return end_visit(actor=cell.lead, visit_id=visit_id, ending=ending, at=at)


def test_a_person_has_one_open_visit(cell):
    call = visits.unreachable(cell.campaign)

    assert cell.ask(call=call) == cell.ask(at=NOON + HOUR, call=call)
    assert VisitStep.objects.count() == 1


def test_the_two_are_two_humans_and_not_two_accounts_of_one(cell):
    visit_id = cell.ask()
    twin = accounts.actor(Role.VISITOR, organization=cell.campaign.organization)
    human = User.objects.get(pk=cell.first.user_id).human_id
    User.objects.filter(pk=twin.user_id).update(human_id=human)

    for other in (cell.first, twin):
        with pytest.raises(Refused, match=VisitRefusal.NOT_TWO_PEOPLE):
            name(cell, visit_id, cell.first, other)


def test_the_database_refuses_a_visit_by_one(cell):
    visit_id = cell.named()

    with pytest.raises(IntegrityError, match="visit_by_two"), transaction.atomic():
        Visit.objects.filter(pk=visit_id).update(second_id=cell.first.user_id)
    with pytest.raises(IntegrityError, match="visit_"), transaction.atomic():
        Visit.objects.filter(pk=visit_id).update(second_id=None)
    with pytest.raises(IntegrityError, match="open_visit_has_a_date"), transaction.atomic():
        Visit.objects.filter(pk=visit_id).update(due_at=None)


@pytest.mark.parametrize("role", [Role.CLERK, Role.STEWARD])
def test_only_those_whom_the_law_lets_read_an_address_may_go(cell, role):
    other = accounts.actor(role, organization=cell.campaign.organization)

    with pytest.raises(Refused, match=VisitRefusal.NOT_TWO_PEOPLE):
        name(cell, cell.ask(), cell.first, other)


def test_nobody_goes_to_somebody_she_knows(cell):
    call = visits.unreachable(cell.campaign)
    make.conflict(cell.second, call.person)

    with pytest.raises(Refused, match=VisitRefusal.KNOWS_PERSON):
        cell.named(visit_id=cell.ask(call=call))


def test_another_body_names_nobody(cell):
    stranger = accounts.actor(Role.CAMPAIGN_LEAD)

    with pytest.raises(Refused, match=VisitRefusal.NOT_YOUR_VISIT):
        name_pair(
            actor=stranger,
            visit_id=cell.ask(),
            first_id=cell.first.user_id,
            second_id=cell.second.user_id,
            go_at=NOON,
            at=NOON,
        )


def test_the_two_may_read_her_card_around_the_hour_and_no_longer(cell):
    visit_id = cell.ask()

    name(cell, visit_id, cell.first, cell.second, go_at=NOON + 24 * HOUR)

    assert {one.user_id for one in Assignment.objects.all()} == {
        cell.first.user_id,
        cell.second.user_id,
    }
    assert {(one.starts_at, one.until) for one in Assignment.objects.all()} == {
        (NOON + 22 * HOUR, NOON + 30 * HOUR)
    }


def test_who_is_replaced_reads_nothing_any_more(cell):
    visit_id = cell.named()
    other = accounts.actor(Role.CALLER, organization=cell.campaign.organization)

    name(cell, visit_id, cell.second, other)

    live = Assignment.objects.filter(released_at=None).values_list("user_id", flat=True)
    assert set(live) == {cell.second.user_id, other.user_id}


def test_all_is_well_at_the_door_and_both_come_back(cell):
    visit_id = cell.at_door()
    note_seen(actor=cell.first, visit_id=visit_id, is_well=True, at=NOON)

    come_back(actor=cell.first, visit_id=visit_id, at=NOON + HOUR)

    row = visits.row(visit_id)
    assert (row.state, row.ending, row.call_in_by) == (VisitState.CLOSED, VisitEnding.WELL, None)
    assert not Assignment.objects.filter(released_at=None).exists()
    moves = [one.move for one in VisitStep.objects.order_by("pk")]
    assert moves == ["ASKED", "NAMED", "GONE", "AT_DOOR", "SEEN", "BACK", "CLOSED"]


def test_nothing_is_found_before_the_door_is_called_in(cell):
    visit_id = cell.out()

    with pytest.raises(Refused, match=VisitRefusal.WRONG_STATE):
        note_seen(actor=cell.first, visit_id=visit_id, is_well=True, at=NOON)
    with pytest.raises(Refused, match=VisitRefusal.WRONG_STATE):
        come_back(actor=cell.first, visit_id=visit_id, at=NOON)


def test_who_does_not_call_in_is_looked_for(cell):
    visit_id = cell.out()
    assert not silent_visits(at=NOON + ON_THE_WAY - timedelta(seconds=1))

    assert [one.visit_id for one in silent_visits(at=NOON + ON_THE_WAY)] == [visit_id]

    call_in(actor=cell.lead, visit_id=visit_id, at=NOON + ON_THE_WAY)  # they rang her
    assert not silent_visits(at=NOON + ON_THE_WAY)
    assert silent_visits(at=NOON + ON_THE_WAY + AT_THE_DOOR)


def test_a_stranger_calls_in_for_nobody(cell):
    visit_id = cell.out()
    colleague = accounts.actor(Role.VISITOR, organization=cell.campaign.organization)

    for gesture in (call_in, turn_back):
        with pytest.raises(Refused, match=VisitRefusal.NOT_YOUR_VISIT):
            gesture(actor=colleague, visit_id=visit_id, at=NOON)


def not_found(cell, *signs):
    visit_id = cell.at_door()
    note_not_found(actor=cell.first, visit_id=visit_id, signs=signs, at=NOON)
    come_back(actor=cell.first, visit_id=visit_id, at=NOON + HOUR)
    return visit_id


def test_a_shut_door_stays_open_with_a_date_until_its_lead_says_what_is_next(cell):
    visit_id = not_found(cell, Sign.NOTHING)
    row = visits.row(visit_id)
    assert (row.state, row.due_at > NOON) == (VisitState.NOT_FOUND, True)

    go_again(actor=cell.lead, visit_id=visit_id, due_at=NOON + 20 * HOUR, at=NOON + 2 * HOUR)

    row = visits.row(visit_id)
    assert (row.state, row.first_id, row.rounds_count) == (VisitState.ASKED, None, 1)


def test_rescue_is_called_from_the_door_and_its_answer_is_awaited(cell):
    visit_id = cell.at_door()
    signs = (Sign.CALL_FOR_HELP, Sign.LIGHT_OR_NOISE)

    hand_over(
        actor=cell.first, visit_id=visit_id, rescue=Rescue.FIRE, signs=signs, number="4512", at=NOON
    )

    row = visits.row(visit_id)
    assert (row.state, row.rescue, row.rescue_number) == (VisitState.HANDED_OVER, "FIRE", "4512")
    assert set(row.signs) == set(signs)
    with pytest.raises(Refused, match=VisitRefusal.NOT_BACK_YET):
        end(cell, visit_id, VisitEnding.HOSPITAL)
    come_back(actor=cell.second, visit_id=visit_id, at=NOON + HOUR)
    end(cell, visit_id, VisitEnding.HOSPITAL)
    assert visits.row(visit_id).ending == VisitEnding.HOSPITAL


def test_she_is_called_again_when_the_visit_says_so(cell):
    visit_id = not_found(cell)

    end(cell, visit_id, VisitEnding.CALLED_AGAIN)

    call = Call.objects.get()
    assert (call.state, call.ended_at) == (CallState.READY, None)
    assert call.pool.is_retry


def test_a_death_found_at_the_door_goes_to_the_steward(cell):
    visit_id = not_found(cell)

    end(cell, visit_id, VisitEnding.DECEASED)

    assert Task.objects.get().kind == TaskKind.DEATH


def test_a_refusal_reaches_the_door_and_the_two_who_are_out_still_call_in(cell):
    visit_id = cell.out()
    person = visits.row(visit_id).person

    stop_calls_of(person=person, reason=StopReason.OBJECTION, at=NOON)

    assert visits.row(visit_id).ending == VisitEnding.STOPPED
    assert not Assignment.objects.filter(released_at=None).exists()
    assert visits_to_make(user_id=cell.first.user_id)
    assert silent_visits(at=NOON + ON_THE_WAY)
    come_back(actor=cell.first, visit_id=visit_id, at=NOON)
    assert not silent_visits(at=NOON + ON_THE_WAY)


def test_who_did_not_refuse_and_waited_for_a_visit_is_called_again(cell):
    call = visits.unreachable(cell.campaign)
    ask_visit(
        actor=cell.lead,
        new=NewVisit(cell.campaign.pk, call.person, VisitCause.UNREACHABLE, call.pk),
        at=NOON,
    )
    stop_calls_of(person=call.person, reason=StopReason.OBJECTION, at=NOON)

    call_who_did_not_refuse(person=call.person, at=NOON)

    call.refresh_from_db()
    assert call.state == CallState.READY


def test_those_who_cannot_go_leave_it_to_two_others(cell):
    visit_id = cell.named()

    turn_back(actor=cell.second, visit_id=visit_id, at=NOON)

    row = visits.row(visit_id)
    assert (row.state, row.first_id, row.due_at > NOON) == (VisitState.ASKED, None, True)
    assert not visits_to_make(user_id=cell.first.user_id)


def test_nobody_leaves_a_day_early(cell):
    visit_id = cell.ask()
    name(cell, visit_id, cell.first, cell.second, go_at=NOON + 24 * HOUR)

    with pytest.raises(Refused, match=VisitRefusal.TOO_EARLY):
        set_out(actor=cell.first, visit_id=visit_id, at=NOON)


def test_a_campaign_stays_open_while_a_visit_is(cell):
    visit_id = not_found(cell)
    with pytest.raises(Refused, match=VisitRefusal.VISITS_STILL_OPEN):
        close_campaign(actor=cell.lead, campaign_id=cell.campaign.pk, at=NOON)

    end(cell, visit_id, VisitEnding.AWAY)

    close_campaign(actor=cell.lead, campaign_id=cell.campaign.pk, at=NOON + 3 * HOUR)


def test_people_without_a_number_have_a_lane_and_a_letter_moves_their_date(cell):
    people = [uuid.uuid4(), uuid.uuid4()]
    given = {"actor": cell.lead, "campaign_id": cell.campaign.pk, "at": NOON}
    assert ask_visits_without_number(people=people, **given) == 2
    assert ask_visits_without_number(people=people, **given) == 0
    first = Visit.objects.order_by("pk").first()

    assert wait_for_letter(actor=cell.lead, visit_id=first.pk, at=NOON) == first.person

    assert visits.row(first.pk).due_at == NOON + timedelta(days=10)
    assert VisitStep.objects.filter(move=VisitMove.LETTER).count() == 1


def wrong_number(cell):
    call = visits.unreachable(cell.campaign)
    return Task.objects.create(
        kind=TaskKind.WRONG_NUMBER,
        campaign=cell.campaign,
        call=call,
        person=call.person,
        raised_at=NOON,
        due_at=NOON,
    )


def test_no_right_number_was_found_so_somebody_goes(cell):
    task = wrong_number(cell)

    settle_task(actor=Actor(user_id=None), task_id=task.pk, can_be_called=False, at=NOON)

    assert Visit.objects.get().person == task.person


def test_a_number_put_right_after_the_campaign_calls_nobody(cell):
    task = wrong_number(cell)
    close_campaign(actor=cell.lead, campaign_id=cell.campaign.pk, at=NOON)

    settle_task(actor=Actor(user_id=None), task_id=task.pk, can_be_called=True, at=NOON)

    assert Call.objects.get().ended_at is not None


def test_a_letter_of_a_visit_that_stops_is_not_printed_any_more(cell):
    people = [uuid.uuid4(), uuid.uuid4()]
    given = {"actor": cell.lead, "campaign_id": cell.campaign.pk, "at": NOON}
    ask_visits_without_number(people=people, **given)
    for row in Visit.objects.order_by("pk"):
        person = wait_for_letter(actor=cell.lead, visit_id=row.pk, at=NOON)
        fact = Origin(ORIGIN, row.pk)
        ask_letter(template=Template.NO_NUMBER, fact=fact, person=person, at=NOON)
    assert len(letters_to_print()) == 2

    stop_calls_of(person=people[0], reason=StopReason.OBJECTION, at=NOON)

    assert [one.person for one in letters_to_print()] == [people[1]]
