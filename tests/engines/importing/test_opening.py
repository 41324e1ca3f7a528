"""What a file is before any line of it is read: torn archives, quotation marks that never close."""

import zipfile

import pytest
from tests.engines.importing.reading import read

from entremise.engines.importing.files import table_of
from entremise.engines.importing.vocabulary import FileFault, Unusable


def csv(tmp_path, text):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def archive(tmp_path, name, data):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return path


ENTRY_FLAGS, ENTRY_METHOD = 8, 10  # where they stand in the directory of an archive


@pytest.mark.parametrize(
    ("place", "sign", "fault"),
    [
        (ENTRY_FLAGS, 1, FileFault.PROTECTED),
        (ENTRY_METHOD, 97, FileFault.UNREADABLE),
    ],
)
def test_an_archive_that_cannot_be_unpacked_is_refused_in_words(tmp_path, place, sign, fault):
    path = archive(tmp_path, "xl/workbook.xml", b"<workbook/>")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + place] = sign
    path.write_bytes(data)

    with pytest.raises(Unusable, match=fault):
        table_of(path)


def test_a_workbook_whose_bytes_were_damaged_on_the_way_is_unreadable(tmp_path):
    path = archive(tmp_path, "xl/workbook.xml", b"<workbook/>" * 3000)
    data = bytearray(path.read_bytes())
    start = data.index(b"xl/workbook.xml") + len(b"xl/workbook.xml")
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(data)

    with pytest.raises(Unusable, match=FileFault.UNREADABLE):
        table_of(path)


@pytest.mark.parametrize(
    "lines",
    [
        'Palluel;Lucienne;"12 rue;1940\nKeïta;Awa;;1938\nTrémel;Jean;;1941\n',
        'Palluel;Lucienne;le "Clos;1940\nKeïta;Awa;"3 rue";1938\n',
        'Palluel;Lucienne;"12 rue;1940\nKeïta;Awa;"3 rue";1938\nTrémel;Jean;;1941\n',
        'Palluel;Lucienne;"12 rue;1940',
    ],
)
def test_a_quotation_mark_that_never_closes_takes_nobody_away_in_silence(tmp_path, lines):
    before = 'nom;prénom;adresse;né le\nAnselme;Marguerite;"2 rue,\nbâtiment C";1944\n'

    with pytest.raises(Unusable, match=FileFault.OPEN_QUOTE) as refused:
        table_of(csv(tmp_path, before + lines))

    assert refused.value.place == "4"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_machine_ends_them(tmp_path, end):
    path = tmp_path / "file.csv"
    path.write_bytes(end.join(("nom;prénom;né le", "Keïta;Awa;1938", "Trémel;Jean;1941")).encode())

    assert [line.first for line in read(path).lines] == ["Awa", "Jean"]


def test_a_text_with_a_cell_of_a_novel_is_unreadable_and_no_error(tmp_path):
    path = csv(tmp_path, "nom;prénom;né le\nKeïta;Awa;" + "x" * 200_000 + "\n")

    with pytest.raises(Unusable, match=FileFault.UNREADABLE):
        table_of(path)


def test_quotation_marks_inside_a_cell_and_lines_of_an_address_are_read(tmp_path):
    heads = "nom;prénom;adresse;né le\n"
    lines = 'Keïta "Awa";Aminata;"Résidence ""Les Lilas"";\nbât C";1938\nTrémel;Jean;le "Clos" haut;1941\n'

    first, second = read(csv(tmp_path, heads + lines)).lines

    assert (first.last, first.complement, first.birth_year) == ('Keïta "Awa"', "bât C", 1938)
    assert (second.street, second.birth_year) == ('le "Clos" haut', 1941)
