from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from tests.make import accounts as make
from tests.make import outreach

from entremise.accounts.models import Organization, RoleHeld, User
from entremise.accounts.vocabulary import Role
from entremise.kernel.compiled import compiled, compiled_change, compiled_save
from entremise.outreach.models import CampaignStep

pytestmark = pytest.mark.django_db


@compiled
def roles(*, user_id, at):
    return (
        RoleHeld.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), user_id=user_id)
        .order_by("role", "pk")
        .values_list("pk", "role", "organization__name")
    )


@compiled
def accounts(*, user_id):
    return User.objects.filter(pk=user_id).order_by("pk")


@compiled
def logins(*, login):
    return User.objects.filter(login=login).values_list("pk")


def test_each_asking_is_answered_for_its_own_values():
    first, second = make.actor(Role.CALLER, Role.CLERK), make.actor(Role.DPO)

    asked = [roles(user_id=one.user_id, at=make.LONG_AGO) for one in (first, second, first)]

    held = [[row.role for row in rows] for rows in asked]
    assert held == [["CALLER", "CLERK"], ["DPO"], ["CALLER", "CLERK"]]


def test_what_changed_between_two_askings_is_seen():
    actor = make.actor(Role.CALLER)
    before = roles(user_id=actor.user_id, at=make.LONG_AGO)
    RoleHeld.objects.update(ends_at=make.LONG_AGO + timedelta(days=1))
    Organization.objects.update(name="Mairie")

    after = roles(user_id=actor.user_id, at=make.LONG_AGO)

    later = roles(user_id=actor.user_id, at=make.LONG_AGO + timedelta(days=1))
    assert ([row.organization__name for row in after], len(before), later) == (["Mairie"], 1, [])


def test_rows_are_those_that_django_gives():
    user_id = make.actor(Role.CALLER).user_id

    (row,) = accounts(user_id=user_id)

    assert vars(row).keys() == vars(User.objects.get(pk=user_id)).keys()
    assert (row, row.password, row.created_at) == (
        User.objects.get(pk=user_id),
        User.objects.get(pk=user_id).password,
        User.objects.get(pk=user_id).created_at,
    )


def test_an_asking_is_one_statement_and_a_value_stays_a_value():
    make.actor(Role.CALLER)

    with CaptureQueriesContext(connection) as asked:
        found = logins(login="' OR true --")

    assert (found, len(asked)) == ([], 1)


def test_a_column_that_python_must_read_is_read():
    @compiled
    def steps(*, note):
        return CampaignStep.objects.exclude(note=note).select_related("campaign")

    campaign = outreach.campaign(pause_reason="La ligne est en panne.")
    CampaignStep.objects.create(campaign=campaign, at=make.LONG_AGO, after="PAUSED", note="Panne.")

    (step,) = steps(note="")

    assert (step.note, step.campaign.pause_reason) == ("Panne.", "La ligne est en panne.")


def test_an_object_comes_with_its_neighbours():
    @compiled
    def holders(*, user_id):
        return (
            RoleHeld.objects.filter(user_id=user_id)
            .select_related("user__human")
            .only("user__human__full_name", "user__login")
        )

    user_id = make.actor(Role.CALLER).user_id

    with CaptureQueriesContext(connection) as asked:
        (row,) = holders(user_id=user_id)
        names = (row.user.login, row.user.human.full_name)

    account = User.objects.select_related("human").get(pk=user_id)
    assert (names, len(asked)) == ((account.login, account.human.full_name), 1)


@compiled_change
def closed(*, login, at):
    return User.objects.filter(login=login, is_active=True), {"is_active": False, "last_login": at}


save_login = compiled_save(User, "login", "last_login")


def test_a_change_is_one_statement_for_its_own_rows():
    first, second = (User.objects.get(pk=make.actor(Role.CALLER).user_id) for _ in range(2))

    with CaptureQueriesContext(connection) as asked:
        counts = [closed(login=login, at=make.LONG_AGO) for login in (first.login, first.login)]

    first.refresh_from_db()
    second.refresh_from_db()
    assert (counts, len(asked)) == ([1, 0], 2)
    assert (first.is_active, first.last_login) == (False, make.LONG_AGO)
    assert (second.is_active, second.last_login) == (True, None)


def test_a_saved_row_has_its_columns_written_and_no_others():
    row = User.objects.get(pk=make.actor(Role.CALLER).user_id)
    row.login, row.last_login, row.is_active = "marthe", make.LONG_AGO, False

    save_login(row)

    row.refresh_from_db()
    assert (row.login, row.last_login, row.is_active) == ("marthe", make.LONG_AGO, True)


def test_a_row_that_is_not_there_is_not_saved():
    with pytest.raises(LookupError):
        save_login(User(pk=0, login="marthe"))
