"""The tracker: who read my data, without account; nothing about who at the desk, nothing before its time."""

from datetime import timedelta

import pytest
from tests.make import commons, people

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ask import ask
from entremise.commons.vocabulary.access import EventKind, Reach
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault import (
    defer_trace,
    find_by_phone,
    open_card,
    open_tracker,
    own_card,
    trace_of,
    tracked,
    tracker_code,
)
from entremise.people.vocabulary import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A person whom a caller has opened once."""
    held = people.desk()
    read_by_caller(held)
    return held


def read_by_caller(held):
    tickets = ask(
        actor=held.caller,
        grant_ids=[held.grant.pk],
        person=held.person,
        groups=[FieldGroup.NAME, FieldGroup.PHONE],
        at=commons.now(),
    )
    open_card(tickets=tickets, at=commons.now())


def keeper_of_rights(desk, actor):
    """Somebody at the desk or the DPO, who found the person by her number."""
    grant_id = people.grant_of(actor, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id)
    find_by_phone(actor=actor, grant_id=grant_id, number="+33199003107", at=commons.now())
    return {"actor": actor, "grant_id": grant_id, "person": desk.person, "at": commons.now()}


def code_for(desk, second=""):
    return tracker_code(**keeper_of_rights(desk, people.clerk()), second=second)


def test_she_sees_when_for_what_and_which_fields_but_no_name(desk):
    seen = open_tracker(code=code_for(desk), second="09/03/1940", at=commons.now())

    (call,) = [a for a in seen.accesses if a.purpose is Purpose.ALERT_CALL]
    assert (call.kind, call.role) == (EventKind.OPENED, Role.CALLER)
    assert (call.groups, call.register_ids) == (
        (FieldGroup.NAME, FieldGroup.PHONE),
        (desk.register_id,),
    )
    assert call.organization_id == desk.caller.organization_id
    assert "user" not in " ".join(type(call).__slots__)


def test_the_code_is_read_in_any_case_with_or_without_its_dash(desk):
    code = code_for(desk)

    seen = open_tracker(code=code.replace("-", " ").lower(), second="1940-03-09", at=commons.now())

    assert seen.person == desk.person


def test_a_wrong_date_and_a_wrong_code_have_the_same_answer(desk):
    code = code_for(desk)

    for tried in ((code, "10/03/1940"), ("ZZZZ-ZZZZ", "09/03/1940")):
        with pytest.raises(Refused, match=Refusal.CODE_REFUSED):
            open_tracker(code=tried[0], second=tried[1], at=commons.now())


def test_five_mistakes_end_a_code(desk):
    code = code_for(desk)
    for _ in range(5):
        with pytest.raises(Refused):
            open_tracker(code=code, second="01/01/1901", at=commons.now())

    with pytest.raises(Refused, match=Refusal.CODE_REFUSED):
        open_tracker(code=code, second="09/03/1940", at=commons.now())


def test_a_word_she_chose_replaces_the_date_that_her_family_knows(desk):
    code = code_for(desk, second="Mésange bleue")

    with pytest.raises(Refused, match=Refusal.CODE_REFUSED):
        open_tracker(code=code, second="09/03/1940", at=commons.now())
    assert open_tracker(code=code, second="mesange BLEUE", at=commons.now()).person == desk.person


def test_she_sees_that_a_code_was_given_and_by_which_function(desk):
    clerk = people.clerk()
    code = tracker_code(**keeper_of_rights(desk, clerk))

    seen = open_tracker(code=code, second="09/03/1940", at=commons.now()).accesses

    (given,) = [a for a in seen if a.kind is EventKind.CODED]
    assert (given.role, given.purpose) == (Role.CLERK, Purpose.SUBJECT_RIGHTS)
    assert (given.organization_id, given.register_ids) == (clerk.organization_id, ())


def test_a_new_code_ends_the_former(desk):
    former = code_for(desk)
    code_for(desk)

    with pytest.raises(Refused, match=Refusal.CODE_REFUSED):
        open_tracker(code=former, second="09/03/1940", at=commons.now())


def test_without_date_of_birth_a_word_is_needed():
    desk = people.desk(people.sheet(birth=None, phones=("+33199003107",)))

    with pytest.raises(Refused, match=Refusal.SECOND_ELEMENT_MISSING):
        code_for(desk)


def test_her_pass_opens_all_that_is_said_of_her(desk):
    seen = open_tracker(code=code_for(desk), second="9.3.1940", at=commons.now())

    card = own_card(pass_id=seen.pass_id, at=commons.now())

    assert (card.name, card.birth) == (people.LUCIENNE.name, people.LUCIENNE.birth)
    assert card.quality == people.LUCIENNE.quality
    own = [a for a in tracked(pass_id=seen.pass_id, at=commons.now()).accesses if a.role is None]
    assert {a.kind for a in own} == {EventKind.TRACKED, EventKind.OPENED}


def test_a_trace_that_would_betray_stays_silent_until_its_date(desk):
    given = keeper_of_rights(desk, people.dpo())
    before = open_tracker(code=code_for(desk), second="09/03/1940", at=commons.now()).accesses
    defer_trace(**given, until=commons.now() + timedelta(days=90))
    read_by_caller(desk)

    seen = open_tracker(code=code_for(desk), second="09/03/1940", at=commons.now()).accesses

    calls = [a for a in seen if a.purpose is Purpose.ALERT_CALL]
    assert len(calls) == len([a for a in before if a.purpose is Purpose.ALERT_CALL]) == 1


def test_a_clerk_defers_nothing(desk):
    given = keeper_of_rights(desk, people.clerk())

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        defer_trace(**given, until=commons.now() + timedelta(days=90))


def test_the_desk_reads_the_trace_aloud_and_that_is_logged(desk):
    given = keeper_of_rights(desk, people.clerk())
    span = {"since": commons.now() - timedelta(days=1), "until": commons.now() + timedelta(days=1)}
    trace_of(**given, **span)

    seen = trace_of(**given, **span)

    kinds = [a.kind for a in seen if a.role is Role.CLERK]
    assert kinds.count(EventKind.TRACKED) == 2


def test_who_did_not_find_the_person_reads_no_trace(desk):
    clerk = people.clerk()
    grant_id = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        trace_of(
            actor=clerk,
            grant_id=grant_id,
            person=desk.person,
            since=commons.now() - timedelta(days=1),
            until=commons.now(),
            at=commons.now(),
        )
