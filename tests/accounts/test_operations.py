from datetime import timedelta

import pytest
from tests.make import accounts as make

from entremise.accounts.models import RoleHeld, User
from entremise.accounts.operations import (
    NewAccount,
    NewOrganization,
    add_organization,
    add_team,
    close_account,
    end_role,
    give_role,
    make_invitation,
    make_reset,
    open_account,
    reopen_account,
    use_link,
)
from entremise.accounts.queries import account_listed, actor_for, link_is_open, roles_of
from entremise.accounts.vocabulary import ROLES_WITH_CARDS, OrganizationKind, Refusal, Role
from entremise.kernel.errors import Refused

AT = make.LONG_AGO + timedelta(days=30)
NEW = NewAccount(login="awa.diarra", first_name="Awa", display_name="Awa Diarra")
pytestmark = pytest.mark.django_db


def administrator():
    return make.actor(Role.ADMINISTRATOR)


def test_an_account_opens_without_password_and_without_role():
    user_id = open_account(actor=administrator(), new=NEW, at=AT)

    row = account_listed(user_id=user_id, at=AT)
    assert (row.has_password, row.roles) == (False, ())


def test_a_login_serves_one_account():
    open_account(actor=administrator(), new=NEW, at=AT)

    with pytest.raises(Refused, match=Refusal.LOGIN_TAKEN):
        open_account(actor=administrator(), new=NEW, at=AT)


def test_a_role_ends_at_its_date():
    user, body = make.user(), make.organization()
    give_role(
        actor=administrator(),
        user_id=user.pk,
        organization_id=body.pk,
        role=Role.CALLER,
        at=AT,
        ends_at=AT + timedelta(days=1),
    )

    assert [held.role for held in roles_of(user_id=user.pk, at=AT)] == [Role.CALLER]
    assert roles_of(user_id=user.pk, at=AT + timedelta(days=1)) == ()


def test_one_human_does_not_hold_incompatible_roles_even_with_two_accounts():
    human, body = make.human(), make.organization()
    first, second = make.user(human=human), make.user(human=human)
    actor = administrator()
    give_role(actor=actor, user_id=first.pk, organization_id=body.pk, role=Role.DPO, at=AT)

    with pytest.raises(Refused, match=Refusal.INCOMPATIBLE_ROLES):
        give_role(
            actor=actor, user_id=second.pk, organization_id=body.pk, role=Role.LEGAL_OFFICER, at=AT
        )

    assert RoleHeld.objects.filter(user=second).count() == 0


def test_the_last_administrator_keeps_the_role():
    actor = administrator()
    role_id = RoleHeld.objects.get(user_id=actor.user_id).pk

    with pytest.raises(Refused, match=Refusal.LAST_ADMINISTRATOR):
        end_role(actor=actor, role_id=role_id, at=AT)


def test_an_administrator_gives_herself_no_role_even_to_her_second_account():
    actor = administrator()
    second = make.user(human=User.objects.get(pk=actor.user_id).human)

    for user_id in (actor.user_id, second.pk):
        with pytest.raises(Refused, match=Refusal.OWN_ROLE):
            give_role(
                actor=actor,
                user_id=user_id,
                organization_id=make.organization().pk,
                role=Role.DECIDER,
                at=AT,
            )


@pytest.mark.parametrize("role", sorted(ROLES_WITH_CARDS))
def test_whoever_gives_the_roles_opens_nobodys_card_in_any_body(role):
    held, elsewhere = make.role_held(role=role), make.organization()
    with pytest.raises(Refused, match=Refusal.INCOMPATIBLE_ROLES):
        give_role(
            actor=administrator(),
            user_id=held.user_id,
            organization_id=elsewhere.pk,
            role=Role.ADMINISTRATOR,
            at=AT,
        )


def test_an_administrator_whose_role_ends_soon_does_not_count_as_one_who_stays():
    actor, leaving = administrator(), make.role_held(role=Role.ADMINISTRATOR)
    RoleHeld.objects.filter(pk=leaving.pk).update(ends_at=AT + timedelta(days=1))
    role_id = RoleHeld.objects.get(user_id=actor.user_id).pk

    with pytest.raises(Refused, match=Refusal.LAST_ADMINISTRATOR):
        end_role(actor=actor, role_id=role_id, at=AT)


def test_the_links_of_a_closed_account_open_nothing():
    actor, user = administrator(), make.user()
    secret = make_reset(actor=actor, user_id=user.pk, at=AT)
    close_account(actor=actor, user_id=user.pk, at=AT)
    reopen_account(actor=actor, user_id=user.pk, at=AT)

    assert not link_is_open(secret=secret, at=AT)
    with pytest.raises(Refused, match=Refusal.LINK_EXPIRED):
        use_link(secret=secret, password="une phrase facile à retenir", at=AT)


def test_an_invitation_serves_once_and_for_seven_days():
    user = make.user()
    secret = make_invitation(actor=administrator(), user_id=user.pk, at=AT)

    assert link_is_open(secret=secret, at=AT + timedelta(days=6))
    assert not link_is_open(secret=secret, at=AT + timedelta(days=7))
    use_link(secret=secret, password="une phrase facile à retenir", at=AT)
    with pytest.raises(Refused, match=Refusal.LINK_EXPIRED):
        use_link(secret=secret, password="une autre phrase facile", at=AT)


def test_a_new_reset_link_ends_the_former():
    user, actor = make.user(), administrator()
    former = make_reset(actor=actor, user_id=user.pk, at=AT)
    latter = make_reset(actor=actor, user_id=user.pk, at=AT)

    assert (link_is_open(secret=former, at=AT), link_is_open(secret=latter, at=AT)) == (False, True)


def test_a_closed_account_holds_no_role_and_opens_again_without_any():
    held = make.role_held()
    close_account(actor=administrator(), user_id=held.user_id, at=AT)

    reopen_account(actor=administrator(), user_id=held.user_id, at=AT)

    assert actor_for(user_id=held.user_id, organization_id=None, at=AT).roles == frozenset()


def test_nobody_closes_her_own_account():
    actor = administrator()

    with pytest.raises(Refused, match=Refusal.OWN_ACCOUNT):
        close_account(actor=actor, user_id=actor.user_id, at=AT)


def test_a_body_and_a_team_have_names_of_their_own():
    actor, body = administrator(), make.organization()
    new = NewOrganization(body.name, "le même", "du même", OrganizationKind.CCAS)
    add_team(actor=actor, organization_id=body.pk, name="Accueil", at=AT)

    with pytest.raises(Refused, match=Refusal.NAME_TAKEN):
        add_organization(actor=actor, new=new, at=AT)
    with pytest.raises(Refused, match=Refusal.NAME_TAKEN):
        add_team(actor=actor, organization_id=body.pk, name="Accueil", at=AT)
