"""I8 and I9: callers cannot enumerate, nor list: one answer for everybody who is not theirs, one person at a time."""

from uuid import uuid4

import pytest
from tests.attacks.conftest import runtime, weakened
from tests.make import commons, people

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.objections import object_to
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.commons.vocabulary.law import Purpose

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select * from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"
PAGE = "select * from sealed.ask_page(%s, %s, %s, %s::uuid[], %s::text[])"
ONE_ANSWER = "refusal := case when was_capped then 'CAPPED' else 'NOT_AVAILABLE' end;"


def strangers(desk):
    """Everybody who is not hers, for each reason there is."""
    not_assigned = people.person_in(desk.register_id, people.sheet())
    objected = people.person_in(desk.register_id, people.sheet())
    commons.assignment(desk.caller, objected)
    object_to(
        actor=SYSTEM,
        new=NewObjection(
            person=objected,
            scope=ObjectionScope.PURPOSE,
            purpose=Purpose.ALERT_CALL,
            channel=Channel.CALL,
        ),
        at=commons.now(),
    )
    commons.assignment(desk.caller, objected)
    elsewhere = people.person_in(commons.register(), people.sheet())
    return [not_assigned, objected, elsewhere, uuid4()]


def answers(desk):
    with runtime() as caller:
        shapes = set()
        for person in strangers(desk):
            given = [desk.caller.user_id, desk.caller.organization_id, [desk.grant.pk]]
            found = caller.execute(ASK, [*given, person, ["name"]])
            columns = tuple(column.name for column in found.description)
            shapes.add((columns, tuple(found.fetchall())))
    return shapes


def test_all_strangers_have_one_answer_of_one_shape():
    assert answers(people.desk()) == {(("ticket", "refusal"), ((None, "NOT_AVAILABLE"),))}


def test_twin_that_says_why_tells_who_exists():
    with weakened("reading", ONE_ANSWER, "refusal := coalesce(reason, 'NOTHING_OPEN');"):
        assert len(answers(people.desk())) > 1


def page_of(desk, people_asked, groups=("name",)):
    with runtime() as caller:
        given = [desk.caller.user_id, desk.caller.organization_id, desk.grant.pk]
        rows = caller.execute(PAGE, [*given, people_asked, list(groups)]).fetchall()
    return [ticket for ticket, _ in rows if ticket is not None]


def two_people(desk):
    other = people.person_in(desk.register_id, people.sheet())
    commons.assignment(desk.caller, other)
    return [desk.person, other]


def test_a_caller_gets_no_list_even_of_her_own_people():
    desk = people.desk()

    assert page_of(desk, two_people(desk)) == []


def test_twin_without_that_rule_a_caller_lists():
    desk = people.desk()
    with weakened("reading", "elsif sample.role = 'CALLER'", "elsif sample.role = 'NOBODY'"):
        assert len(page_of(desk, two_people(desk))) == 2


def remit_of_thirty():
    register_id = commons.register()
    shown = [people.person_in(register_id, people.sheet()) for _ in range(30)]
    keeper = people.steward()
    grant = commons.grant(
        registers=[register_id],
        user_id=keeper.user_id,
        purpose="REGISTER_UPKEEP",
        reach="PAGE",
        hourly_cap=500,
    )
    return people.Desk(keeper, shown[0], register_id, grant, 0, 0), shown


def test_a_page_has_twenty_five_people_at_most():
    desk, shown = remit_of_thirty()

    assert (len(page_of(desk, shown)), len(page_of(desk, shown[:25]))) == (0, 25)


def test_twin_without_that_rule_a_page_is_the_register():
    desk, shown = remit_of_thirty()
    with weakened("reading", "else 25 end", "else 25000 end"):
        assert len(page_of(desk, shown)) == 30


def found_by_trying(register_id) -> int:
    """How many numbers one clerk may try in an hour, one after the other."""
    clerk = people.clerk()
    grant = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, "SEARCH", register_id)
    tried = 0
    with runtime() as thief:
        for number in range(60):
            given = [
                clerk.user_id,
                clerk.organization_id,
                grant,
                ["LANDLINE"],
                [bytes([number]) * 32],
            ]
            (refusal,) = thief.execute(
                "select refusal from sealed.search(%s, %s, %s, %s, %s)", given
            ).fetchone()
            tried += refusal is None
    return tried


def test_numbers_cannot_be_tried_one_by_one():
    assert found_by_trying(commons.register()) == 40


def test_twin_without_the_count_of_searches_they_can():
    with weakened(
        "searching", "elsif not sealed.count_people(", "elsif false and not sealed.count_people("
    ):
        assert found_by_trying(commons.register()) == 60


def alike_in_other_registers() -> int:
    """A clerk of one register asks who resembles somebody whom only another register knows."""
    mine, other = commons.register(), commons.register()
    people.person_in(mine)
    person = people.person_in(other)
    clerk = people.clerk()
    grant = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, "SEARCH", mine)
    given = [clerk.user_id, clerk.organization_id, grant, person]
    with runtime() as thief:
        asked = thief.execute("select ticket from sealed.search_alike(%s, %s, %s, %s)", given)
        found = thief.execute("select person from sealed.found(%s)", asked.fetchone())
        return len(found.fetchall())


def test_a_resemblance_links_no_register_to_another():
    assert alike_in_other_registers() == 0


def test_twin_without_the_register_of_the_grant_it_would():
    with weakened("searching", "rec.register_id = n.register_id and rec.person", "rec.person"):
        assert alike_in_other_registers() == 1
