"""Our files before the national package itself (`data-inclusion-schema`): our table of values is its own, and what we write it takes."""

import json
import zipfile
from io import BytesIO

import pytest
from data_inclusion.schema import v1
from django.urls import reverse
from tests.directory.test_deliveries import bring
from tests.make import accounts, directory, kits, triage
from tests.make import service_files as make

from entremise.engines.service_files import national

TABLES = {
    "categories": "Categorie",
    "themes": "Thematique",
    "publics": "Public",
    "costs": "Frais",
    "kinds": "TypeService",
    "receptions": "ModeAccueil",
    "ways": "ModeMobilisation",
    "reached_by": "PersonneMobilisatrice",
    "networks": "ReseauPorteur",
}


@pytest.mark.parametrize("name", TABLES)
def test_our_table_is_the_national_one(name):
    assert national.TABLES[name] == {one.value: one.label for one in getattr(v1, TABLES[name])}


@pytest.mark.django_db
def test_the_national_package_takes_every_record_that_we_write():
    kits.kit_version()
    accounts.host(territory_code="00001")
    bring(
        [
            make.service(courriel="panier@exemple.fr"),
            make.service(id="dora--2", publics=["tous-publics", "femmes"], courriel=None),
            {key: make.SERVICE[key] for key in ("source", "structure_id", "nom", "date_maj")} | {"id": "dora--3", "description": "x"},
        ]
    )  # fmt: skip
    directory.service(
        name="Vestiaire du quai", opening="Le matin", themes=("courses_repas", "x-chaleur")
    )
    orienteur = triage.browser(triage.orienteur())

    answer = orienteur.get(reverse("directory:export", args=["data-inclusion"]))

    with zipfile.ZipFile(BytesIO(answer.content)) as parts:
        services = json.loads(parts.read("services.json"))
        structures = json.loads(parts.read("structures.json"))
    assert len([v1.Service(**one) for one in services]) == 4
    assert len([v1.Structure(**one) for one in structures]) == len(structures) > 0
