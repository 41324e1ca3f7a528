"""How the database finds what a call needs: by its key, however often the queue was written over."""

import pytest
from django.db import connection
from tests.make import outreach as make

from entremise.commons.operations.assignments import extend_assignment, release
from entremise.kernel.origin import Origin
from entremise.outreach.operations.calls import heartbeat, note_sign_of_life

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans():
    """The plan of each change that is made, as if rows were expensive to read in turn."""
    found = []

    def explain(execute, sql, parameters, many, context):
        if sql.startswith("UPDATE"):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}", parameters)
                found.append("\n".join(line for (line,) in cursor.fetchall()))
        return execute(sql, parameters, many, context)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with connection.execute_wrapper(explain):
        yield found


def test_a_held_call_is_not_looked_for_among_the_leases(plans):
    on = make.campaign()
    make.call(campaign=on)
    caller = make.caller(on)
    taken = make.shown(caller, on)
    given = {"actor": caller, "call_id": taken.call_id, "token": taken.token, "at": make.NOON}
    plans.clear()

    note_sign_of_life(**given)
    heartbeat(**given)

    of_calls = [plan for plan in plans if "Update on outreach_call" in plan]
    assert len(of_calls) == 2
    assert [plan for plan in of_calls if "call_lease" in plan] == []


def test_what_an_origin_lets_see_is_found_by_the_origin(plans):
    origin = Origin("CALL", 1)

    extend_assignment(origin=origin, until=make.NOON, at=make.NOON)
    release(origin=origin, at=make.NOON)

    assert ["assignment_by_origin" in plan for plan in plans] == [True, True]
