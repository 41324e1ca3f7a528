"""Our workbooks opened by the office suite that people use, not by our own reader."""

import csv
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse
from pyrage import decrypt
from tests.make import commons, directory, exports, referral
from tests.make import triage as make
from tests.make.people import CANARIES

from entremise.commons.models import ExportFile
from entremise.engines.copy_marks import copies_of
from entremise.jobs.tasks.exports import build
from entremise.people.queries import code_of
from entremise.people.vault.persons import add_people

pytestmark = pytest.mark.django_db
UTF8_SEMICOLON = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"


def converted(workbook: bytes, folder: Path) -> list[list[str]]:
    """The lines that the office suite finds in a workbook, with a profile of its own."""
    source = folder / "trace.xlsx"
    source.write_bytes(workbook)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            UTF8_SEMICOLON,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (folder / "trace.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))


def test_the_trace_opens_in_the_office_suite_with_codes_and_no_name(tmp_path):
    sending = make.sending(directory.service(name="=1+1 Portage"), make.SentBy.PHONE)
    (other,) = add_people(count=1, at=commons.now())
    referral.report(at=commons.now(), person=other)
    browser = make.browser(sending.orienteur)

    answer = browser.get(reverse("triage:export_trace", args=["xlsx"]))
    lines = converted(answer.content, tmp_path)

    assert lines[0][:4] == ["Compte rendu", "Personne (code)", "Reçu", "Quartier"]
    assert len(lines) == 4
    assert code_of(other) in {line[1] for line in lines}
    assert {line[8] for line in lines[1:]} == {"", "=1+1 Portage"}  # typed text, never a formula
    assert not [word for word in CANARIES for line in lines if word in ";".join(line)]


def test_a_file_with_names_opens_in_the_office_suite_of_its_recipient(tmp_path, monkeypatch):
    monkeypatch.setattr("entremise.commons.operations.exports.defer", lambda name, **given: None)
    leaving = exports.countersigned()
    build.func(export_id=leaving.export_id)
    sealed = bytes(ExportFile.objects.get().sealed)

    lines = converted(decrypt(sealed, [exports.PREFECT]), tmp_path)

    row = leaving.row
    assert all(word in lines[0][0] for word in (row.number, row.copy_mark, row.recipient))
    assert lines[3][:5] == ["Ligne", "Code", "Civilité", "Nom", "Prénom"]
    assert {tuple(line[2:5]) for line in lines} >= {("Mme", "Vaudremont", "Lucienne")}
    assert [copies_of(line[0], [row.copy_mark]) for line in lines[4:]] == [(row.copy_mark,)] * 3
