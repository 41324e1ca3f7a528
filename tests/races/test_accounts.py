"""Two at once: two administrators who end each other's role."""

from functools import partial

import pytest
from tests.make import accounts, commons
from tests.races.test_referral import at_once

from entremise.accounts.models import RoleHeld
from entremise.accounts.operations import close_account, end_role
from entremise.accounts.vocabulary import Refusal, Role

pytestmark = pytest.mark.django_db(transaction=True)


def two_administrators():
    both = [accounts.actor(Role.ADMINISTRATOR) for _ in range(2)]
    return both, [RoleHeld.objects.get(user_id=one.user_id).pk for one in both]


def staying():
    rows = RoleHeld.objects.filter(role=Role.ADMINISTRATOR, ends_at=None, user__is_active=True)
    return rows.count()


def test_two_administrators_end_each_others_role_and_one_stays():
    for _ in range(5):
        RoleHeld.objects.all().delete()
        both, roles = two_administrators()

        answers = at_once(
            *(
                partial(end_role, actor=who, role_id=role, at=commons.now())
                for who, role in zip(both, reversed(roles), strict=True)
            )
        )

        assert answers.count(Refusal.LAST_ADMINISTRATOR) == 1
        assert staying() == 1


def test_two_administrators_close_each_others_account_and_one_stays():
    for _ in range(5):
        RoleHeld.objects.all().delete()
        both, _roles = two_administrators()

        answers = at_once(
            *(
                partial(close_account, actor=who, user_id=other.user_id, at=commons.now())
                for who, other in zip(both, reversed(both), strict=True)
            )
        )

        assert sorted(answers, key=str) == [Refusal.LAST_ADMINISTRATOR, None]
        assert staying() == 1
