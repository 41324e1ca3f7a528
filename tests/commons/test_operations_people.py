"""Assignments and objections: who may see whom, and who said no."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.make import accounts, commons

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.operations.assignments import (
    assign,
    assign_many,
    extend_assignment,
    release,
    release_many,
    release_person,
)
from entremise.commons.operations.objections import (
    object_to,
    settle_check,
    withdraw_objection,
)
from entremise.commons.queries.grants import people_assigned_to
from entremise.commons.queries.objections import (
    has_objected,
    objected_people,
    objection,
    objection_counts,
    objections_of,
    objections_to_verify,
)
from entremise.commons.vocabulary.access import (
    Channel,
    NewAssignment,
    NewObjection,
    ObjectionScope,
    ObjectionState,
    Refusal,
)
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin

pytestmark = pytest.mark.django_db
CALL = Origin("CALL", 1)
CAMPAIGN = Origin("CAMPAIGN", 9)


def task(user_id, person, origin=CALL, purpose=Purpose.ALERT_CALL):
    return NewAssignment(
        user_id=user_id,
        person=person,
        purpose=purpose,
        origin=origin,
        until=commons.now() + timedelta(minutes=20),
    )


def seen_by(actor, purpose=Purpose.ALERT_CALL, at=None):
    return people_assigned_to(user_id=actor.user_id, purpose=purpose, at=at or commons.now())


def test_an_assignment_lasts_until_it_is_released():
    caller, person = accounts.actor(Role.CALLER), uuid4()
    assign(new=task(caller.user_id, person), at=commons.now())
    before = seen_by(caller)

    release(origin=CALL, at=commons.now())

    assert (before, seen_by(caller)) == ((person,), ())


def test_an_assignment_ends_by_itself_and_can_be_prolonged():
    caller, person = accounts.actor(Role.CALLER), uuid4()
    assign(new=task(caller.user_id, person), at=commons.now())
    later = commons.now() + timedelta(minutes=21)
    ended = seen_by(caller, at=later)

    extend_assignment(
        origin=CALL, until=later + timedelta(minutes=20), at=later - timedelta(minutes=5)
    )

    assert (ended, seen_by(caller, at=later)) == ((), (person,))


def test_an_assignment_that_has_ended_is_not_prolonged():
    caller = accounts.actor(Role.CALLER)
    assign(new=task(caller.user_id, uuid4()), at=commons.now())
    later = commons.now() + timedelta(minutes=21)

    assert extend_assignment(origin=CALL, until=later + timedelta(hours=1), at=later) == 0


def test_many_are_released_at_once_and_one_person_everywhere():
    caller, one, other = accounts.actor(Role.CALLER), uuid4(), uuid4()
    origins = [Origin("CALL", number) for number in (1, 2, 3)]
    assign_many(
        new=[
            task(caller.user_id, one, origins[0]),
            task(caller.user_id, other, origins[1]),
            task(caller.user_id, one, origins[2]),
        ],
        at=commons.now(),
    )

    assert release_person(person=one, at=commons.now()) == 2
    assert release_many(origins=origins, at=commons.now()) == 1


def says_no(person, **given):
    defaults = {"scope": ObjectionScope.PURPOSE, "purpose": Purpose.ALERT_CALL}
    return object_to(
        actor=SYSTEM,
        new=NewObjection(person=person, channel=Channel.CALL, **(defaults | given)),
        at=commons.now(),
    )


def test_an_objection_acts_at_reception():
    caller, person = accounts.actor(Role.CALLER), uuid4()
    assign(new=task(caller.user_id, person), at=commons.now())

    says_no(person)

    assert seen_by(caller) == ()
    assert has_objected(person=person, purpose=Purpose.ALERT_CALL)
    assert not has_objected(person=person, purpose=Purpose.ISOLATION_CALL)


def test_an_objection_to_calls_leaves_the_help_that_was_accepted():
    orienteur, person = accounts.actor(Role.ORIENTEUR), uuid4()
    assign(
        new=task(orienteur.user_id, person, Origin("REPORT", 1), Purpose.REFERRAL),
        at=commons.now(),
    )

    says_no(person)

    assert seen_by(orienteur, Purpose.REFERRAL) == (person,)


def test_an_objection_to_everything_never_stops_life_and_rights():
    orienteur, person = accounts.actor(Role.ORIENTEUR), uuid4()
    for purpose in (Purpose.VITAL_INTEREST, Purpose.REFERRAL):
        assign(new=task(orienteur.user_id, person, purpose=purpose), at=commons.now())

    says_no(person, scope=ObjectionScope.ALL, purpose=None)

    assert seen_by(orienteur, Purpose.VITAL_INTEREST) == (person,)
    assert seen_by(orienteur, Purpose.REFERRAL) == ()
    assert objected_people(purpose=Purpose.VITAL_INTEREST) == set()


def test_an_objection_to_one_campaign_stops_that_one():
    person = uuid4()
    says_no(person, scope=ObjectionScope.CAMPAIGN, purpose=None, origin=CAMPAIGN)

    assert objected_people(purpose=Purpose.ALERT_CALL, origin=CAMPAIGN) == {person}
    assert objected_people(purpose=Purpose.ALERT_CALL, origin=Origin("CAMPAIGN", 10)) == set()
    assert objected_people(purpose=Purpose.ALERT_CALL) == set()


def test_an_objection_is_verified_or_taken_back():
    due = commons.now() + timedelta(hours=4)
    first, second = says_no(uuid4(), verify_by=due), says_no(uuid4(), verify_by=due)
    waiting = [card.objection_id for card in objections_to_verify(commons.now())]

    settle_check(actor=SYSTEM, objection_id=first, is_hers=True, at=commons.now())
    settle_check(actor=SYSTEM, objection_id=second, is_hers=False, at=commons.now())

    assert waiting == [first, second]
    assert objections_to_verify(commons.now()) == ()
    assert objection(first).state is ObjectionState.VERIFIED
    assert not has_objected(person=objection(second).person, purpose=Purpose.ALERT_CALL)


def test_an_objection_taken_back_is_not_verified_afterwards():
    objection_id = says_no(uuid4(), verify_by=commons.now() + timedelta(hours=4))
    withdraw_objection(actor=SYSTEM, objection_id=objection_id, at=commons.now())

    with pytest.raises(Refused, match=Refusal.NOT_TO_VERIFY):
        settle_check(actor=SYSTEM, objection_id=objection_id, is_hers=True, at=commons.now())

    assert objection(objection_id).state is ObjectionState.WITHDRAWN


def test_objections_are_counted_by_scope_and_listed_by_person():
    since, person = commons.now() - timedelta(minutes=1), uuid4()
    says_no(person)
    says_no(person, scope=ObjectionScope.ALL, purpose=None)

    counts = objection_counts(since, commons.now() + timedelta(minutes=1))

    assert counts == {
        ObjectionScope.CAMPAIGN: 0,
        ObjectionScope.PURPOSE: 1,
        ObjectionScope.ALL: 1,
    }
    assert [card.scope for card in objections_of(person)] == [
        ObjectionScope.ALL,
        ObjectionScope.PURPOSE,
    ]
