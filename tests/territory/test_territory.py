import pytest
from tests.make import accounts
from tests.make.accounts import LONG_AGO

from entremise.jobs.commands.load_streets import in_communes
from entremise.jobs.commands.load_territory import own_communes
from entremise.jobs.district_files import named_districts
from entremise.jobs.faults import Trouble
from entremise.territory.operations import load_places, load_streets, name_districts
from entremise.territory.queries import (
    district_index,
    districts,
    end_of_address,
    place,
    places_named,
    spot_of,
)
from entremise.territory.rules import street_key
from entremise.territory.vocabulary import DistrictCard, StreetCard

pytestmark = pytest.mark.django_db


def test_the_official_codes_load_twice_without_doubles():
    first = load_places()

    assert load_places() == first
    saint_denis = place("93066")
    assert (saint_denis.name, saint_denis.parent) == ("Saint-Denis", "93")
    assert place("93").kind == "DEPARTEMENT"
    assert place("00001") is None  # the made-up town is not of this world


def test_a_commune_is_found_without_accents_or_by_its_postcode():
    load_places()

    assert "38185" in [one.code for one in places_named("grenoble")]
    assert "38185" in [one.code for one in places_named("38000")]


def test_an_address_without_town_is_of_the_commune():
    load_places()
    commune = next(one for one in places_named("38000") if len(one.postcodes) == 2)
    small = place("38001")

    assert end_of_address("8 impasse du Foulon", territory="38001") == (
        small.postcodes[0],
        small.name,
    )
    assert end_of_address("8 impasse du Foulon", territory=commune.code) == ("", commune.name)
    assert end_of_address("8 impasse du Foulon, 38490", territory="38001") == ("", "")
    assert end_of_address("8 impasse du Foulon", territory="38") == ("", "")


def test_the_communes_of_a_departement_may_be_its_districts():
    load_places()
    accounts.host(kind="DEPARTEMENT", territory_code="01")

    cards = own_communes()

    assert DistrictCard("01053", "Bourg-en-Bresse") in cards
    assert {one.code[:2] for one in cards} == {"01"}
    name_districts(cards=cards, at=LONG_AGO)
    street = StreetCard("rue de l'Église", 46.2, 5.2, place_code="01053")
    assert [one.district for one in in_communes((street,))] == ["01053"]


def test_a_commune_has_districts_of_its_own():
    load_places()
    accounts.host(territory_code="01053")

    with pytest.raises(Trouble, match="groupement ou un département"):
        own_communes()


def test_districts_left_out_are_forgotten():
    name_districts(
        cards=[DistrictCard("Q1", "Vieux-Pont"), DistrictCard("Q2", "Les Tanneurs")], at=LONG_AGO
    )

    name_districts(cards=[DistrictCard("Q1", "Le Vieux-Pont")], at=LONG_AGO)

    assert districts() == (DistrictCard("Q1", "Le Vieux-Pont"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_districts_come_from_a_file_of_the_commune(tmp_path, encoding):
    (path := tmp_path / "districts.csv").write_bytes(
        "Q1;Le Pré\n\nQ2 ; Les Hauts\n".encode(encoding)
    )

    assert named_districts(path) == (DistrictCard("Q1", "Le Pré"), DistrictCard("Q2", "Les Hauts"))


@pytest.mark.parametrize(
    "text", ["Q1;Le Port\nLes Hauts", "Q1;Le Port\n;Les Hauts", "Q1;Le Port\nQ2;"]
)
def test_a_line_that_says_less_is_named(tmp_path, text):
    (path := tmp_path / "districts.csv").write_text(text)

    with pytest.raises(Trouble, match="ligne 2"):
        named_districts(path)


def test_a_file_of_districts_may_come_out_of_a_spreadsheet(tmp_path):
    path = tmp_path / "districts.csv"
    path.write_text('Code;Nom;Élus\nQ1;"Le Pré";;\nQ2;Les Hauts;\nQ1;Le Pré\n;;\n')

    name_districts(cards=named_districts(path), at=LONG_AGO)

    assert [(one.code, one.name) for one in districts()] == [("Q1", "Le Pré"), ("Q2", "Les Hauts")]


def test_a_code_with_two_names_is_said_before_anything_changes(tmp_path):
    (path := tmp_path / "districts.csv").write_text("Q1;Le Port\nQ1;Les Hauts\n")

    with pytest.raises(Trouble, match="Q1 a deux noms"):
        named_districts(path)


@pytest.fixture
def streets():
    load_streets(
        cards=[
            StreetCard("rue de la Butte", 46.51, 3.2, "Q3"),
            StreetCard("rue des Mégissiers", 46.5, 3.2, "Q2"),
            StreetCard("rue Louise-Vasseur", 46.512, 3.21, "Q3"),
            StreetCard("place du Moulin", 46.6, 3.3, "Q4"),
            StreetCard("impasse du Moulin", 46.6, 3.4, "Q4"),
        ],
        at=LONG_AGO,
    )


@pytest.fixture
def named():
    """Districts of a group of communes; the streets of two communes, one name in both."""
    load_places()
    name_districts(
        cards=[
            DistrictCard("Q1", "Le Vieux-Pont"),
            DistrictCard("Q2", "Les Tanneurs"),
            DistrictCard("14", "Saint-Denis-lès-Bourg"),
        ],
        at=LONG_AGO,
    )
    load_streets(
        cards=[
            StreetCard("rue de l'Église", 46.2, 5.2, "Q1", "01053"),  # Bourg-en-Bresse
            StreetCard("rue de l'Église", 46.2, 5.1, "Q2", "01289"),  # Péronnas
            StreetCard("place du Moulin", 46.2, 5.3, "", "01053"),
        ],
        at=LONG_AGO,
    )


@pytest.mark.parametrize(
    ("said", "street", "town", "district"),
    [
        ("q1", "", "", "Q1"),
        ("QUARTIER DU VIEUX PONT", "", "", "Q1"),
        ("tanneurs", "12 rue de l'Église", "Bourg-en-Bresse", "Q2"),
        ("", "3 bis r. de l’eglise", "BOURG EN BRESSE", "Q1"),
        ("", "3 rue de l'Église", "Péronnas", "Q2"),
        ("Centre", "3 rue de l'Église", "Péronnas", "Q2"),
        ("Centre", "2 place du Moulin", "Bourg-en-Bresse", "Centre"),
        ("", "Le bourg", "ST DENIS LES BOURG", "14"),
        ("14", "", "", "14"),
        ("", "3 rue de l'Église", "Lyon", ""),
        ("", "", "", ""),
    ],
)
def test_a_district_is_said_or_is_that_of_the_street_or_of_the_commune(
    named, said, street, town, district
):
    assert district_index().district(said=said, street=street, town=town) == district
    assert district_index(street).district(said=said, street=street, town=town) == district


def test_two_districts_of_one_name_are_told_by_their_code_alone():
    load_places()
    name_districts(cards=[DistrictCard("Q1", "Le Bourg"), DistrictCard("Q2", "Bourg")], at=LONG_AGO)

    assert district_index().district(said="le bourg") == "le bourg"
    assert district_index().district(said="q2") == "Q2"


def test_a_street_keeps_the_word_that_says_what_it_is():
    assert street_key("3 quartier du Lavoir") == "quartier lavoir"
    assert street_key("la") == ""


def test_without_named_districts_what_is_said_stays(streets):
    assert district_index().district(said="Centre", street="rue de la Butte") == "Centre"


@pytest.mark.parametrize(
    ("line", "district"),
    [
        ("12 bis rue de la Butte, 00100 Aubrelle", "Q3"),
        ("4 r. de la bute", "Q3"),
        ("RUE LOUISE VASEUR", "Q3"),
        ("7, rue des Mégisssiers 00100 Aubrelle", "Q2"),
        ("2 pl du moulin", "Q4"),
    ],
)
def test_a_line_of_address_is_found_with_its_mistakes(streets, line, district):
    assert spot_of(line).district == district


@pytest.mark.parametrize("line", ["12 rue du Port", "le Moulin", "", "00100 Aubrelle"])
def test_rather_no_place_than_a_wrong_one(streets, line):
    assert spot_of(line) is None


def test_a_line_of_address_costs_the_same_whatever_is_known(streets, django_assert_num_queries):
    with django_assert_num_queries(3):
        spot_of("4 rue de la bute")
