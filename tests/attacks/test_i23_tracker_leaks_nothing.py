"""I23: the tracker does not leak: a household that knows much, codes tried one by one, deferred readings, names of agents."""

from datetime import timedelta

import pytest
from tests.attacks.conftest import runtime, weakened
from tests.make import commons, people

from entremise.commons.operations.ask import ask
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault import defer_trace, find_by_phone, open_tracker, tracker_code

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

BIRTH = "09/03/1940"


def read_once(desk):
    ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=commons.CALL_GROUPS,
        at=commons.now(),
    )


def rights(desk, actor):
    grant_id = people.grant_of(actor, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id)
    find_by_phone(actor=actor, grant_id=grant_id, number="+33199003107", at=commons.now())
    return {"actor": actor, "grant_id": grant_id, "person": desk.person, "at": commons.now()}


def opens(code, second) -> bool:
    try:
        open_tracker(code=code, second=second, at=commons.now())
    except Refused:
        return False
    return True


def guessed_by_a_relative(desk) -> bool:
    """He found the letter with the code and knows the family: he tries years until one opens."""
    code = tracker_code(**rights(desk, people.clerk()))
    return any(opens(code, f"09/03/{year}") for year in range(1930, 1945))


def test_a_relative_does_not_guess_the_second_element():
    assert guessed_by_a_relative(people.desk()) is False


def test_twin_without_the_count_of_mistakes_he_does():
    with weakened("tracing", "or held.failures >= 5", ""):
        assert guessed_by_a_relative(people.desk()) is True


def calls_seen_during_a_deferral(desk) -> int:
    """The DPO has deferred; a reading follows; somebody who lives with her opens the tracker with all elements."""
    defer_trace(**rights(desk, people.dpo()), until=commons.now() + timedelta(days=60))
    read_once(desk)
    code = tracker_code(**rights(desk, people.clerk()))
    seen = open_tracker(code=code, second=BIRTH, at=commons.now())
    return sum(access.purpose is Purpose.ALERT_CALL for access in seen.accesses)


def test_a_deferred_reading_is_silent():
    assert calls_seen_during_a_deferral(people.desk()) == 0


def test_twin_that_ignores_deferrals_betrays():
    with weakened("tracing", "and e.at >= d.since and d.until > clock_timestamp()", "and false"):
        assert calls_seen_during_a_deferral(people.desk()) == 1


def test_when_the_date_has_come_the_reading_is_told():
    desk = people.desk()
    given = rights(desk, people.dpo())
    defer_trace(**given, until=commons.now() + timedelta(days=60))
    read_once(desk)
    defer_trace(**given, until=commons.now() - timedelta(seconds=1))
    code = tracker_code(**rights(desk, people.clerk()))

    seen = open_tracker(code=code, second=BIRTH, at=commons.now())

    assert sum(access.purpose is Purpose.ALERT_CALL for access in seen.accesses) == 1


def columns_shown() -> set[str]:
    with runtime() as anybody:
        found = anybody.execute("select * from sealed.tracked(gen_random_uuid())")
        return {column.name for column in found.description}


def test_the_tracker_has_no_column_for_an_agent_or_a_reason():
    assert columns_shown() == {
        "person",
        "at",
        "kind",
        "purpose",
        "groups",
        "role",
        "organization_id",
        "register_ids",
        "count",
        "recipient",  # the body that a file went to, never who handed it over
    }


def own_data_with_a_pass_of_another(desk) -> int:
    """Her own page is open; the ticket of somebody else's card is handed in with her pass."""
    code = tracker_code(**rights(desk, people.clerk()))
    seen = open_tracker(code=code, second=BIRTH, at=commons.now())
    other = people.person_in(desk.register_id, people.sheet(phones=("+33199003108",)))
    with runtime() as thief:
        thief.execute("select 1")
        commons.assignment(desk.caller, other)
        tickets = ask(
            actor=desk.caller,
            grant_ids=[desk.grant.pk],
            person=other,
            groups=commons.CALL_GROUPS,
            at=commons.now(),
        )
        return len(
            thief.execute(
                "select * from sealed.redeem_own(%s, %s)", [seen.pass_id, list(tickets)]
            ).fetchall()
        )


def test_a_pass_opens_nobody_else():
    assert own_data_with_a_pass_of_another(people.desk()) == 0


def test_twin_that_forgets_whose_pass_it_is_opens_others():
    with weakened("tracing", "and t.user_id = 0", "", "and p.person = t.person", ""):
        assert own_data_with_a_pass_of_another(people.desk()) > 0
