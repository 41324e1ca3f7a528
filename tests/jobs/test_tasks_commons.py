"""The nights of the commons: grants of the law do not run out, the trace is not kept for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer
from tests.make import commons

from entremise.commons.models import Grant, Register
from entremise.commons.vocabulary.access import GrantState, RegisterState
from entremise.commons.vocabulary.law import RegisterKind
from entremise.jobs.tasks.commons import drop_old_trace, forget_sessions, prolong_grants
from entremise.web.models import Session
from entremise.web.sessions import SessionStore
from entremise.web.shell.kept import KEPT_KEY

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_the_grants_of_the_law_do_not_run_out():
    commons.register()
    soon = commons.now() + timedelta(days=3)
    Grant.objects.update(expires_at=soon)

    prolong_grants.func(timestamp=0)

    assert not Grant.objects.filter(expires_at__lte=soon).exists()


def test_a_grant_that_has_ended_is_not_brought_back():
    commons.register()
    past = commons.now() - timedelta(minutes=1)
    Grant.objects.update(expires_at=past)

    prolong_grants.func(timestamp=0)

    assert Grant.objects.filter(expires_at=past).count() == 7


def test_a_register_opens_again_after_months_at_rest(django_assert_max_num_queries):
    commons.register()
    commons.register(RegisterKind.VOLUNTARY)
    closed = commons.register()
    Register.objects.filter(pk=closed).update(state=RegisterState.CLOSED)
    was = uses_on_open()
    Grant.objects.update(expires_at=commons.now() - timedelta(days=200), not_before=LONG_AGO)

    with django_assert_max_num_queries(12):
        prolong_grants.func(timestamp=0)
    prolong_grants.func(timestamp=0)

    assert uses_on_open() == was
    assert not Grant.objects.filter(registers=[closed], expires_at__gt=commons.now()).exists()


def test_what_somebody_ended_is_not_given_back():
    commons.register()
    Grant.objects.update(state=GrantState.REVOKED)

    prolong_grants.func(timestamp=0)

    assert not Grant.objects.filter(state=GrantState.ACTIVE).exists()


def uses_on_open() -> list[tuple[object, ...]]:
    """What may be done now on open registers."""
    pks = Register.objects.filter(state=RegisterState.OPEN).values_list("pk", flat=True)
    going = Grant.objects.filter(registers__overlap=list(pks), expires_at__gt=commons.now())
    return sorted(
        going.values_list("registers", "purpose", "reach", "role", "hourly_cap", "groups")
    )


def test_the_nights_work_is_done_by_a_machine_that_is_off_at_night():
    registry = app.periodic_registry
    noon = datetime(2026, 11, 27, 12, tzinfo=UTC).timestamp()

    missed = [
        task.task.name
        for task, _at in PeriodicDeferrer(registry, **app.periodic_defaults).get_previous_tasks(
            noon
        )
    ]

    assert sorted(missed) == sorted(task.task.name for task in registry.periodic_tasks.values())
    assert {"prolong_grants", "archive_campaigns", "forget_past_aid", "drop_old_trace"} <= {*missed}


def test_the_trace_is_swept_as_the_runtime():
    drop_old_trace.func(timestamp=0)


def test_a_form_that_was_kept_is_gone_with_its_session():
    past, living = SessionStore(), SessionStore()
    for one in (past, living):
        one[KEPT_KEY] = "a sealed form"
        one.create()
    Session.objects.filter(pk=past.session_key).update(
        expire_date=commons.now() - timedelta(minutes=1)
    )

    forget_sessions.func(timestamp=0)

    assert list(Session.objects.values_list("pk", flat=True)) == [living.session_key]
