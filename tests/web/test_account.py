from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from tests.browser.totp import code_now
from tests.make import accounts
from tests.make.reading import text
from tests.make.triage import browser

from entremise.accounts.models import User
from entremise.accounts.operations import make_invitation, make_reset, set_password
from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.directory.queries import search
from entremise.web.models import Session
from entremise.web.shell import visit
from entremise.web.shell.idle import IDLE_SECONDS
from entremise.web.shell.kept import KEPT_KEY

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase facile à retenir"
SERVICE = {
    "name": "Portage de repas",
    "themes": ["courses"],
    "capacity": "OPEN",
    "reply_days": "2",
    "has_account": "no",
}


def account(*roles, **given):
    """Somebody with a password."""
    actor = accounts.actor(*roles, **given)
    set_password(user_id=actor.user_id, password=PASSWORD, at=accounts.LONG_AGO)
    return User.objects.get(pk=actor.user_id)


def sign_in(client, user, password=PASSWORD, **more):
    form = {"login": user.login, "password": password} | more
    return client.post(reverse("account_login"), form)


@pytest.fixture
def later(monkeypatch):
    """The clock of the next visits, moved on."""
    kept = visit.now

    def move(**span):
        monkeypatch.setattr(visit, "now", lambda: kept() + timedelta(**span))

    return move


def test_a_caller_signs_in_and_lands_on_her_page():
    client, user = Client(), account(Role.CALLER)

    answer = sign_in(client, user)

    assert answer.headers["Location"] == reverse("account:start")
    assert client.get(reverse("account:start")).headers["Location"] == reverse("phone:home")


def test_a_wrong_password_is_said_in_french_and_signs_nobody_in():
    client, user = Client(), account(Role.CALLER)

    answer = sign_in(client, user, password="autre chose encore")

    assert "Vérifiez les deux" in text(answer)
    assert user.login in text(answer)
    assert client.get(reverse("phone:home")).status_code == 302


def test_a_whole_desk_signs_in_with_keys_from_one_address():
    answers = [
        Client().post(reverse("mfa_login_webauthn"), {"credential": "{}"}) for _ in range(20)
    ]

    assert {answer.status_code for answer in answers} == {302}


def test_a_page_asks_to_sign_in_and_comes_back_to_itself():
    client, user = Client(), account(Role.CALLER)
    asked = client.get(reverse("phone:home"))
    assert asked.headers["Location"].startswith(reverse("account_login"))

    answer = sign_in(client, user, next=reverse("phone:home"))

    assert answer.headers["Location"] == reverse("phone:home")


@pytest.mark.parametrize(
    "role", [Role.STEWARD, Role.DPO, Role.ORIENTEUR, Role.ADMINISTRATOR], ids=str
)
def test_without_second_factor_these_roles_open_nothing_but_enrolment(role):
    client, user = Client(), account(role)
    sign_in(client, user)

    answer = client.get(reverse("account:start"))

    assert answer.headers["Location"] == reverse("account:second_factor")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_steward_without_second_factor_is_sent_to_enrol_from_her_pages():
    client = browser(accounts.actor(Role.STEWARD), has_second_factor=False)

    answer = client.get(reverse("steward:registers"))

    assert answer.headers["Location"] == reverse("account:second_factor")


def test_a_steward_signs_in_with_a_code_from_her_phone():
    client, user = Client(), account(Role.STEWARD)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get().data)

    answer = sign_in(client, user)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("steward:registers")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})

    assert client.get(reverse("steward:registers")).status_code == 200


def test_a_wrong_code_signs_nobody_in():
    client, user = Client(), account(Role.STEWARD)
    TOTP.activate(user, generate_totp_secret())
    sign_in(client, user)

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert answer.status_code in {200, 422}
    assert client.get(reverse("steward:registers")).status_code == 302


def test_after_fifteen_minutes_without_a_gesture_one_is_signed_out(later):
    client = browser(accounts.actor(Role.CALLER))
    client.get(reverse("phone:home"))
    later(seconds=IDLE_SECONDS + 1)

    answer = client.get(reverse("phone:home"))

    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_fourteen_minutes_are_not_too_long(later):
    client = browser(accounts.actor(Role.CALLER))
    client.get(reverse("phone:home"))
    later(minutes=14)

    assert client.get(reverse("phone:home")).status_code == 200


def test_a_page_that_refreshes_by_itself_is_no_gesture(later):
    client = browser(accounts.actor(Role.ORIENTEUR))
    client.get(reverse("triage:queue"))
    later(minutes=10)
    client.get(reverse("triage:queue"), {"live": "1"})
    later(minutes=16)

    answer = client.get(reverse("triage:queue"))

    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_form_sent_too_late_waits_and_is_sent_after_signing_in(later):
    user = account(Role.ORIENTEUR)
    client = browser(Actor(user_id=user.pk))
    client.get(reverse("triage:queue"))
    later(seconds=IDLE_SECONDS + 1)

    late = client.post(reverse("triage:add_service"), SERVICE)
    assert late.headers["Location"] == reverse("account_login")
    assert not search(text="")
    sign_in(client, user)
    keep_second_factor(client)
    waiting = client.get(reverse("account:start"))
    assert "Portage de repas" in text(waiting)
    kept = waiting.context["kept"]
    again = client.get(reverse("account:start"))

    assert kept.path == reverse("triage:add_service")
    assert ("themes", "courses") in kept.fields
    assert again.headers["Location"] == reverse("triage:queue")


def test_a_form_waits_although_a_live_page_has_signed_her_out(later):
    user = account(Role.ORIENTEUR)
    client = browser(Actor(user_id=user.pk))
    client.get(reverse("triage:queue"))
    later(seconds=IDLE_SECONDS + 1)
    signed_out = client.get(reverse("triage:queue"), {"live": "1"})

    late = client.post(reverse("triage:add_service"), SERVICE)
    sign_in(client, user)
    keep_second_factor(client)
    waiting = client.get(reverse("account:start"))

    assert signed_out.status_code == 302
    assert late.headers["Location"] == reverse("account_login")
    assert waiting.context["kept"].path == reverse("triage:add_service")
    assert "Portage de repas" in text(waiting)


def test_what_waits_after_a_live_page_is_never_given_to_another_account(later):
    user, other = account(Role.ORIENTEUR), account(Role.ORIENTEUR)
    client = browser(Actor(user_id=user.pk))
    client.get(reverse("triage:queue"))
    later(seconds=IDLE_SECONDS + 1)
    client.get(reverse("triage:queue"), {"live": "1"})
    client.post(reverse("triage:add_service"), SERVICE)
    assert KEPT_KEY in client.session

    sign_in(client, other)
    keep_second_factor(client)
    answer = client.get(reverse("account:start"), follow=True)

    assert "Portage de repas" not in text(answer)


def test_of_whoever_never_signed_in_here_nothing_is_kept():
    client = Client()

    client.post(reverse("triage:add_service"), SERVICE)

    assert KEPT_KEY not in client.session


def test_a_page_that_saves_by_itself_after_the_end_keeps_nothing(later):
    client = browser(accounts.actor(Role.ORIENTEUR))
    client.get(reverse("triage:queue"))
    later(seconds=IDLE_SECONDS + 1)
    client.get(reverse("triage:queue"), {"live": "1"})

    client.post(reverse("triage:add_service"), SERVICE, headers={"X-Quiet": "1"})

    assert KEPT_KEY not in client.session


def test_a_session_that_only_refreshes_ends_too(later):
    client = browser(accounts.actor(Role.ORIENTEUR))
    client.get(reverse("triage:queue"), {"live": "1"})
    later(minutes=10)
    client.get(reverse("triage:queue"), {"live": "1"})
    later(minutes=16)

    answer = client.get(reverse("triage:queue"), {"live": "1"})

    assert answer.headers["Location"].startswith(reverse("account_login"))


def keep_second_factor(client):
    session = client.session
    session["second_factor_done"] = True
    session.save()


def test_a_kept_form_is_never_given_to_another_account(later):
    user, other = account(Role.ORIENTEUR), account(Role.ORIENTEUR)
    client = browser(Actor(user_id=user.pk))
    client.get(reverse("triage:queue"))
    later(seconds=IDLE_SECONDS + 1)
    client.post(reverse("triage:add_service"), SERVICE)

    sign_in(client, other)
    keep_second_factor(client)
    answer = client.get(reverse("account:start"), follow=True)

    assert "Portage de repas" not in text(answer)


def test_a_role_is_switched_and_the_menu_follows():
    user = accounts.user()
    held = accounts.role_held(user=user, role=Role.CALLER)
    other = accounts.role_held(user=user, role=Role.CAMPAIGN_LEAD, organization=held.organization)
    client = browser(Actor(user_id=user.pk))

    answer = client.post(reverse("account:choose_role"), {"role_id": other.pk})
    refused = client.post(reverse("account:choose_role"), {"role_id": "0"}, follow=True)

    assert answer.headers["Location"] == reverse("lead:campaigns")
    assert "Vous ne tenez plus ce rôle." in text(refused)


def test_a_role_of_one_body_opens_nothing_in_another():
    user = accounts.user()
    accounts.role_held(user=user, role=Role.CALLER)
    elsewhere = accounts.role_held(user=user, role=Role.SERVICE)
    client = browser(Actor(user_id=user.pk))

    before = client.get(reverse("service:list"))
    client.post(reverse("account:choose_role"), {"role_id": elsewhere.pk})
    after = client.get(reverse("service:list"))

    assert (before.status_code, after.status_code) == (403, 200)


@pytest.mark.parametrize("make_link", [make_invitation, make_reset])
def test_a_link_to_choose_a_password_works_once(make_link):
    user = accounts.user()
    secret = make_link(actor=SYSTEM, user_id=user.pk, at=visit.now())
    url, client = reverse("account:link", args=[secret]), Client()
    assert "Ce lien sert une seule fois." in text(client.get(url))

    short = client.post(url, {"password": "court"})
    chosen = client.post(url, {"password": PASSWORD})
    again = client.get(url)
    forced = client.post(url, {"password": "encore une autre phrase"})

    assert short.status_code == 422
    assert chosen.headers["Location"] == reverse("account_login")
    assert "Ce lien a déjà servi" in text(again)
    assert forced.status_code == 410
    assert sign_in(Client(), user).status_code == 302


def test_a_password_chosen_anew_ends_the_links_that_were_made_before():
    user, other = account(Role.CALLER), "une tout autre phrase"
    invited = make_invitation(actor=SYSTEM, user_id=user.pk, at=visit.now())
    intercepted = make_reset(actor=SYSTEM, user_id=user.pk, at=visit.now())
    client = Client()
    sign_in(client, user)

    given = {"oldpassword": PASSWORD, "password1": other, "password2": other}
    client.post(reverse("account_change_password"), given)
    taken = [
        Client().post(reverse("account:link", args=[secret]), {"password": PASSWORD})
        for secret in (invited, intercepted)
    ]

    assert [answer.status_code for answer in taken] == [410, 410]
    assert sign_in(Client(), user, other).status_code == 302


def test_the_link_that_served_ends_the_others():
    user = accounts.user()
    invited = make_invitation(actor=SYSTEM, user_id=user.pk, at=visit.now())
    reset = make_reset(actor=SYSTEM, user_id=user.pk, at=visit.now())

    Client().post(reverse("account:link", args=[reset]), {"password": PASSWORD})
    again = Client().post(reverse("account:link", args=[invited]), {"password": "autre phrase"})

    assert again.status_code == 410


def test_a_link_is_over_after_its_days():
    user = accounts.user()
    secret = make_invitation(actor=SYSTEM, user_id=user.pk, at=visit.now() - timedelta(days=8))

    answer = Client().get(reverse("account:link", args=[secret]))

    assert "trop ancien" in text(answer)


def test_who_made_a_link_to_her_password_is_told_to_her_at_sign_in_and_on_her_page():
    user, administrator = account(Role.CALLER), accounts.actor(Role.ADMINISTRATOR)
    name = User.objects.get(pk=administrator.user_id).display_name
    make_reset(actor=administrator, user_id=user.pk, at=visit.now())
    client = Client()

    sign_in(client, user)
    told = client.get(reverse("account:start"), follow=True)

    assert f"{name} a fait un lien pour changer votre mot de passe" in text(told)
    assert name in text(client.get(reverse("account:home")))


def test_no_link_nothing_to_tell():
    user = account(Role.CALLER)
    make_reset(actor=SYSTEM, user_id=account(Role.CALLER).pk, at=visit.now())
    client = Client()

    sign_in(client, user)

    assert "a fait un lien" not in text(client.get(reverse("account:start"), follow=True))


def test_one_sees_where_one_is_signed_in_and_ends_another_device():
    user = account(Role.CALLER)
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, user)
        client.get(reverse("phone:home"))

    page = here.get(reverse("account:home"))
    (other,) = [one for one in page.context["devices"] if not one.is_this]
    here.post(reverse("account:end_session"), {"device": other.handle})

    assert there.get(reverse("phone:home")).status_code == 302
    assert here.get(reverse("phone:home")).status_code == 200
    assert Session.objects.filter(user_id=user.pk).count() == 1


def test_signing_out_ends_the_session():
    client = browser(accounts.actor(Role.CALLER))

    client.post(reverse("account_logout"))

    assert client.get(reverse("phone:home")).status_code == 302


def test_pages_of_an_account_are_never_stored():
    client = browser(accounts.actor(Role.CALLER))

    assert "no-store" in client.get(reverse("account:home")).headers["Cache-Control"]


def test_nobody_opens_an_account_alone():
    assert Client().get("/inscription/").status_code == 404
    assert Client().get("/connexion/inscription/").status_code == 404
