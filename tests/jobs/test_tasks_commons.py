"""The nights of the commons: grants of the law do not run out, the trace is not kept for ever."""

from datetime import timedelta

import pytest
from tests.make import commons

from entremise.commons.models import Grant
from entremise.jobs.tasks.commons import drop_old_trace, forget_sessions, prolong_grants
from entremise.web.models import Session
from entremise.web.sessions import SessionStore
from entremise.web.shell.kept import KEPT_KEY

pytestmark = pytest.mark.django_db


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
