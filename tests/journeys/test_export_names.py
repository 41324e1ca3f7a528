"""A register and a trace leave with names: what is in the file, what is nowhere else."""

import io
import logging
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from pyrage import decrypt
from python_calamine import CalamineWorkbook
from tests.make import accounts, commons, exports, outreach, people, triage
from tests.make.people import CANARIES

from entremise.commons.models import Activation, Export, ExportFile, Record
from entremise.commons.queries.exports import export
from entremise.commons.queries.registers import register
from entremise.commons.vocabulary.exports import ExportState, Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.engines.copy_marks import copies_of
from entremise.jobs.tasks.exports import build, sweep
from entremise.journeys.ask_for_names import ask_for_names, exportables
from entremise.journeys.export_names import is_public_key
from entremise.journeys.names_file import neutral
from entremise.kernel.errors import Refused
from entremise.people.queries import code_of
from entremise.people.vocabulary import Name
from entremise.referral.queries.reports import report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    monkeypatch.setattr("entremise.commons.operations.exports.defer", lambda name, **given: None)


def opened(leaving) -> bytes:
    """The workbook as its recipient opens it."""
    return decrypt(bytes(ExportFile.objects.get(pk=leaving.export_id).sealed), [exports.PREFECT])


def sheets(clear: bytes) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(clear))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def built(count=3, **given):
    leaving = exports.countersigned(count, **given)
    build.func(export_id=leaving.export_id)
    return leaving


def test_the_recipient_finds_the_people_and_the_fields_that_were_signed():
    leaving = built()
    lines = sheets(opened(leaving))["Personnes"]
    lucienne = next(line for line in lines if line[1] == code_of(leaving.people[0]))

    assert lines[3] == [
        "Ligne", "Code", "Civilité", "Nom", "Prénom", "Nom de naissance", "Âge", "Téléphone",
        "Adresse", "Code postal", "Ville",
    ]  # fmt: skip
    assert lucienne[2:6] == ["Mme", "Vaudremont", "Lucienne", "Palluel"]
    assert lucienne[7] == "01 99 00 31 07\n06 39 98 23 10"
    assert lucienne[8:] == ["4 rue de la Butte", "00100", "Aubrelle"]
    assert len(lines) == 4 + len(leaving.people)


def test_nothing_that_was_not_signed_is_in_the_file():
    text = opened_text(built())

    assert [
        word for word in ("Catherine", "exemple.invalid", "chien", "1940") if word in text
    ] == []


def opened_text(leaving) -> str:
    with zipfile.ZipFile(io.BytesIO(opened(leaving))) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def test_every_sheet_says_on_paper_whose_copy_it_is():
    leaving = built()
    row = leaving.row
    with zipfile.ZipFile(io.BytesIO(opened(leaving))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        properties = book.read("docProps/core.xml").decode()

    header = sheet.split("<oddHeader>")[1].split("</oddHeader>")[0]
    footer = sheet.split("<oddFooter>")[1].split("</oddFooter>")[0]
    names = accounts.User.objects.in_bulk([row.user_id, row.countersigned_by_id])
    assert all(word in header for word in (row.number, row.copy_mark, "Préfecture"))
    assert all(account.display_name in footer for account in names.values())
    assert row.copy_mark in properties


def test_one_line_alone_says_which_copy_it_is_from():
    first, second = built(), built()
    marks = [first.row.copy_mark, second.row.copy_mark]
    lines = sheets(opened(second))["Personnes"][4:]

    assert [copies_of(line[0], marks) for line in lines] == [(marks[1],)] * 3


def test_a_cell_that_looks_like_a_formula_is_text():
    leaving = exports.asked(1)
    sheet = people.sheet(name=Name(last="=1+1", first="@SOMME"))
    people.person_in(leaving.register_id, sheet)
    exports.countersign_export(actor=leaving.decider, export_id=leaving.export_id, at=commons.now())
    build.func(export_id=leaving.export_id)

    text = opened_text(leaving)
    assert ("'=1+1" in text, "'@SOMME" in text, "<f>" in text) == (True, True, False)


@pytest.mark.parametrize("text", ["=1", "+351 21", "-2", "@A1", "\tx"])
def test_csv_made_of_the_file_runs_nothing(text):
    assert neutral(text) == f"'{text}"


def test_building_again_changes_nothing():
    leaving = built()
    before = bytes(ExportFile.objects.get().sealed)

    build.func(export_id=leaving.export_id)

    assert (bytes(ExportFile.objects.get().sealed), leaving.row.built_count) == (before, 3)


def test_a_worker_that_died_is_followed_by_one_that_builds(monkeypatch):
    leaving = exports.countersigned()
    with monkeypatch.context() as broken:
        broken.setattr(
            "entremise.journeys.export_names.encrypt",
            lambda *given: (_ for _ in ()).throw(MemoryError),
        )
        with pytest.raises(MemoryError):
            build.func(export_id=leaving.export_id)
    assert (state(leaving), ExportFile.objects.count()) == (ExportState.COUNTERSIGNED, 0)

    build.func(export_id=leaving.export_id)

    assert state(leaving) is ExportState.BUILT


def state(leaving) -> ExportState:
    return export(leaving.export_id, at=commons.now()).state


def test_a_plan_lifted_before_the_file_is_built_ends_the_export():
    leaving = exports.countersigned()
    Activation.objects.update(lifted_at=commons.now())

    build.func(export_id=leaving.export_id)

    assert (state(leaving), ExportFile.objects.count()) == (ExportState.LAPSED, 0)


def test_the_sweep_runs_as_the_runtime():
    leaving = built()
    Export.objects.update(built_at=commons.now() - timedelta(days=8))

    sweep.func(timestamp=0)

    assert (state(leaving), ExportFile.objects.count()) == (ExportState.DESTROYED, 0)


def test_a_person_is_read_over_the_pages_of_a_big_register(monkeypatch):
    monkeypatch.setattr("entremise.people.vault.exporting.PAGE", 2)

    assert built(5).row.built_count == 5


def test_no_clear_name_stays_in_the_log_or_the_database(caplog):
    caplog.set_level(logging.DEBUG)
    built()

    assert [word for word in CANARIES if word in caplog.text or word in whole_database()] == []


def whole_database() -> str:
    """Every row of every table that the runtime reads, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind = 'r' and has_table_privilege(oid, 'select')"
        )
        names = [name for (name,) in cursor.fetchall() if name != "django_migrations"]
        found = []
        for name in names:
            cursor.execute(f'select string_agg(t::text, chr(10)) from public."{name}" t')
            found.append(cursor.fetchone()[0] or "")
    return "\n".join(found)


@pytest.fixture
def trace():
    """A report with one need that she lets be passed on and one that she keeps, and one who agreed to nothing."""
    room = outreach.room()
    agreed = triage.called(triage.FRIDGE, triage.LONELY, room=room)
    return agreed, room


def asked_trace(register_id):
    steward = people.steward()
    groups = frozenset({FieldGroup.NAME, FieldGroup.PHONE})
    new = exports.new_export(register_id, purpose=Purpose.REFERRAL, groups=groups)
    export_id = ask_for_names(actor=steward, new=new, at=commons.now())
    return exports.Leaving(steward, exports.decider(), register_id, (), export_id, 0)


def test_the_trace_leaves_with_names_for_what_was_agreed(trace):
    card = report(report_id=trace[0].report_id)
    leaving = asked_trace(card.register_id)
    exports.countersign_export(actor=leaving.decider, export_id=leaving.export_id, at=commons.now())
    build.func(export_id=leaving.export_id)

    found = sheets(opened(leaving))
    assert found["Trace"][3][:5] == ["Ligne", "Nom", "Prénom", "Compte rendu", "Personne (code)"]
    assert [line[1:5] for line in found["Trace"][4:]] == [
        ["Vaudremont", "Lucienne", card.number, code_of(card.person)]
    ]
    assert len(found["Personnes"]) == 5


def test_who_agreed_but_is_not_in_the_register_any_more_is_not_counted(trace):
    card = report(report_id=trace[0].report_id)
    Record.objects.filter(register_id=card.register_id).update(ended_at=commons.now())

    with pytest.raises(Refused, match=Refusal.NOBODY_TO_EXPORT):
        asked_trace(card.register_id)


def test_only_two_kinds_of_registers_may_leave():
    body = commons.host_id()
    cards = [register(commons.register(kind)) for kind in RegisterKind]
    kinds = [register(one.register_id).kind for one in exportables(body, cards)]

    assert kinds == [RegisterKind.CASF_ALERT, RegisterKind.CAMPAIGN]


@pytest.mark.parametrize(
    ("text", "is_key"),
    [
        (str(exports.PREFECT.to_public()), True),
        (str(exports.PREFECT), False),
        ("age1", False),
        ("", False),
        ("préfecture@exemple.invalid", False),
    ],
    ids=["public", "private", "only its beginning", "nothing", "a mail address"],
)
def test_a_key_is_known_before_anything_is_asked(text, is_key):
    assert is_public_key(text) == is_key
