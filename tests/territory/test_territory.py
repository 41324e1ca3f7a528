import pytest
from tests.make.accounts import LONG_AGO

from entremise.jobs.commands.load_territory import districts_in
from entremise.territory.operations import load_places, name_districts
from entremise.territory.queries import districts, place, places_named
from entremise.territory.vocabulary import DistrictCard

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


def test_districts_left_out_are_forgotten():
    name_districts(
        cards=[DistrictCard("Q1", "Vieux-Pont"), DistrictCard("Q2", "Les Tanneurs")], at=LONG_AGO
    )

    name_districts(cards=[DistrictCard("Q1", "Le Vieux-Pont")], at=LONG_AGO)

    assert districts() == (DistrictCard("Q1", "Le Vieux-Pont"),)


def test_districts_come_from_a_file_of_the_commune():
    cards = districts_in("Q1;Le Port\n\nQ2 ; Les Hauts\n")

    assert cards == (DistrictCard("Q1", "Le Port"), DistrictCard("Q2", "Les Hauts"))


@pytest.mark.parametrize(
    "text", ["Q1;Le Port\nLes Hauts", "Q1;Le Port\n;Les Hauts", "Q1;Le Port\nQ2;"]
)
def test_a_line_that_says_less_is_named(text):
    with pytest.raises(ValueError, match="ligne 2"):
        districts_in(text)
