"""Attacks with a session that was open: whatever closes it closes it at the very next request."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from tests.make import accounts

from entremise.accounts.models import RoleHeld, User
from entremise.accounts.operations import close_account, end_role, set_password
from entremise.accounts.vocabulary import Role
from entremise.web.models import Session

pytestmark = pytest.mark.django_db
HOME = "phone:home"


def opened(*roles):
    """Somebody at work in her browser, who has just seen her page."""
    actor = accounts.actor(*roles)
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    assert client.get(reverse(HOME)).status_code == 200
    return actor, client


def statuses(*clients):
    return [client.get(reverse(HOME)).status_code for client in clients]


@pytest.fixture
def colleague():
    return opened(Role.CALLER)[1]


def test_a_closed_account_is_signed_out_at_once(colleague):
    actor, client = opened(Role.CALLER)

    close_account(actor=accounts.actor(Role.ADMINISTRATOR), user_id=actor.user_id, at=now())

    assert statuses(client, colleague, client) == [302, 200, 302]


def test_an_ended_role_opens_nothing_more(colleague):
    actor, client = opened(Role.CALLER, Role.CLERK)
    role = RoleHeld.objects.get(user_id=actor.user_id, role=Role.CALLER)

    end_role(actor=accounts.actor(Role.ADMINISTRATOR), role_id=role.pk, at=now())

    assert statuses(client, colleague) == [403, 200]


def test_a_role_that_ends_by_the_clock_opens_nothing_more(colleague):
    actor, client = opened(Role.CALLER)

    RoleHeld.objects.filter(user_id=actor.user_id).update(ends_at=now())

    assert statuses(client, colleague) == [403, 200]


def test_a_role_for_tomorrow_opens_nothing_today():
    actor, client = opened(Role.CALLER)
    tomorrow = now() + timedelta(days=1)

    RoleHeld.objects.filter(user_id=actor.user_id).update(starts_at=tomorrow)

    assert statuses(client) == [403]


def test_a_changed_password_ends_the_other_sessions(colleague):
    actor, client = opened(Role.CALLER)

    set_password(user_id=actor.user_id, password="une autre phrase longue", at=now())

    assert statuses(client, colleague) == [302, 200]


def test_a_session_over_or_taken_away_is_nobody(colleague):
    (_, first), (_, second) = opened(Role.CALLER), opened(Role.CALLER)

    Session.objects.filter(pk=first.session.session_key).update(expire_date=now())
    Session.objects.filter(pk=second.session.session_key).delete()

    assert statuses(first, second, colleague) == [302, 302, 200]


def test_an_invented_key_of_a_session_is_nobody(colleague):
    thief = Client()

    for key in ("", "x" * 32, "' OR true --", "%s", "é" * 40):
        thief.cookies["session"] = key
        assert statuses(thief, colleague) == [302, 200]
