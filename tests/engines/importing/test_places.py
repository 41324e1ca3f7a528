"""Postcodes and towns as offices write them."""

import pytest
from tests.engines.importing.reading import read

from entremise.engines.importing.places import postcode_and_town


@pytest.mark.parametrize(
    ("postcode", "town", "found"),
    [
        ("1000", "Bourg-en-Bresse", ("01000", "Bourg-en-Bresse")),
        ("1000.0", "Bourg-en-Bresse", ("01000", "Bourg-en-Bresse")),
        ("01 000", "Bourg-en-Bresse", ("01000", "Bourg-en-Bresse")),
        ("F-35000", "Rennes", ("35000", "Rennes")),
        ("35000 RENNES", "", ("35000", "RENNES")),
        ("35042 CEDEX", "RENNES CEDEX", ("35042", "RENNES")),
        ("", "35000 RENNES CEDEX 7", ("35000", "RENNES")),
        ("", "75011 PARIS 11", ("75011", "PARIS 11")),
        ("", "Rennes", ("", "Rennes")),
        ("2A004", "Ajaccio", ("2A004", "Ajaccio")),
        ("35", "Rennes", ("35", "Rennes")),
    ],
)
def test_a_postcode_and_a_town_are_told_apart_however_they_are_written(postcode, town, found):
    assert postcode_and_town(postcode, town) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("12 rue des Lilas, 44000 NANTES CEDEX 1", ("12 rue des Lilas", "44000", "NANTES")),
        ("3 rue Oberkampf 75011 PARIS 11", ("3 rue Oberkampf", "75011", "PARIS 11")),
    ],
)
def test_a_town_in_the_cell_of_the_street_is_not_taken_for_the_rest_of_it(tmp_path, address, found):
    path = tmp_path / "liste.csv"
    path.write_text(f'nom;prénom;adresse\nPalluel;Lucienne;"{address}"\n')

    (line,) = read(path).lines

    assert (line.street, line.postcode, line.town, line.complement) == (*found, "")
