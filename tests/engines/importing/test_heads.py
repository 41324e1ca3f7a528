"""What stands above the heads: groups as far as their cells reach, titles that are no group."""

import xlsxwriter

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
