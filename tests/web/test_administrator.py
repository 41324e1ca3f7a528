import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import accounts, commons, decisions, people
from tests.make.people import CANARIES
from tests.make.reading import text
from tests.make.triage import browser

from entremise.accounts.models import Organization, RoleHeld, User
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.votes import CollegeKind
from entremise.journeys.first_steps import NEEDED
from entremise.territory.operations import load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, StreetCard

pytestmark = pytest.mark.django_db
NEW = {"first_name": "Awa", "last_name": "Diarra", "login": "awa.diarra", "is_elected": "no"}


@pytest.fixture
def boss():
    return accounts.actor(Role.ADMINISTRATOR, organization=people.body())


@pytest.fixture
def client(boss):
    return browser(boss)


def opened(client):
    client.post(reverse("administrator:open_account"), NEW)
    return User.objects.get(login="awa.diarra")


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "name", ["accounts", "open_account", "organizations", "add_organization", "instance"]
)
def test_each_page_answers_in_french(client, name):
    answer = client.get(reverse(f"administrator:{name}"))

    assert answer.status_code == 200
    assert '<html lang="fr"' in text(answer)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_other_roles_administer_nothing(role):
    other = browser(accounts.actor(role))

    for name in ("accounts", "organizations", "instance"):
        assert other.get(reverse(f"administrator:{name}")).status_code == 403


def test_an_administrator_reads_no_person(client):
    register_id = people.commons.register()
    people.person_in(register_id)

    answers = [
        client.get(reverse(f"administrator:{name}"))
        for name in ("accounts", "organizations", "instance")
    ]

    assert client.get(reverse("steward:people", args=[register_id])).status_code == 403
    assert not [word for word in CANARIES for answer in answers if word in text(answer)]


def test_an_account_is_opened_given_a_role_and_invited(client):
    user = opened(client)
    body = accounts.organization()
    role = {"role": "CALLER", "organization_id": body.pk}
    given = client.post(reverse("administrator:give_role", args=[user.pk]), role, follow=True)
    assert "Le rôle est donné." in text(given)

    shown = client.post(reverse("administrator:make_link", args=[user.pk]))
    link = shown.context["link"]
    chosen = Client().post(link, {"password": "une phrase facile à retenir"})

    assert shown.status_code == 200
    assert chosen.status_code == 302
    assert RoleHeld.objects.get(user=user).role == Role.CALLER


def test_no_role_is_given_because_a_list_began_with_it(client):
    user = opened(client)

    answer = client.post(reverse("administrator:give_role", args=[user.pk]), {"role": ""})

    assert answer.status_code == 422
    assert not RoleHeld.objects.filter(user=user).exists()


def test_what_a_new_instance_lacks_stands_first_until_nothing_is_missing(client):
    at = commons.now()
    home = reverse("administrator:accounts")
    before = client.get(home)

    for role in NEEDED:
        accounts.actor(role, organization=people.body())
    name_districts(cards=[DistrictCard("Q3", "La Butte")], at=at)
    load_streets(cards=[StreetCard("rue de la Butte", 46.5, 3.2, "Q3")], at=at)
    commons.register(RegisterKind.VOLUNTARY)
    only_seats = client.get(home)
    for college in (CollegeKind.AUTHORITY, CollegeKind.CONCERNED):
        decisions.member(college)
    after = client.get(home)

    assert "Premiers pas : 0 sur 11" in text(before).replace("\u202f", " ").replace("\xa0", " ")
    assert "aucun appel ne commence" in text(before)
    assert [str(what) for what, _ in only_seats.context["missing"]] == ["Collèges qui votent"]
    assert "Premiers pas" not in text(after)


def test_the_state_of_the_instance_is_said_in_words(client):
    shown = {str(name): value for name, _, value, _ in facts_of(client)}

    assert shown["Connexion chiffrée"] == "Non"
    assert shown["Tâches en échec ces sept jours"] == "0"


def facts_of(client):
    return client.get(reverse("administrator:instance")).context["facts"]


def test_a_wrong_login_answers_422_and_keeps_what_was_typed(client):
    answer = client.post(reverse("administrator:open_account"), NEW | {"login": "Awa Diarra"})

    assert answer.status_code == 422
    assert 'value="Awa Diarra"' in text(answer)
    assert not User.objects.filter(display_name="Awa Diarra").exists()


def test_a_login_that_is_taken_is_refused_in_french(client):
    opened(client)

    answer = client.post(reverse("administrator:open_account"), NEW)

    assert answer.status_code == 409
    assert "Cet identifiant est déjà pris" in text(answer)


def test_incompatible_roles_are_refused_even_over_two_accounts(client):
    body, human = accounts.organization(), accounts.human()
    accounts.role_held(user=accounts.user(human=human), organization=body, role=Role.DPO)
    second = accounts.user(human=human)

    answer = client.post(
        reverse("administrator:give_role", args=[second.pk]),
        {"role": "STEWARD", "organization_id": body.pk},
    )

    assert answer.status_code == 409
    assert "Une même personne ne peut pas tenir ces deux rôles" in text(answer)


def test_a_role_ends_at_once(client):
    held = accounts.role_held(role=Role.CALLER)
    user = browser(Actor(user_id=held.user_id))
    assert user.get(reverse("phone:home")).status_code == 200

    client.post(reverse("administrator:end_role", args=[held.pk]))

    assert user.get(reverse("phone:home")).status_code == 403


def test_a_closed_account_is_signed_out_everywhere(client):
    held = accounts.role_held(role=Role.CALLER)
    user = browser(Actor(user_id=held.user_id))
    user.get(reverse("phone:home"))
    url = reverse("administrator:close_account", args=[held.user_id])
    assert client.get(url).status_code == 200

    client.post(url)

    assert user.get(reverse("phone:home")).status_code == 302
    again = client.post(reverse("administrator:reopen_account", args=[held.user_id]), follow=True)
    assert "sans rôle" in text(again)


def test_the_last_administrator_stays(client, boss):
    held = RoleHeld.objects.get(user_id=boss.user_id)

    answer = client.post(reverse("administrator:end_role", args=[held.pk]))

    assert answer.status_code == 409
    assert "C'est le dernier administrateur" in text(answer)


def test_a_body_and_its_team_are_added(client):
    body = {
        "name": "Croix-Rouge d'Aubrelle",
        "name_with_article": "la Croix-Rouge d'Aubrelle",
        "name_after_de": "de la Croix-Rouge d'Aubrelle",
        "kind": "ASSOCIATION",
        "phone": "01 99 00 12 34",
    }
    client.post(reverse("administrator:add_organization"), body)
    row = Organization.objects.get(name=body["name"])

    answer = client.post(
        reverse("administrator:organization", args=[row.pk]),
        {"name": "Équipe du soir"},
        follow=True,
    )

    assert row.phone == "+33199001234"
    assert "Équipe du soir" in text(answer)


def test_how_a_body_is_reached_is_changed_and_its_own_name_stays_free(client):
    body = accounts.organization(name="Croix-Rouge", phone="+33199001234")
    address = reverse("administrator:change_organization", args=[body.pk])
    typed = {
        "name": "Croix-Rouge",
        "name_with_article": "la Croix-Rouge",
        "name_after_de": "de la Croix-Rouge",
        "phone": "01 99 00 12 99",
        "opening_hours": "Le mardi de 9 h à 12 h",
    }

    answer = client.post(address, typed, follow=True)
    taken = client.post(address, typed | {"name": people.body().name})

    assert "Le mardi de 9 h à 12 h" in text(answer)
    assert "01 99 00 12 99" in text(answer).replace("\xa0", " ")
    assert taken.status_code == 409


def test_the_body_whose_instance_this_is_keeps_a_phone(client):
    host = people.body()

    answer = client.post(
        reverse("administrator:change_organization", args=[host.pk]),
        {"name": host.name, "name_with_article": "la mairie", "name_after_de": "de la mairie"},
    )

    assert answer.status_code == 422


def test_a_body_without_name_answers_422_and_keeps_the_rest(client):
    answer = client.post(
        reverse("administrator:add_organization"), {"name": "", "phone": "01 99 00 12 34"}
    )

    assert answer.status_code == 422
    assert "01 99 00 12 34" in text(answer)


def test_statements_of_the_list_do_not_grow_with_the_accounts(client):
    accounts.role_held()
    one = statements(client, reverse("administrator:accounts"))
    for _ in range(20):
        accounts.role_held()

    assert statements(client, reverse("administrator:accounts")) == one


def test_a_role_held_for_two_bodies_is_named_once(client):
    user = accounts.user(display_name="Antoine Bellec")
    for _body in range(2):
        accounts.role_held(user=user, role=Role.ORIENTEUR)

    answer = client.get(reverse("administrator:accounts"), {"text": "bellec"})

    assert [roles for _row, roles, _reset in answer.context["rows"]] == ["Orientateur·rice"]


def test_an_account_is_found_by_its_name(client):
    opened(client)

    answer = client.get(reverse("administrator:accounts"), {"text": "diarra"})

    assert "awa.diarra" in text(answer)
