"""An instance begins once, with a body that exists and an administrator who can come in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests import make

from entremise.accounts.operations import use_link
from entremise.accounts.queries import actor_for, host_organization
from entremise.accounts.vocabulary import Role
from entremise.jobs import setting_up
from entremise.jobs.faults import Trouble
from entremise.jobs.setting_up import NewInstance, after_de, of_commune, set_up
from entremise.territory.models import Place

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 20, 12, tzinfo=UTC)
NEW = NewInstance(
    code="00001",
    login="iris.bellanger",
    first_name="Iris",
    last_name="Bellanger",
    phone="01 99 00 12 00",
)


@pytest.fixture(autouse=True)
def one_commune(monkeypatch):
    """The official codes are loaded elsewhere: here one invented commune."""

    def load() -> int:
        Place.objects.create(code="00001", name="Aubrelle", kind="COMMUNE", sort_key="aubrelle")
        Place.objects.create(
            code="00", name="Val-d'Orvance", kind="DEPARTEMENT", sort_key="val d orvance"
        )
        return 2

    monkeypatch.setattr(setting_up, "load_places", load)


def test_the_first_administrator_comes_in_by_a_link_that_serves_once():
    done = set_up(new=NEW, at=NOON)

    user_id = use_link(secret=done.link_secret, password="cheval-agrafe-correct", at=NOON)

    host = host_organization()
    assert host is not None
    assert (host.name, host.name_after_de) == ("Mairie d'Aubrelle", "de la mairie d'Aubrelle")
    assert host.phone == "+33199001200"
    actor = actor_for(user_id=user_id, organization_id=None, at=NOON)
    assert (actor.organization_id, actor.roles) == (host.organization_id, {Role.ADMINISTRATOR})


def test_a_password_takes_the_place_of_the_link():
    assert set_up(new=replace(NEW, password="cheval-agrafe-correct"), at=NOON).link_secret == ""


def test_an_instance_is_not_set_up_twice():
    make.accounts.host()

    with pytest.raises(Trouble, match="sert déjà"):
        set_up(new=NEW, at=NOON)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "00100"}, "code postal"),
        ({"password": "abc"}, "trop court"),
        ({"code": "00"}, "--with-article"),
        ({"with_article": "mairie d'Aubrelle"}, "article"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_stays(change, words):
    with pytest.raises(Trouble, match=words):
        set_up(new=replace(NEW, **change), at=NOON)

    assert host_organization() is None


def test_names_are_said_as_people_say_them():
    names = ("Rennes", "Aubrelle", "Le Havre", "Les Ulis", "La Rochelle")
    assert [of_commune(name) for name in names] == [
        "de Rennes",
        "d'Aubrelle",
        "du Havre",
        "des Ulis",
        "de La Rochelle",
    ]
    wholes = ("le CCAS de Rennes", "les Ulis", "la mairie", "l’agglomération")
    assert [after_de(name) for name in wholes] == [
        "du CCAS de Rennes",
        "des Ulis",
        "de la mairie",
        "de l'agglomération",
    ]
