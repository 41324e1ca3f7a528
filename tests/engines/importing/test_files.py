import zipfile
from datetime import date

import pytest
import xlsxwriter

from entremise.engines.importing.files import refuse_mapping, table_of
from entremise.engines.importing.heads import guess, guess_mapping
from entremise.engines.importing.lines import read_lines
from entremise.engines.importing.vocabulary import Column, FileFault, LineFault, Unusable


def read(path):
    table = table_of(path)
    return read_lines(table, guess_mapping(table), this_year=2026)


def csv(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("head", "group", "column"),
    [
        ("Tél. de l'usager", "", Column.PHONE),
        ("Tél", "Personne à prévenir", Column.CONTACT_PHONE),
        ("Nom", "Référent familial", Column.CONTACT_NAME),
        ("N.J.F.", "", Column.BIRTH_NAME),
        ("C.P.", "", Column.POSTCODE),
        ("Tél. dom.", "", Column.PHONE),
        ("Téléphonne portble", "", Column.PHONE),
        ("Nom de famille", "", Column.LAST),
        ("Tél contact", "", Column.CONTACT_PHONE),
        ("NJF", "", Column.BIRTH_NAME),
        ("Né(e) le", "", Column.BIRTH),
        ("GIR", "", Column.FORBIDDEN),
        ("Pathologie principale", "", Column.FORBIDDEN),
        ("Couleur du volet", "", Column.SKIPPED),
    ],
)
def test_a_head_says_what_its_column_holds(head, group, column):
    assert guess(head, group) is column


def test_a_couple_in_one_cell_is_two_persons_to_ask_about(tmp_path):
    path = csv(
        tmp_path,
        "nom;prénom;né le\nM. et Mme Palluel;Robert;21/05/1938\nPalluel;Lucienne;09/03/1940\n",
    )

    found = read(path)

    assert [line.first for line in found.lines] == ["Lucienne"]
    assert [(one.line, one.fault) for one in found.problems] == [(2, LineFault.TWO_PERSONS)]


@pytest.mark.parametrize("first", ["Jean et Marie", "Jean & Marie", "JEAN ET MARIE"])
def test_two_first_names_joined_are_two_persons_to_ask_about(tmp_path, first):
    heads = "nom;prénom;nom et prénom;né le\n"
    path = csv(
        tmp_path, f"{heads}Legay;{first};;1938\n;;LEGAY {first};1938\n;;LEGAY Ariette;1940\n"
    )

    found = read(path)

    assert [line.first for line in found.lines] == ["Ariette"]
    assert [one.fault for one in found.problems] == [LineFault.TWO_PERSONS] * 2


@pytest.mark.parametrize(
    "cells",
    [
        "M. - Mme;Legay;Jean",
        ";Famille Legay;Jean",
        "MM;Legay;Jean",
        "Couple;Legay;Jean",
        "Mmes;Legay;Anne",
    ],
)
def test_a_household_in_one_line_is_more_than_one_person(tmp_path, cells):
    found = read(csv(tmp_path, f"civilité;nom;prénom;né le\n{cells};1938\n"))

    assert [one.fault for one in found.problems] == [LineFault.TWO_PERSONS]


def test_a_line_with_one_filled_cell_is_left_out_and_said(tmp_path):
    """« ANSELME Marguerite » and nothing else may be somebody: she is not passed over like the number of an empty line."""
    path = csv(
        tmp_path,
        "nom et prénom;né le;rue\nSECTEUR NORD;;\nAnselme Marguerite;1940;rue Basse\nAnselme Odette;;\n7;;\n;;\nTotal : 1;;\n",
    )

    found = read(path)

    assert [line.line for line in found.lines] == [3]
    assert [(one.line, one.fault) for one in found.problems] == [
        (2, LineFault.LONE_CELL),
        (4, LineFault.LONE_CELL),
    ]


def test_idem_below_a_title_says_the_line_above_the_title(tmp_path):
    path = csv(
        tmp_path,
        "nom;prénom;né le;rue\nLegay;Jean;1940;rue Basse\nSECTEUR SUD;;;\nLegay;Anne;1941;idem\n",
    )

    assert [line.street for line in read(path).lines] == ["rue Basse", "rue Basse"]


def test_each_line_left_out_has_its_number_and_its_reason(tmp_path):
    path = csv(
        tmp_path,
        "nom;prénom;né le;tél;remarque\n"
        "Palluel;Lucienne;09/03/1940;0199003107;\n"
        "PALLUEL;lucienne;9/3/40;0199003107;\n"
        "Keïta;Ousmane;11/04/1958;6,39982E+08;\n"
        "Trémel;Solange;30/02/1953;;\n"
        "Morvillé;Jean;17/02/1935;;=SOMME(A1)\n"
        "Anselme;Marguerite;12/11/1944;;144113512345657\n"
        ";Nadia;08/02/1992;;\n",
    )

    found = read(path)

    assert [(one.line, one.fault) for one in found.problems][:5] == [
        (3, LineFault.DOUBLE),
        (4, LineFault.SCIENTIFIC_PHONE),
        (5, LineFault.BAD_DATE),
        (6, LineFault.FORMULA),
        (7, LineFault.NIR),
    ]
    assert found.problems[0].other_line == 2
    assert [line.line for line in found.lines] == [2, 4, 5]


def test_somebody_whose_date_or_number_is_lost_is_kept_without_it(tmp_path):
    path = csv(
        tmp_path,
        "nom;prénom;né le;tél;portable\n"
        "Keïta;Ousmane;11/04/1958;6,39982E+08;0639982010\n"
        "Trémel;Solange;72 ans;0199003108;\n",
    )

    ousmane, solange = read(path).lines

    assert (ousmane.birth, ousmane.phones) == (date(1958, 4, 11), ("+33639982010",))
    assert (solange.birth, solange.birth_year, solange.phones) == (None, None, ("+33199003108",))


def test_a_number_with_a_digit_too_many_or_too_few_is_not_lost_in_silence(tmp_path):
    path = csv(
        tmp_path,
        "nom;prénom;né le;tél;personne à prévenir;tél personne à prévenir\n"
        "Keïta;Awa;1938;01 99 00 31 079;sa fille;06 39 98 20\n"
        "Trémel;Jean;1941;01 99 00 31 08 / 06 39 98 20;;\n"
        "Anselme;Paule;1944;liste rouge;;\n"
        "Palluel;Lucienne;1940;01 99 00 31 07 poste 12 / +33 (0)6 39 98 20 57;;\n",
    )

    found = read(path)

    assert [line.first for line in found.lines] == ["Awa", "Jean", "Paule", "Lucienne"]
    assert [(one.line, one.fault, one.column) for one in found.problems] == [
        (2, LineFault.BAD_PHONE, Column.PHONE),
        (2, LineFault.BAD_PHONE, Column.CONTACT_PHONE),
        (3, LineFault.BAD_PHONE, Column.PHONE),
    ]


def test_a_number_of_a_relative_that_a_spreadsheet_has_lost_stops_no_file(tmp_path):
    path = csv(
        tmp_path, "nom;prénom;né le;tél;personne à prévenir\nKeïta;Awa;1938;0199003107;6,12E+08\n"
    )

    found = read(path)

    assert [line.first for line in found.lines] == ["Awa"]
    assert [(one.line, one.fault) for one in found.problems] == [(2, LineFault.SCIENTIFIC_PHONE)]


def test_names_in_capitals_with_née_are_taken_apart(tmp_path):
    path = csv(tmp_path, "nom et prénom;né le;tél\nLE GALL née KERMARREC Yvonne;1939;\n")

    line = read(path).lines[0]

    assert (line.last, line.usage, line.first, line.birth_year) == (
        "Kermarrec",
        "Le Gall",
        "Yvonne",
        1939,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman"])
def test_letters_are_right_in_the_encodings_of_offices(tmp_path, encoding):
    rows = "".join(
        f"Quéméneur{n};Thérèse;02/06/1947;quai des Lavandières, à l'étage\n" for n in range(20)
    )
    path = csv(tmp_path, "nom;prénom;né le;adresse\n" + rows, encoding)

    assert read(path).lines[3].first == "Thérèse"


def hostile(tmp_path, name, data, size=0):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        if size:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return path


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        (
            "xl/worksheets/sheet1.xml",
            b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
            FileFault.ENTITIES,
        ),
        ("xl/vbaProject.bin", b"macro", FileFault.MACROS),
        ("xl/worksheets/sheet1.xml", b"<c><f>1+1</f></c>", FileFault.FORMULAS),
        ("content.xml", b'<table:table-cell table:formula="of:=1+1"/>', FileFault.FORMULAS),
    ],
)
def test_hostile_archives_are_refused_before_they_are_read(tmp_path, name, data, fault):
    with pytest.raises(Unusable, match=fault):
        table_of(hostile(tmp_path, name, data))


def test_a_bomb_is_refused_by_its_ratio(tmp_path):
    with pytest.raises(Unusable, match=FileFault.BOMB):
        table_of(hostile(tmp_path, "x.xml", b"<x/>", size=50_000_000))


@pytest.mark.parametrize("data", [b"PK\x03\x04 torn", b"a\x00b;c"])
def test_a_torn_file_is_said_to_be_unreadable(tmp_path, data):
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)

    with pytest.raises(Unusable, match=FileFault.UNREADABLE):
        table_of(path)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xd0\xcf\x11\xe0 old", FileFault.OLD_FORMAT),
        (b"\xd0\xcf\x11\xe0 " + "EncryptedPackage".encode("utf-16-le"), FileFault.PROTECTED),
        (b"<html><table><tr><td>Nom</td></tr></table>", FileFault.WEB_PAGE),
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", FileFault.UNREADABLE),
    ],
)
def test_what_has_another_form_than_its_name_says_is_told_apart(tmp_path, data, fault):
    path = tmp_path / "liste.xlsx"
    path.write_bytes(data)

    with pytest.raises(Unusable, match=fault):
        table_of(path)


def test_a_protected_ods_is_told_apart(tmp_path):
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"

    with pytest.raises(Unusable, match=FileFault.PROTECTED):
        table_of(hostile(tmp_path, "META-INF/manifest.xml", manifest))


def test_the_head_says_whether_the_first_name_stands_before(tmp_path):
    first = read(csv(tmp_path, "Prénom et nom;né le;tél\nJeanne Le Bris;1939;\n")).lines[0]
    last = read(csv(tmp_path, "Nom et prénom;né le;tél\nLe Bris Jeanne;1939;\n")).lines[0]

    assert (first.last, first.first) == (last.last, last.first) == ("Le Bris", "Jeanne")


@pytest.mark.parametrize(
    "name",
    [
        "Mme LE GALL née KERMARREC Yvonne",
        "LE GALL Yvonne née KERMARREC",
        "KERMARREC ép. LE GALL Yvonne",
        "KERMARREC Yvonne épouse LE GALL",
        "Kermarrec veuve Le Gall Yvonne",
    ],
)
def test_a_married_name_and_a_birth_name_keep_their_places(tmp_path, name):
    line = read(csv(tmp_path, f"nom et prénom;né le;tél\n{name};1939;\n")).lines[0]

    assert (line.last, line.usage, line.first) == ("Kermarrec", "Le Gall", "Yvonne")


def test_a_file_without_heads_or_without_names_is_refused(tmp_path):
    with pytest.raises(Unusable, match=FileFault.NO_HEADER):
        table_of(csv(tmp_path, "bonjour\nmonsieur\n"))
    table = table_of(csv(tmp_path, "tél;ville;né le\n0199003107;Aubrelle;1940\n"))
    with pytest.raises(Unusable, match=FileFault.NO_NAME_COLUMN):
        refuse_mapping(table, guess_mapping(table))


def test_a_table_that_begins_lower_and_to_the_right_is_the_longest_of_its_workbook(tmp_path):
    heads = ("Nom", "Prénom", "Né le")
    path = tmp_path / "deux.xlsx"
    with xlsxwriter.Workbook(path) as book:
        other, sheet = book.add_worksheet("Essai"), book.add_worksheet("Liste")
        other.write_row(0, 0, heads)
        other.write_row(1, 0, ("Keïta", "Ousmane", "11/04/1958"))
        sheet.write_row(3, 2, heads)
        sheet.write_row(4, 2, ("Palluel", "Lucienne", "09/03/1940"))
        sheet.write_row(5, 2, ("Trémel", "Solange", "30/01/1953"))

    table = table_of(path)

    assert (table.sheet, table.other_sheets) == ("Liste", ("Essai",))
    assert table.heads == ("", "", *heads)
    assert (
        list(table.lines)
        == list(table.lines)
        == [
            (5, ("", "", "Palluel", "Lucienne", "09/03/1940")),
            (6, ("", "", "Trémel", "Solange", "30/01/1953")),
        ]
    )
