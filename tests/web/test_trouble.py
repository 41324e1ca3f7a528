"""Pages for what went wrong: a way on, a reference, and no defect taken for a page that does not exist."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from tests.make import accounts
from tests.make.reading import text
from tests.make.triage import browser

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.web.administrator import accounts as administrator
from entremise.web.sessions import SessionStore
from entremise.web.shell import visit
from entremise.web.shell.idle import IDLE_SECONDS

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


@pytest.fixture
def boss():
    return browser(accounts.actor(Role.ADMINISTRATOR))


def no_row(**_asked):
    raise User.DoesNotExist


def test_what_an_address_names_and_is_not_there_is_said_and_logged_with_its_place(
    boss, monkeypatch, caplog
):
    monkeypatch.setattr(administrator, "account_listed", no_row)

    answer = boss.get(reverse("administrator:account", args=[404]))

    assert answer.status_code == 404
    assert [one.exc_info[0] for one in caplog.records if one.exc_info] == [User.DoesNotExist]


def test_a_row_that_no_address_names_is_a_defect(boss, monkeypatch):
    monkeypatch.setattr(administrator, "accounts_count", no_row)
    boss.raise_request_exception = False

    assert boss.get(reverse("administrator:accounts")).status_code == 500


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"{HERE}/administration/organismes/?page=2", "/administration/organismes/?page=2"),
        (f"{HERE}/compte/role/", "/administration/"),  # takes posts alone
        ("http://ailleurs.example/administration/", "/administration/"),
        (f"{HERE}/rien-ici/", "/administration/"),
        ("", "/administration/"),
    ],
)
def test_a_refusal_leads_back_to_a_page_that_opens(boss, referer, back):
    path = reverse("administrator:end_role", args=[0])

    answer = boss.post(path, headers={"Referer": referer})

    assert answer.status_code == 409
    assert answer.context["back"] == back
    assert boss.get(back).status_code == 200


def test_what_was_typed_is_sent_again_to_where_it_was_going(boss):
    accounts.user(login="awa.diarra")
    path = reverse("administrator:open_account")
    typed = {"first_name": "Awa", "last_name": "D", "login": "awa.diarra", "is_elected": "no"}

    answer = boss.post(path, typed, headers={"Origin": HERE, "Referer": f"{HERE}{path}"})

    assert f'action="{path}"' in text(answer)
    assert 'name="login" value="awa.diarra"' in text(answer)


def test_an_address_of_a_button_says_so_instead_of_a_blank_page(boss):
    answer = boss.get(reverse("account:choose_role"))

    assert answer.status_code == 405
    assert "Cette adresse ne s'ouvre pas seule" in text(answer)


def test_a_defect_shows_a_reference_that_the_log_bears_too(boss, monkeypatch, caplog):
    def fall(**_asked):
        raise RuntimeError("Denise Haudecœur")

    monkeypatch.setattr(administrator, "accounts_count", fall)
    boss.raise_request_exception = False

    answer = boss.get(reverse("administrator:accounts"))

    reference = caplog.records[-1].request.reference
    assert answer.status_code == 500
    assert f"Référence pour l'administrateur : {reference}" in text(answer).replace("\xa0", " ")
    assert "Denise" not in text(answer)


def test_a_database_that_is_away_is_said_with_a_way_to_try_again(boss, monkeypatch):
    def fall(**_asked):
        raise OperationalError("connection refused")

    monkeypatch.setattr(administrator, "accounts_count", fall)

    answer = boss.get(reverse("administrator:accounts"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert 'href="/administration/"' in text(answer)


def test_a_database_that_goes_while_the_session_is_kept_is_no_bad_request(boss, monkeypatch):
    def fall(*_row, **_asked):
        raise OperationalError("server closed the connection")

    kept = visit.now
    monkeypatch.setattr(SessionStore.get_model_class(), "save", fall)
    monkeypatch.setattr(visit, "now", lambda: kept() + timedelta(seconds=IDLE_SECONDS / 2))
    boss.raise_request_exception = False

    answer = boss.get(reverse("administrator:accounts"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_a_form_that_was_turned_away_is_not_taken_for_one_that_was_sent(boss, monkeypatch):
    path, form = reverse("administrator:add_organization"), {"name": "", "once": "a-key-of-a-form"}
    boss.get(path)
    user, kept = User.objects.get(pk=boss.session["_auth_user_id"]), visit.now
    monkeypatch.setattr(visit, "now", lambda: kept() + timedelta(seconds=IDLE_SECONDS + 1))
    assert boss.post(path, form).status_code == 302  # signed out meanwhile
    monkeypatch.setattr(visit, "now", kept)
    boss.force_login(user)
    session = boss.session
    session["second_factor_done"] = True
    session.save()

    answer = boss.post(path, form)

    assert answer.status_code == 422


def test_no_password_is_given_back_on_a_page_of_trouble():
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=accounts.actor(Role.CALLER).user_id))
    names = ("oldpassword", "password1", "password2")

    answer = client.post(
        reverse("account_change_password"),
        dict.fromkeys(names, "une phrase facile"),
        headers={"Origin": HERE},
    )

    assert answer.status_code == 403
    assert "une phrase facile" not in text(answer)


def test_another_site_sends_no_form_in_our_name():
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=accounts.actor(Role.CALLER).user_id))

    answer = client.post(
        reverse("account:choose_role"),
        {"role_id": "1"},
        headers={"Origin": "http://ailleurs.example"},
    )

    assert answer.status_code == 403
    assert "Votre texte est gardé" in text(answer)
    assert "Renvoyer" not in text(answer)  # what another site wrote is never offered again


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_host_that_is_not_ours_gets_a_page_that_says_so(method):
    asked = getattr(Client(raise_request_exception=False), method)

    answer = asked(
        reverse("asking:ask"), {"who": "SELF"}, HTTP_HOST="mauvais.example", HTTP_REFERER=HERE
    )

    assert answer.status_code == 400
    assert "Nous n'avons pas pu lire cette demande" in text(answer)
