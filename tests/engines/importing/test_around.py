import pytest
from tests.engines.importing.reading import read

from entremise.engines.importing.heads import guess_mapping
from entremise.engines.importing.lines import read_lines
from entremise.engines.importing.naming import guess
from entremise.engines.importing.vocabulary import Column, Contact, Table

AROUND = (
    ("Personne à prévenir", Column.CONTACT_NAME),
    ("Tel. fils", Column.CONTACT_PHONE),
    ("tuteur UDAF", Column.GUARDIAN),
    ("Tél tuteur", Column.GUARDIAN_PHONE),
    ("Nom du tuteur", Column.GUARDIAN),
    ("Représentant légal", Column.GUARDIAN),
    ("Tél. curatrice", Column.GUARDIAN_PHONE),
    ("Adresse du tuteur", Column.SKIPPED),
    ("Mesure de protection", Column.SKIPPED),
)


@pytest.mark.parametrize(("head", "column"), AROUND)
def test_a_head_says_who_is_beside_the_person(head, column):
    assert guess(head) is column


def beside(heads, *cells):
    table = Table(heads=("NOM", "Prénom", *heads), lines=[(2, ("Durand", "Odette", *cells))])
    return read_lines(table, guess_mapping(table), this_year=2026).lines[0].contacts


def test_a_number_of_the_son_and_a_guardian_are_kept_each_for_itself():
    heads = ("Personne à prévenir", "Tél. personne à prévenir", "Tel. fils", "tuteur UDAF")

    found = beside(
        heads,
        "Claire Durand (fille)",
        "06 39 98 23 11",
        "06.39.98.23.12",
        "Mme Orain 01 99 00 61 01",
    )

    assert found == (
        Contact("Claire Durand", "fille", "+33639982311", is_named=True),
        Contact("fils", "fils", "+33639982312"),
        Contact("Mme Orain", "tuteur", "+33199006101", is_guardian=True),
    )


def test_a_measure_without_a_name_is_nobody():
    assert beside(("Tuteur (O/N)", "Tél. fils"), "oui", "") == ()


def test_each_contact_of_several_has_its_own_number():
    heads = ("Contact 1", "Tél. contact 1", "Contact 2", "Tél. contact 2")

    found = beside(heads, "Luc Durand (fils)", "06 39 98 23 11", "Mme Picot", "01 99 00 23 12")

    assert [(one.name, one.phone) for one in found] == [
        ("Luc Durand", "+33639982311"),
        ("Mme Picot", "+33199002312"),
    ]


def test_both_numbers_in_the_cell_of_a_relative_are_kept(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text(
        "nom;prénom;né le;personne à prévenir;mail\n"
        "Keïta;Awa;1938;sa fille Marie 06 39 98 20 10 ou son fils 06 39 98 20 11;pas de mail\n"
        "Trémel;Jean;1941;;jean@exemple.test ; j.tremel@exemple.test\n"
    )

    awa, jean = read(path).lines

    assert [one.phone for one in awa.contacts] == ["+33639982010", "+33639982011"]
    assert {one.name for one in awa.contacts} == {"sa fille Marie ou son fils"}
    assert (awa.mail, jean.mail) == ("", "jean@exemple.test")
