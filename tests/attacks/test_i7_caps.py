"""I7: caps hold under concurrency: fifty asks at once, one place left, one passes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from tests.attacks.conftest import runtime, weakened
from tests.make import commons, people

from entremise.commons.models import Assignment

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket, refusal from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"
CROWD = 50
CAP = 3
LOCK = (
    "perform pg_advisory_xact_lock(hashtextextended('sealed.cap ' || p_grant || ' ' || p_user, 0));"
)
COUNTED = "where c.user_id = p_user and c.grant_id = p_grant;"


def crowded():
    """A caller with fifty people assigned, two of three places of the hour used."""
    desk = people.desk(hourly_cap=CAP)
    others = [people.person_in(desk.register_id, people.sheet()) for _ in range(CROWD + 1)]
    Assignment.objects.bulk_create(
        Assignment(
            user_id=desk.caller.user_id,
            person=person,
            purpose="ALERT_CALL",
            origin_kind="CALL",
            origin_id=1,
            starts_at=commons.now(),
            until=commons.now() + (desk.grant.expires_at - desk.grant.not_before),
        )
        for person in others
    )
    with runtime() as caller:
        for person in (desk.person, others.pop()):
            assert ask(caller, desk, person) is None
    return desk, others


def ask(connection, desk, person):
    """None when a ticket was given, otherwise the refusal."""
    given = [desk.caller.user_id, desk.caller.organization_id, [desk.grant.pk], person, ["name"]]
    return connection.execute(ASK, given).fetchone()[1]


def answers_of_a_crowd(desk, others):
    start = Barrier(CROWD)

    def one(person):
        with runtime() as mine:
            start.wait()
            return ask(mine, desk, person)

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, others))


def test_fifty_at_once_one_passes():
    answers = answers_of_a_crowd(*crowded())

    assert (answers.count(None), answers.count("CAPPED")) == (1, CROWD - 1)


def test_twin_without_the_lock_several_pass():
    desk, others = crowded()

    with weakened("judging", LOCK, "", COUNTED, f"{COUNTED} perform pg_sleep(0.5);"):
        answers = answers_of_a_crowd(desk, others)

    assert answers.count(None) > 1


def test_the_same_person_again_is_not_counted():
    desk, _ = crowded()

    with runtime() as caller:
        assert [ask(caller, desk, desk.person) for _ in range(5)] == [None] * 5


def test_another_holder_of_the_same_role_has_a_count_of_her_own():
    register_id = commons.register()
    person = people.person_in(register_id)
    first, second = people.clerk(), people.clerk()
    grant = commons.grant(
        registers=[register_id],
        purpose="REGISTER_UPKEEP",
        reach="SEARCH",
        role="CLERK",
        organization_id=first.organization_id,
        hourly_cap=1,
    )

    for actor in (first, second):
        commons.assignment(actor, person, "REGISTER_UPKEEP")
        given = [actor.user_id, actor.organization_id, [grant.pk], person, ["name"]]
        with runtime() as caller:
            assert caller.execute(ASK, given).fetchone()[1] is None
