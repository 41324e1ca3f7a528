"""What a person prints is also a file that screen readers read: tagged, with a title, a language and all its words."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.make import commons
from tests.make import tips as make
from tests.make.kits import kit_version
from tests.make.pdf import ReadPdf, read_pdf

from entremise.territory.operations import name_districts
from entremise.territory.vocabulary import DistrictCard
from entremise.web.shell.paper import drawn as file_of
from entremise.web.shell.paper import values_of
from entremise.web.shell.sheets import sheets_of

PAGE = """<!doctype html><html lang="fr"><head><title>Une lettre – Mairie d’Essai</title></head>
<body><p>Autour</p><article class="sheet large">{}</article><p>Après</p></body></html>"""


@pytest.fixture
def town(db: None) -> None:
    kit_version(code="temps_ordinaire")
    name_districts(cards=[DistrictCard("Q3", "La Butte-aux-Merles")], at=commons.now())


def drawn(html: str) -> ReadPdf:
    return read_pdf(file_of(values_of(HttpResponse(PAGE.format(html)))))


def taken(name: str, **asked: str) -> ReadPdf:
    answer = Client().get(reverse(name), {"pdf": "1"} | asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    return read_pdf(answer.content)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("asking:paper", "Demander de l’aide", "Courses de première nécessité"),
        ("public:refusal_form", "Ne plus être appelé", "Date et signature"),
        ("resident:register_form", "S’inscrire", "adulte handicapé"),
        ("tips:paper", "Bons tuyaux", "Aucun bon tuyau pour le moment"),
    ],
)
def test_a_paper_of_residents_is_a_file_that_screen_readers_read(name, title, words):
    page = Client().get(reverse(name))
    read = taken(name)

    assert 'href="?pdf=1"' in page.content.decode()
    assert (read.is_accessible, read.language, read.title) == (True, "fr", title)
    assert "H1" in read.tags
    assert read.says(words)


@pytest.mark.usefixtures("town")
def test_the_form_holds_on_one_leaf_and_its_code_has_a_name():
    read = taken("asking:paper", aide="courses")

    assert read.pages == 2
    assert read.tags.count("Figure") == 1
    assert read.says("/demander-de-l-aide/")
    assert read.tags.count("H2") == 6


@pytest.mark.usefixtures("town")
def test_tips_on_file_are_those_of_the_district_asked():
    at = commons.now()
    make.published(at=at, title="Fontaine rouverte", district="Q3")
    make.published(at=at, title="Marché du soir", district="")

    read = taken("tips:paper", district="Q3")

    assert (read.title, read.pages) == ("Bons tuyaux", 1)
    assert read.says("La Butte-aux-Merles")
    assert read.says("Fontaine rouverte")
    assert read.says("Marché du soir")


def test_only_the_sheets_are_read_and_what_is_for_the_screen_stays_there():
    read = drawn("<h1>Titre</h1><p>Vu</p><p class='tools'>Bouton</p><p class='hid'>Caché</p>")

    assert read.text.split() == ["Titre", "Vu"]


def test_a_bundle_that_begins_below_begins_at_the_first_level():
    read = drawn("<h2>Une lettre</h2><h3>Un point</h3><p>Mots</p>")

    assert [tag for tag in read.tags if tag.startswith("H")] == ["H1", "H2"]


def test_a_table_keeps_its_heads_and_each_cell():
    read = drawn(
        "<h1>T</h1><table><caption class='hid'>C</caption><thead><tr><th>Nom</th><th>Fait</th></tr>"
        "</thead><tbody><tr><th>Ada</th><td></td></tr></tbody></table>"
    )

    assert sorted(tag for tag in read.tags if tag in ("Table", "TH")) == ["TH", "TH", "Table"]
    assert read.says("NomFaitAda")


def test_what_was_typed_is_text_and_never_a_command_of_the_printer():
    words = "#include &lt;b&gt; $x$ *gras* = titre https://exemple.org [a](b) \\ “q” @nom &amp;"

    assert drawn(f"<h1>T</h1><p>{words}</p>").says(
        "#include <b> $x$ *gras* = titre https://exemple.org [a](b) \\ “q” @nom &"
    )


def test_a_section_longer_than_a_page_goes_on_and_loses_nothing():
    many = "".join(f"<p>Ligne {number} de la liste</p>" for number in range(90))

    read = drawn(f"<h1>T</h1><section>{many}</section>")

    assert read.pages > 2
    assert read.says("Ligne 89 de la liste")


def test_blanks_of_the_page_are_no_text():
    read = sheets_of(PAGE.format("\n <p>\n  Un <b>mot</b>\n  ici </p> \n"))

    assert read.sheets[0]["in"] == [
        {
            "tag": "p",
            "kinds": [],
            "in": ["Un ", {"tag": "b", "kinds": [], "in": ["mot"]}, " ici"],
        }
    ]
