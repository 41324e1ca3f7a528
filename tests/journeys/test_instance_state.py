"""What an administrator is told of her instance."""

from datetime import timedelta

import pytest
from django.db import connection
from tests.make import commons

from entremise.journeys.instance_state import Subject, instance_state
from entremise.kernel.work import defer

pytestmark = pytest.mark.django_db


def failed_jobs(at):
    return {fact.subject: fact for fact in instance_state(at=at)}[Subject.JOBS_FAILED]


def test_a_job_that_failed_is_told_for_seven_days():
    defer("watch_visitors", timestamp=0)
    with connection.cursor() as cursor:
        for state in ("doing", "todo", "doing", "failed"):
            cursor.execute("UPDATE procrastinate_jobs SET status = %s", [state])

    at = commons.now()
    assert (failed_jobs(at).value, failed_jobs(at).is_well) == (1, False)
    later = failed_jobs(at + timedelta(days=8))
    assert (later.value, later.is_well) == (0, True)
