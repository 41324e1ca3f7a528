"""The yearly exercise: invented people, called and placed as in a campaign, measured; nobody real."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from tests.make import accounts, people
from tests.make.outreach import NOON

from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Drill, DrillPerson
from entremise.outreach.operations.drills import (
    close_drill,
    note_drill_call,
    open_drill,
    place_drill_report,
    take_drill_person,
)
from entremise.outreach.queries.drills import drill_open, drills_of, measures_of, reports_to_place
from entremise.outreach.vocabulary.drills import (
    SEVERITIES,
    DrillCase,
    DrillOutcome,
    DrillPlace,
    DrillRefusal,
    DrillState,
    invented,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def actor(role):
    return accounts.actor(role, organization=people.body())


def a_drill(size=5, at=NOON):
    return open_drill(actor=actor(Role.CAMPAIGN_LEAD), title="Exercice", size=size, at=at)


def somebody(drill_id, **given):
    """Each person of the drill made alike."""
    defaults = {"answers_at": 1, "case": DrillCase.ALL_WELL, "is_to_call_back": False}
    DrillPerson.objects.filter(drill_id=drill_id).update(**(defaults | given))


def call(caller, drill_id, outcome, at, severity=None):
    person_id = take_drill_person(actor=caller, drill_id=drill_id, at=at)
    note_drill_call(actor=caller, person_id=person_id, outcome=outcome, severity=severity, at=at)
    return DrillPerson.objects.get(pk=person_id)


def test_invented_people_are_the_same_for_one_seed_and_bear_no_real_number():
    assert invented(50, 3) == invented(50, 3)
    assert invented(50, 3) != invented(50, 4)
    assert {one.answers_at for one in invented(300, 1)} == {0, 1, 2, 3}
    assert {one.case for one in invented(300, 1)} == set(DrillCase)


def test_a_drill_touches_no_call_and_no_person_of_a_register():
    drill_id = a_drill(size=20)

    assert DrillPerson.objects.filter(drill_id=drill_id).count() == 20
    assert not Call.objects.exists()


def test_there_is_one_drill_at_a_time():
    a_drill()

    with pytest.raises(Refused, match=DrillRefusal.DRILL_OPEN):
        a_drill()


def test_a_caller_in_two_tabs_holds_one_person():
    drill_id, caller = a_drill(), actor(Role.CALLER)

    first = take_drill_person(actor=caller, drill_id=drill_id, at=NOON)

    assert take_drill_person(actor=caller, drill_id=drill_id, at=NOON) == first
    assert take_drill_person(actor=actor(Role.CALLER), drill_id=drill_id, at=NOON) != first


def test_who_does_not_answer_is_tried_again_three_times_in_all():
    drill_id, caller = a_drill(size=1), actor(Role.CALLER)
    somebody(drill_id, answers_at=0)

    for turn in range(3):
        one = call(caller, drill_id, DrillOutcome.NO_ANSWER, NOON + 4 * turn * MINUTE)
    with pytest.raises(Refused, match=DrillRefusal.NOBODY_NOW):
        take_drill_person(actor=caller, drill_id=drill_id, at=NOON + timedelta(hours=1))

    assert (one.state, one.mistakes) == (DrillState.UNREACHED, 0)


def test_a_promise_is_kept_in_its_minutes():
    drill_id, caller = a_drill(size=1), actor(Role.CALLER)
    somebody(drill_id, is_to_call_back=True)
    call(caller, drill_id, DrillOutcome.CALL_BACK, NOON)

    with pytest.raises(Refused, match=DrillRefusal.NOBODY_NOW):
        take_drill_person(actor=caller, drill_id=drill_id, at=NOON + 9 * MINUTE)
    one = call(caller, drill_id, DrillOutcome.WELL, NOON + 12 * MINUTE)

    assert (one.is_promise_kept, one.mistakes, one.state) == (True, 0, DrillState.DONE)


def test_a_promise_kept_late_is_not_kept():
    drill_id, caller = a_drill(size=1), actor(Role.CALLER)
    somebody(drill_id, is_to_call_back=True)
    call(caller, drill_id, DrillOutcome.CALL_BACK, NOON)

    assert not call(caller, drill_id, DrillOutcome.WELL, NOON + 40 * MINUTE).is_promise_kept


def test_what_is_noted_wrong_is_counted():
    drill_id, caller = a_drill(size=2), actor(Role.CALLER)
    somebody(drill_id, case=DrillCase.NO_FOOD)

    wrong = call(caller, drill_id, DrillOutcome.DIFFICULTY, NOON, severity=4)
    right = call(caller, drill_id, DrillOutcome.DIFFICULTY, NOON, SEVERITIES[DrillCase.NO_FOOD])

    assert (wrong.mistakes, right.mistakes) == (1, 0)


def test_a_report_is_placed_once_by_an_orienteur_of_the_body():
    drill_id, caller, orienteur = a_drill(size=1), actor(Role.CALLER), actor(Role.ORIENTEUR)
    somebody(drill_id, case=DrillCase.FALL)
    one = call(caller, drill_id, DrillOutcome.DIFFICULTY, NOON, severity=1)
    assert [row.person_id for row in reports_to_place(drill_id=drill_id)] == [one.pk]

    given = {"person_id": one.pk, "place": DrillPlace.RESCUE, "at": NOON + 3 * MINUTE}
    with pytest.raises(Refused, match=DrillRefusal.DRILL_OVER):
        place_drill_report(actor=accounts.actor(Role.ORIENTEUR), **given)
    place_drill_report(actor=orienteur, **given)
    with pytest.raises(Refused, match=DrillRefusal.DRILL_OVER):
        place_drill_report(actor=orienteur, **given)

    assert reports_to_place(drill_id=drill_id) == ()


def test_a_year_is_measured_and_stands_beside_the_last():
    drill_id, caller, orienteur = a_drill(size=2), actor(Role.CALLER), actor(Role.ORIENTEUR)
    somebody(drill_id, case=DrillCase.FALL)
    reports = [
        call(caller, drill_id, DrillOutcome.DIFFICULTY, NOON + 6 * MINUTE, severity=1)
        for _turn in range(2)
    ]
    for one, wait in zip(reports, (2, 30), strict=True):
        place_drill_report(
            actor=orienteur,
            person_id=one.pk,
            place=DrillPlace.RESCUE if wait == 2 else DrillPlace.CARE,
            at=NOON + (6 + wait) * MINUTE,
        )
    close_drill(actor=actor(Role.CAMPAIGN_LEAD), drill_id=drill_id, at=NOON + 60 * MINUTE)
    a_drill(at=NOON + timedelta(days=365))

    this, last = drills_of(organization_id=people.body().pk)
    found = measures_of(drill=last, at=NOON)

    assert (this.year, last.year) == (2027, 2026)
    assert (found.minutes_to_first_call, found.reached_per_hour, found.callers) == (6, 2, 1)
    assert (found.reports, found.triaged_in_time, found.well_placed) == (2, 50, 50)
    assert (found.well_noted, found.callbacks_kept, found.left) == (100, None, 0)


def test_nothing_is_noted_after_the_end_nor_by_another_body():
    drill_id, caller = a_drill(), actor(Role.CALLER)
    person_id = take_drill_person(actor=caller, drill_id=drill_id, at=NOON)
    with pytest.raises(Refused, match=DrillRefusal.NOT_YOUR_DRILL):
        take_drill_person(actor=accounts.actor(Role.CALLER), drill_id=drill_id, at=NOON)
    close_drill(actor=actor(Role.CAMPAIGN_LEAD), drill_id=drill_id, at=NOON)

    with pytest.raises(Refused, match=DrillRefusal.NOT_HELD):
        note_drill_call(actor=caller, person_id=person_id, outcome=DrillOutcome.WELL, at=NOON)
    with pytest.raises(Refused, match=DrillRefusal.DRILL_OVER):
        take_drill_person(actor=caller, drill_id=drill_id, at=NOON)
    assert drill_open(organization_id=people.body().pk) is None
    assert Drill.objects.get().ended_at == NOON


@pytest.mark.django_db(transaction=True)
def test_callers_who_press_together_never_hold_the_same_person():
    drill_id = a_drill(size=8)
    callers = [actor(Role.CALLER) for _turn in range(8)]
    taken = []

    def press(caller):
        taken.append(take_drill_person(actor=caller, drill_id=drill_id, at=NOON))
        connection.close()

    threads = [threading.Thread(target=press, args=(one,)) for one in callers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(taken) == len(set(taken))
