"""A statement of one text is planned once a connection, and its lists may be of any length."""

import pytest
from django.db import connection

from entremise.kernel.planned import planned

pytestmark = pytest.mark.django_db
ASKED = "SELECT count(*) FROM unnest(%s::bigint[]) AS given WHERE given > %s"


def ask(values, least):
    with planned() as cursor:
        cursor.execute(ASKED, [values, least])
        return cursor.fetchone()[0]


def plans_of(text):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            [f"%{text}%"],
        )
        return [count for (count,) in cursor.fetchall()]


def test_a_statement_is_kept_by_the_server_and_asked_again_with_other_values():
    assert [ask([1, 2, 3], least) for least in (0, 1, 2)] == [3, 2, 1]

    assert plans_of("AS given WHERE given >") == [3]


def test_more_values_than_a_statement_takes_travel_as_one_list():
    assert ask(list(range(70_000)), 9) == 69_990


def test_statements_of_everybody_else_bind_their_values_themselves():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 WHERE 2 > %s", [1])

    assert plans_of("SELECT 1 WHERE 2 >") == []
