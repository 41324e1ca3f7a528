"""Attacks on signing in: each was possible once, or would be if its rule were taken out."""

import time
from datetime import timedelta
from statistics import median

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.browser.totp import code_at, code_now
from tests.make import accounts
from tests.make.reading import text

from entremise.accounts.models import User
from entremise.accounts.operations import make_reset, set_password
from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.jobs.restoring_access import restore_access
from entremise.web.shell import visit
from entremise.web.shell.routes import routes

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase facile à retenir"


def account(*roles):
    user_id = accounts.actor(*roles).user_id
    set_password(user_id=user_id, password=PASSWORD, at=accounts.LONG_AGO)
    return User.objects.get(pk=user_id)


def sign_in(client, login, password=PASSWORD, **more):
    form = {"login": login, "password": password} | more
    return client.post(reverse("account_login"), form)


def words(answer, login):
    """What is said, without what was typed and the keys of the form."""
    said = text(answer).partition("<main")[2].partition("</main>")[0].replace(login, "…")
    return [line for line in said.splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_session_planted_before_is_not_the_one_after():
    user, client = account(Role.CALLER), Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted

    sign_in(client, user.login)

    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert thief.get(reverse("phone:home")).status_code == 302


def test_known_and_unknown_logins_are_answered_alike():
    user = account(Role.CALLER)
    without_password = accounts.user()

    said = [
        words(sign_in(Client(), login, "une mauvaise phrase"), login)
        for login in (user.login, "personne.ici", without_password.login)
    ]

    assert said[0] == said[1] == said[2] != []


def test_known_and_unknown_logins_take_the_same_time(true_passwords):
    logins = (account(Role.CALLER).login, "personne.ici", accounts.user().login)
    spans = {login: [] for login in logins}
    for _turn in range(3):
        for login in logins:
            began = time.process_time()
            sign_in(Client(), login, "une mauvaise phrase")
            spans[login].append(time.process_time() - began)

    known, *others = (median(spans[login]) for login in logins)

    assert all(known / 1.5 < other < known * 1.5 for other in others)


def test_guessing_one_password_is_stopped_even_when_the_guess_is_right():
    user = account(Role.CALLER)
    for _turn in range(5):
        sign_in(Client(), user.login, "une mauvaise phrase")

    answer = sign_in(Client(), user.login)

    assert answer.status_code != 302


@pytest.mark.parametrize(
    "where",
    ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example", "javascript:1"],
)
def test_signing_in_leads_to_no_other_site(where):
    answer = sign_in(Client(), account(Role.CALLER).login, next=where)

    assert answer.headers["Location"] == reverse("account:start")


def test_a_forged_host_gets_no_link(client):
    answer = client.get(reverse("account_login"), headers={"Host": "ailleurs.example"})

    assert answer.status_code == 400
    assert "ailleurs.example" not in text(answer)


def test_a_session_without_second_factor_gains_nothing_when_another_one_enrols():
    user, thief, owner = account(Role.STEWARD), Client(), Client()
    for client in (thief, owner):
        sign_in(client, user.login)
    assert thief.get(reverse("steward:registers")).status_code == 302

    enrol(owner)

    assert owner.get(reverse("steward:registers")).status_code == 200
    assert thief.get(reverse("steward:registers")).status_code == 302


def enrol(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.status_code == 302
    return secret


@pytest.mark.parametrize(
    ("minutes", "where"), [(4, "mfa_activate_totp"), (6, "account_reauthenticate")]
)
def test_a_screen_left_open_sets_up_no_second_factor_but_an_invited_agent_does_at_once(
    time_machine, minutes, where
):
    user, client, began = account(Role.STEWARD), Client(), visit.now()
    time_machine.move_to(began)
    sign_in(client, user.login)
    time_machine.move_to(began + timedelta(minutes=minutes))

    answer = client.get(reverse("mfa_activate_totp"), follow=True)

    assert answer.request["PATH_INFO"] == reverse(where)


def test_a_second_factor_set_up_elsewhere_is_given_before_it_is_taken_away():
    user, client = account(Role.STEWARD), Client()
    sign_in(client, user.login)
    TOTP.activate(user, generate_totp_secret())

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert answer.status_code == 302
    assert Authenticator.objects.filter(user=user).exists()


def test_taking_the_second_factor_away_closes_the_pages_that_need_it():
    user, client = account(Role.STEWARD), Client()
    sign_in(client, user.login)
    enrol(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=user).exists()
    answer = client.get(reverse("steward:registers"))
    assert answer.headers["Location"] == reverse("account:second_factor")


def test_a_code_of_rescue_serves_once():
    user = account(Role.STEWARD)
    TOTP.activate(user, generate_totp_secret())
    code = RecoveryCodes.activate(user).get_unused_codes()[0]

    answers = []
    for _turn in range(2):
        client = Client()
        sign_in(client, user.login)
        client.post(reverse("mfa_authenticate"), {"code": code})
        answers.append(client.get(reverse("steward:registers")).status_code)

    assert answers == [200, 302]


def test_the_key_of_another_account_is_not_taken_away():
    owner, other = account(Role.CALLER), account(Role.CALLER)
    key = Authenticator.objects.create(
        user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé", "credential": {}}
    )
    client = Client()
    sign_in(client, other.login)

    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_new_password_ends_the_sessions_of_the_old_one():
    user, thief = account(Role.CALLER), Client()
    secret = make_reset(actor=SYSTEM, user_id=user.pk, at=visit.now())
    sign_in(thief, user.login)

    Client().post(reverse("account:link", args=[secret]), {"password": "une tout autre phrase"})

    assert thief.get(reverse("phone:home")).status_code == 302


def test_nobody_signs_in_as_somebody_else():
    names = " ".join(route.name for route in routes())

    assert not [word for word in ("hijack", "impersonate", "login_as", "sudo") if word in names]


def test_the_console_opens_a_door_again_and_takes_a_lost_proof_away():
    user = account(Role.ADMINISTRATOR)
    TOTP.activate(user, generate_totp_secret())

    path = restore_access(login=user.login, drops_second_factor=True, at=visit.now())

    assert not Authenticator.objects.filter(user=user).exists()
    assert Client().post(path, {"password": "une tout autre phrase"}).status_code == 302
    assert restore_access(login="personne", drops_second_factor=False, at=visit.now()) is None


def test_a_code_read_over_her_shoulder_opens_nothing_though_it_still_lives():
    user, secret = account(Role.STEWARD), generate_totp_secret()
    TOTP.activate(user, secret)
    hers, thief = Client(), Client()
    code = code_now(secret)
    sign_in(hers, user.login)
    hers.post(reverse("mfa_authenticate"), {"code": code})
    assert hers.get(reverse("steward:registers")).status_code == 200

    cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={code}")  # what half a minute does
    sign_in(thief, user.login)
    thief.post(reverse("mfa_authenticate"), {"code": code})

    assert thief.get(reverse("steward:registers")).status_code == 302


def test_the_code_that_ended_while_she_typed_it_opens():
    user, secret = account(Role.STEWARD), generate_totp_secret()
    TOTP.activate(user, secret)
    client = Client()
    sign_in(client, user.login)

    client.post(reverse("mfa_authenticate"), {"code": code_at(secret, time.time() - 30)})

    assert client.get(reverse("steward:registers")).status_code == 200
