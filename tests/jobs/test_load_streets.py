"""The command `load-streets`: the files of the national address base, good and bad."""

import gzip

import pytest

from entremise.jobs.district_files import districts_by_street
from entremise.jobs.faults import Trouble
from entremise.jobs.street_files import streets_in

HEAD = (
    "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;"
    "nom_ancienne_commune;x;y;lon;lat;type_position;alias;nom_ld;libelle_acheminement;nom_afnor;"
    "source_position;source_nom_voie;certification_commune;cad_parcelles"
)


def line(street, lat, lon, commune="00001", former=""):
    return (
        f"{commune}_a;;4;;{street};00100;{commune};Aubrelle;;{former};;;{lon};{lat};entrée;;;;;;;0;"
    )


def packed(path, *lines):
    path.write_bytes(gzip.compress("\n".join((HEAD, *lines)).encode()))
    return path


def test_a_street_stands_in_the_middle_of_its_numbers_and_one_lost_number_moves_nothing(tmp_path):
    path = packed(
        tmp_path / "adresses-00.csv.gz",
        line("Rue de la Butte", 46.5, 3.2),
        line("Rue de la Butte", 46.502, 3.204),
        line("Rue de la Butte", 48.9, 2.3),
        line("Rue d'ailleurs", 46.5, 3.2, commune="00002"),
        line("Rue sans point", "", ""),
    )

    (street,) = streets_in(path, {"00001"})

    assert (street.name, street.lat, street.lon, street.place_code) == (
        "Rue de la Butte",
        46.502,
        3.2,
        "00001",
    )


def test_two_former_communes_may_have_a_street_of_one_name(tmp_path):
    path = packed(
        tmp_path / "adresses-00.csv.gz",
        line("Rue de l'Église", 46.5, 3.2, former="Le Bourg"),
        line("Rue de l'Église", 46.6, 3.3, former="Le Val"),
    )

    assert [one.name for one in streets_in(path, {"00001"})] == [
        "Rue de l'Église (Le Bourg)",
        "Rue de l'Église (Le Val)",
    ]


def test_hamlets_come_from_their_own_file(tmp_path):
    path = tmp_path / "lieux-dits-00-beta.csv"
    path.write_text("id;nom_lieu_dit;code_insee;lon;lat\n1;La Combe-Noire;00001;3.2;46.5\n")

    assert streets_in(path, {"00001"})[0].name == "La Combe-Noire"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id;lon;lat\n", "il manque la colonne code_insee"),
        (HEAD.encode() + b"\n" + line("Rue A", "x", 3.2).encode(), "ne se lit pas"),
        (HEAD.encode(), "aucune voie"),
        (b"\xff\xfe", "ne se lit pas"),
    ],
)
def test_a_file_that_is_wrong_is_said_in_french(tmp_path, content, said):
    path = tmp_path / "adresses.csv"
    path.write_bytes(content)

    with pytest.raises(Trouble, match=said):
        streets_in(path, {"00001"})


def test_a_packed_file_cut_short_is_said_in_french(tmp_path):
    path = packed(tmp_path / "a.csv.gz", *[line(f"Rue {n}", 46.5, 3.2) for n in range(99)])
    path.write_bytes(path.read_bytes()[:200])

    with pytest.raises(Trouble, match="ne peut pas être lu"):
        streets_in(path, {"00001"})


def test_districts_name_the_line_that_says_less(tmp_path):
    path = tmp_path / "quartiers.csv"
    path.write_text("Q1;Rue A\nRue B\n")

    with pytest.raises(Trouble, match="ligne 2"):
        districts_by_street(path)
