"""The public list, the room that a service says itself, the exports, and the orienteur's search."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.directory.test_deliveries import bring
from tests.make import accounts, directory, kits, triage
from tests.make import service_files as make
from tests.make.reading import text

from entremise.accounts.models import Organization
from entremise.accounts.vocabulary import Role
from entremise.directory.models import Service
from entremise.directory.queries.services import service as card_of
from entremise.directory.vocabulary import Capacity
from entremise.engines.service_files.reading import read
from entremise.web.directory.lines import quarter_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place():
    kits.kit_version()
    accounts.host(territory_code="00001")


@pytest.fixture
def orienteur():
    return triage.browser(triage.orienteur())


def shown(name, client=None, *, args=(), **asked):
    return text((client or Client()).get(reverse(name, args=args), asked))


@pytest.mark.parametrize(("town", "weekday"), [("00001", 5), ("67482", 6), ("57463", 6)])
def test_what_is_open_now_follows_the_holidays_of_the_town(town, weekday):
    Organization.objects.update(territory_code=town)
    saint_stephen = datetime(2026, 12, 26, 9, tzinfo=UTC)  # a Saturday, at ten

    assert quarter_of(saint_stephen) == weekday * 96 + 40


def test_residents_find_what_they_may_ask_and_nothing_for_professionals_alone():
    bring(
        [
            make.service(),
            make.service(
                id="dora--2", nom="Réunion des équipes", mobilisable_par=["professionnels"]
            ),
        ]
    )
    directory.service(name="Astreinte du bailleur")
    directory.service(name="Vestiaire du quai", reached_by=("usagers",))

    found = shown("directory:public")

    assert [one in found for one in ("Panier du mercredi", "Vestiaire du quai")] == [True, True]
    assert [one in found for one in ("Réunion des équipes", "Astreinte")] == [False, False]


def test_a_resident_writes_it_her_way():
    bring(
        [
            make.service(),
            make.service(
                id="dora--2",
                nom="Vestiaire",
                description="Habits.",
                thematiques=["equipement-et-alimentation--habillement"],
            ),
        ]
    )

    found = shown("directory:public", text="de la boufe")

    assert "Panier du mercredi" in found
    assert "Vestiaire" not in found


def test_the_entry_of_a_service_says_what_is_public_and_its_source():
    bring([make.service()])
    card = card_of(service_id=bring_id("Panier du mercredi"))

    page = shown("directory:public_service", args=[card.service_id])

    assert "Mercredi 14 h – 18 h" in page
    assert "Gratuit" in page
    assert "dora" in page
    assert Client().get(reverse("directory:public_service", args=[0])).status_code == 404


def bring_id(name):
    return Service.objects.get(name=name).pk


def test_an_entry_for_professionals_or_over_is_not_there_for_residents():
    own = directory.service()
    bring([make.service()])
    ended = bring_id("Panier du mercredi")
    bring([make.service(id="dora--2", nom="Autre")], is_whole=True)

    for number in (own.service_id, ended):
        assert Client().get(reverse("directory:public_service", args=[number])).status_code == 404


def test_html_of_a_source_never_runs():
    bring(
        [
            make.service(
                description="<img src=x onerror=alert(1)> Bonjour", nom="<script>x</script>Panier"
            )
        ]
    )

    page = Client().get(reverse("directory:public")).content.decode()

    assert "<script>x" not in page
    assert "onerror" not in page


def test_a_service_says_itself_whether_it_has_room():
    card, actor = triage.service_with_account()
    other = directory.service()
    browser = triage.browser(actor)
    assert card.name in shown("directory:own", browser)

    said = {"capacity": "WAITING", "note": "Deux semaines"}
    browser.post(reverse("directory:own_room", args=[card.service_id]), said)
    refused = browser.post(reverse("directory:own_room", args=[other.service_id]), said)

    known = card_of(service_id=card.service_id)
    assert (known.capacity, known.capacity_note, known.capacity_by) == (
        Capacity.WAITING,
        "Deux semaines",
        actor.user_id,
    )
    assert refused.status_code == 404
    assert card_of(service_id=other.service_id).capacity is Capacity.OPEN


def test_a_wrong_day_is_said_beside_the_form_of_that_service():
    card, actor = triage.service_with_account()
    said = {"capacity": "CLOSED", "until_day": "1", "until_month": "1", "until_year": "2001"}

    answer = triage.browser(actor).post(reverse("directory:own_room", args=[card.service_id]), said)

    assert answer.status_code == 422
    assert "Cette date est passée" in text(answer)


def saved(client, form, **asked):
    return client.get(reverse("directory:export", args=[form]), asked)


def test_the_list_is_saved_for_a_spreadsheet_without_a_formula(orienteur):
    directory.service(name="=1+1", description="Rien")

    for form in ("csv", "xlsx", "ods"):
        assert saved(orienteur, form).status_code == 200
    rows = list(
        csv.reader(io.StringIO(saved(orienteur, "csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert rows[1][0] == "'=1+1"


def test_a_line_pasted_from_a_text_editor_leaves_the_open_document_readable(orienteur):
    directory.service(name="Vestiaire\x0bdu quai", description="Rien")

    with zipfile.ZipFile(io.BytesIO(saved(orienteur, "ods").content)) as parts:
        content = parts.read("content.xml").decode()

    assert "Vestiaire du quai" in "".join(ET.fromstring(content).itertext())  # noqa: S314 -- ours


def test_the_national_file_comes_back_the_same(orienteur):
    bring([make.service()])
    directory.service(name="Vestiaire du quai", reached_by=("usagers",))

    with zipfile.ZipFile(io.BytesIO(saved(orienteur, "data-inclusion").content)) as parts:
        services = json.loads(parts.read("services.json"))
        structures = json.loads(parts.read("structures.json"))

    by_name = {one["nom"]: one for one in services}
    back = by_name["Panier du mercredi"]
    expected = make.service(telephone="+33199006202")
    assert {key: back[key] for key in back} == {key: expected[key] for key in back}
    assert by_name["Vestiaire du quai"]["source"] == "entremise-00001"
    assert by_name["Vestiaire du quai"]["thematiques"] == [
        "equipement-et-alimentation--alimentation"
    ]
    assert {one["structure_id"] for one in services} == {one["id"] for one in structures}


def test_own_entries_alone_are_given_to_the_national_repository(orienteur):
    bring([make.service()])
    directory.service(name="Vestiaire du quai")

    with zipfile.ZipFile(io.BytesIO(saved(orienteur, "data-inclusion", own="1").content)) as parts:
        services = json.loads(parts.read("services.json"))

    assert [one["nom"] for one in services] == ["Vestiaire du quai"]


@pytest.mark.parametrize("form", ["hsds", "hsds-csv"])
def test_a_file_of_hsds_is_read_again_as_it_was_written(orienteur, form):
    bring([make.service()])
    directory.service(name="Coup de frais", themes=("x-chaleur",))

    found = {
        entry.name: entry for entry in read(saved(orienteur, form).content, source="ville").entries
    }

    back = found["Panier du mercredi"]
    assert back.themes == ("equipement-et-alimentation--alimentation",)
    assert (back.phone, back.opening, back.zone) == ("+33199006202", "We 14:00-18:00", ("00001",))
    assert (back.address, back.town, back.lat_e6) == ("3 rue de la Butte", "Aubrelle", 1000)
    assert found["Coup de frais"].themes == ("x-chaleur",)


def test_an_orienteur_sees_why_a_service_is_found_and_how_old_the_entry_is(orienteur):
    bring([make.service()])

    found = shown("triage:services", orienteur, text="boufe")

    assert "fait cela" in found
    assert "place non connue" in found
    assert "Mercredi 14 h – 18 h" in found


def test_the_search_takes_as_many_statements_for_one_service_as_for_many(orienteur):
    url = reverse("triage:services")
    bring(make.services(1))
    orienteur.get(url)
    with CaptureQueriesContext(connection) as one:
        orienteur.get(url, {"text": "service invente"})
    count = len(one)
    bring(make.services(30))
    with CaptureQueriesContext(connection) as many:
        found = text(orienteur.get(url, {"text": "service invente"}))

    assert "1 à 25 sur 30" in found
    assert len(many) == count > 0


def test_what_nobody_checked_is_listed_and_checked_in_one_click(orienteur):
    old = directory.service(name="Vieille fiche")

    listed = shown("triage:services", orienteur, view="check")
    assert old.name in listed
    answer = orienteur.post(
        reverse("triage:check_service", args=[old.service_id]), {"from": "list"}, follow=True
    )

    assert "Toutes les fiches ont été vérifiées" in text(answer)


def test_an_orienteur_notes_the_room_of_a_service_until_a_day(orienteur):
    card = directory.service()
    said = {
        "capacity": "CLOSED",
        "note": "Complet",
        "until_day": "1",
        "until_month": "1",
        "until_year": "2099",
    }

    orienteur.post(reverse("triage:service_room", args=[card.service_id]), said)

    assert "Complet" in shown("triage:service", orienteur, args=[card.service_id])


def test_a_correction_shows_what_the_source_says(orienteur):
    bring([make.service()])
    number = bring_id("Panier du mercredi")
    url = reverse("triage:correct_service", args=[number])
    form = orienteur.get(url).context["form"]
    typed = {
        name: form.initial.get(name)
        for name in form.fields
        if form.initial.get(name) not in (None, "", ())
    }
    orienteur.post(url, typed | {"phone": "01 99 00 99 99", "themes": ["courses_repas"]})

    page = shown("triage:service", orienteur, args=[number])

    assert "Votre correction l'emporte" in page
    assert "+33199006202" in page
    assert card_of(service_id=number).corrected == ("phone",)


def test_the_directory_files_are_for_those_who_keep_it():
    caller = triage.browser(accounts.actor(Role.CALLER))

    for name, args in (
        ("directory:exports", ()),
        ("directory:export", ("csv",)),
        ("directory:own", ()),
    ):
        assert caller.get(reverse(name, args=args)).status_code == 403
