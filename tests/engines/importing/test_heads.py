"""What stands above the heads: groups as far as their cells reach, titles that are no group."""

import xlsxwriter
from tests.engines.importing.reading import read, said

from entremise.engines.importing.files import table_of
from entremise.engines.importing.heads import guess_mapping
from entremise.engines.importing.vocabulary import Column


def test_a_group_reaches_as_far_as_its_merged_cell(tmp_path):
    path = tmp_path / "groupes.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "Usager")
        sheet.merge_range(0, 2, 0, 3, "Personne à prévenir")
        sheet.write_row(1, 0, ("Nom", "Prénom", "Nom", "Tél", "Téléphone", "Adresse", "Vit seul"))
        sheet.write_row(2, 0, ("Palluel", "Lucienne", "son fils", "0639982010", "0199003107"))

    assert guess_mapping(table_of(path)) == (
        Column.LAST,
        Column.FIRST,
        Column.CONTACT_NAME,
        Column.CONTACT_PHONE,
        Column.PHONE,
        Column.STREET,
        Column.LIVES_ALONE,
    )


def test_a_title_beside_a_day_is_no_group(tmp_path):
    path = tmp_path / "titre.csv"
    path.write_text(
        "Personnes à contacter;;;15/06/2025\nNom;Prénom;Adresse;Tél\nPalluel;Lucienne;1 rue;0199003107\n"
    )

    assert guess_mapping(table_of(path)) == (
        Column.LAST,
        Column.FIRST,
        Column.STREET,
        Column.PHONE,
    )


def test_the_heads_of_a_departement_of_a_supplier_and_of_a_doctor_are_understood(tmp_path):
    def line(heads, cells):
        path = tmp_path / "liste.csv"
        path.write_text(f"{heads}\n{cells}\n")
        return said(read(path).lines[0])

    lived = "NUM_VOIE;TYPE_VOIE;LIB_VOIE;CODE_POSTAL;COMMUNE"
    assert (
        line(f"NOM_USAGE;PRENOM;{lived}", "PALLUEL;LUCIENNE;12;RUE;DES LILAS;00100;AUBRELLE")
        == "2 Palluel Lucienne; 12 RUE DES LILAS / 00100 / AUBRELLE"
    )
    assert (
        line(
            "Nom titulaire;Prénom titulaire;Adresse point de livraison;Téléphone titulaire",
            "GARCIA LOPEZ;MARIA;1 RUE DU PONT;0199003107",
        )
        == "2 Garcia Lopez Maria; 199003107; 1 RUE DU PONT"
    )
    assert (
        line("Patient;Date de naissance;Téléphone", "PALLUEL Lucienne;1940;0199003107")
        == "2 Palluel Lucienne; 1940; 199003107"
    )


def test_somebody_called_somme_is_no_total(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("nom;prénom;né le\nSOMME;Yvette;1938\nSomme;2;\nTotal;1;\n")

    assert [line.last for line in read(path).lines] == ["Somme"]
