"""What a file of services brings, whatever its form; what it may not bring."""

import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.make import service_files as make

from entremise.engines.service_files import opening
from entremise.engines.service_files.reading import read
from entremise.engines.service_files.vocabulary import (
    EntryFault,
    FileFault,
    FileKind,
    Problem,
    Unusable,
)

FORMS = {
    "array": make.as_json([make.service()]),
    "pretty": b"[\n  " + make.as_json(make.service()) + b"\n]\n",
    "lines": make.as_lines([make.service()]),
    "marked": b"\xef\xbb\xbf" + make.as_json([make.service()]),
    "utf16": make.as_json([make.service()]).decode().encode("utf-16"),
    "page": make.as_json({"items": [make.service()], "total": 1}),
    "csv": make.as_csv([make.service()]),
    "semicolons": make.as_csv([make.service()], delimiter=";"),
    "windows": make.as_csv([make.service()], delimiter=";").decode().encode("cp1252"),
    "archive": make.as_zip({"services.json": make.as_json([make.service()])}),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_service_is_the_same_in_every_form(form):
    found = read(FORMS[form])

    (entry,) = found.entries
    assert (entry.source, entry.source_id, entry.name) == ("dora", "dora--1", "Panier du mercredi")
    assert entry.themes == ("equipement-et-alimentation--alimentation",)
    assert entry.reached_by == ("usagers", "professionnels")
    assert (entry.lat_e6, entry.lon_e6) == (1000, 2000)
    assert (entry.phone, entry.mail) == ("+33199006202", "panier@exemple.invalid")
    assert entry.updated_on == date(2026, 6, 14)
    assert (found.kind, found.problems) == (FileKind.DATA_INCLUSION, ())


@pytest.mark.parametrize(
    "cell",
    [
        "['a--b', 'famille--soutien-aidants']",
        "{famille--soutien-aidants}",
        "famille--soutien-aidants|a--b",
    ],
)
def test_a_list_in_a_cell_is_read_as_publishers_write_it(cell):
    (entry,) = read(make.as_csv([make.service(thematiques=cell)])).entries

    assert entry.themes == ("famille--soutien-aidants",)


def test_the_name_of_a_contact_person_is_not_read():
    assert "Nom-Secret" not in repr(read(make.as_json([make.service()])))


def test_a_service_without_phone_hours_or_place_has_those_of_its_structure():
    bare = make.service(
        telephone=None,
        horaires_accueil=None,
        adresse=None,
        commune=None,
        latitude=None,
        longitude=None,
    )

    (entry,) = read(
        make.as_zip(
            {
                "structures.json": make.as_json([make.structure()]),
                "services.json": make.as_json([bare]),
            }
        )
    ).entries

    assert (entry.phone, entry.opening, entry.address) == (
        "+33199006201",
        "Mo-Fr 09:00-12:00",
        "3 rue de la Butte",
    )


def test_a_line_that_cannot_be_known_again_is_left_with_its_number_and_its_reason():
    records = [
        make.service(),
        make.service(id=""),
        make.service(id="dora--2", nom=" "),
        make.service(),
        {"a": 1},
    ]

    found = read(make.as_lines(records))

    assert [entry.line for entry in found.entries] == [1]
    assert found.problems == (
        Problem(2, EntryFault.NO_ID),
        Problem(3, EntryFault.NO_NAME),
        Problem(4, EntryFault.DOUBLE),
        Problem(5, EntryFault.NOT_AN_ENTRY),
    )


def test_in_a_file_of_one_line_a_record_has_its_rank_else_its_line():
    records = [make.service(id=f"dora--{n}") for n in (1, 2, 3)]
    apart = b"[\n" + b",\n\n".join(make.as_json(one) for one in records) + b"\n]"

    assert [entry.line for entry in read(make.as_json(records)).entries] == [1, 2, 3]
    assert [entry.line for entry in read(apart).entries] == [2, 4, 6]


def test_a_cell_that_cannot_be_kept_is_lost_and_said_the_line_enters():
    record = make.service(
        lien_source="javascript:alert(1)",
        courriel="nul",
        telephone="12",
        date_maj="hier",
        latitude="NaN",
        thematiques=["sante--addictions", "inventee"],
        description="x" * 11_000,
    )

    found = read(make.as_json([record]))

    (entry,) = found.entries
    assert (entry.link, entry.mail, entry.phone, entry.updated_on, entry.lat_e6) == (
        "",
        "",
        "",
        None,
        None,
    )
    assert len(entry.description) == 10_000
    assert {(one.fault, one.column) for one in found.problems} == {
        (EntryFault.BAD_LINK, "lien_source"),
        (EntryFault.BAD_MAIL, "courriel"),
        (EntryFault.BAD_PHONE, "telephone"),
        (EntryFault.BAD_DATE, "date_maj"),
        (EntryFault.BAD_POSITION, "latitude"),
        (EntryFault.UNKNOWN_VALUE, "thematiques"),
        (EntryFault.CUT, "description"),
    }


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//exemple.invalid", "https://a:b@exemple.invalid", "https://exemple.invalid/ x", 'https://x"onclick="', "http://[::1"],
)  # fmt: skip
def test_an_address_that_a_page_may_not_show_is_lost(link):
    (entry,) = read(make.as_json([make.service(lien_mobilisation=link)])).entries

    assert entry.form_url == ""


def test_tags_and_hidden_signs_of_a_text_are_taken_away():
    name = "<b onmouseover=alert(1)>Panier</b>\u202e du\x00 mercredi &lt;script&gt;x&lt;/script&gt;"

    (entry,) = read(make.as_json([make.service(nom=name)])).entries

    assert entry.name == "Panier du mercredi x"


def test_a_service_of_hsds_is_read_from_json():
    found = read(
        make.as_json({"contents": [make.hsds_service()], "total_items": 1}), source="orvance"
    )

    (entry,) = found.entries
    assert found.kind is FileKind.HSDS
    assert (entry.source, entry.name, entry.structure_id) == ("orvance", "Écoute du Fil", "o1")
    assert (entry.phone, entry.opening, entry.cost) == (
        "+33199006301",
        "Mo,Tu 10:00-12:30",
        "gratuit",
    )
    assert (entry.address, entry.town, entry.lat_e6) == ("8 quai Neuf", "Aubrelle", 3000)
    assert (entry.themes, entry.zone, entry.languages) == (
        ("sante--sante-mentale",),
        ("00001",),
        ("fr", "ar"),
    )
    assert entry.accessibility == "Rampe à l'entrée"
    assert found.structures["orvance", "o1"].name == "Le Fil"


def test_a_package_of_hsds_tables_says_the_same():
    (entry,) = read(make.hsds_package(), source="orvance").entries

    assert (entry.phone, entry.opening, entry.town) == (
        "+33199006301",
        "Mo,Tu 10:00-12:30",
        "Aubrelle",
    )
    assert entry.themes == ("sante--sante-mentale",)


def test_a_service_that_is_over_is_said_so():
    (entry,) = read(make.as_json([make.hsds_service(status="defunct")])).entries

    assert entry.is_closed


def bomb() -> bytes:
    return make.as_zip({"services.json": b"[" + b" " * (8 * 1024 * 1024) + b"]"})


def lying() -> bytes:
    """An archive whose member announces less than it holds."""
    data = bytearray(make.as_zip({"services.json": make.as_json([make.service()] * 3)}))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.infolist()[0].file_size
    at = data.rindex(size.to_bytes(4, "little"))
    data[at : at + 4] = (size - 10).to_bytes(4, "little")
    return bytes(data)


def damaged() -> bytes:
    """An archive whose bytes were lost on the way."""
    name = b"services.json"
    data = bytearray(make.as_zip({name.decode(): make.as_json(make.services(3))}))
    start = data.index(name) + len(name)
    data[start : start + 20] = b"\xff" * 20
    return bytes(data)


WHOLE = make.as_json(make.services(3))
BAD = {
    "nothing": (b"", FileFault.NOT_SERVICES),
    "torn": (WHOLE[: len(WHOLE) // 2], FileFault.TORN),
    "torn at the end": (WHOLE[:-1], FileFault.TORN),
    "torn line": (make.as_lines(make.services(2)) + b'\n{"id": "x', FileFault.TORN),
    "latin json": (make.as_json([make.service(nom="Été")]).decode().encode("cp1252"), FileFault.ENCODING),
    "no letters": (bytes(range(128, 160)) * 40 + b"id,nom\n", FileFault.ENCODING),
    "bomb": (bomb(), FileFault.BOMB),
    "damaged": (damaged(), FileFault.UNREADABLE),
    "lying": (lying(), FileFault.UNREADABLE),
    "many parts": (make.as_zip({f"{n}.json": b"[]" for n in range(80)}), FileFault.BOMB),
    "broken archive": (b"PK\x03\x04" + b"x" * 200, FileFault.UNREADABLE),
    "workbook": (make.as_zip({"[Content_Types].xml": b"<x/>"}), FileFault.WORKBOOK),
    "parquet": (b"PAR1" + b"\x00" * 40, FileFault.PARQUET),
    "gzip": (b"\x1f\x8b" + b"\x00" * 40, FileFault.PACKED),
    "page": (b"<!doctype html><p>404", FileFault.WEB_PAGE),
    "deep": (b"[" * 200_000, FileFault.TORN),
    "other table": (b"a,b\n1,2\n", FileFault.NOT_SERVICES),
    "numbers": (b"[1, 2]", FileFault.NOT_SERVICES),
    "version 0": (make.as_json([make.service(profils=["adultes"])]), FileFault.OLD_SCHEMA),
    "huge cell": (b"id,nom\n1," + b"x" * 200_000 + b"\n", FileFault.TORN),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_reason(name):
    data, fault = BAD[name]

    with pytest.raises(Unusable) as refused:
        read(data)

    assert refused.value.fault is fault


def test_a_torn_file_says_in_which_line():
    with pytest.raises(Unusable) as refused:
        read(make.as_lines(make.services(4)) + b'\n{"id": "x')

    assert refused.value.place == "5"


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "BYTES_AT_MOST", 10)

    with pytest.raises(Unusable, match=FileFault.TOO_LARGE):
        read(WHOLE)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_no_bytes_break_the_reading(data):
    with suppress(Unusable):
        read(data)


CELLS = st.none() | st.text(max_size=20) | st.integers() | st.lists(st.text(max_size=8), max_size=3)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(make.SERVICE)), CELLS | st.floats(allow_nan=False)))
def test_no_cells_break_a_line(cells):
    odd = make.service(id="dora--2") | cells

    assert read(make.as_lines([make.service(id="dora--3"), odd])).entries[0].source_id == "dora--3"
