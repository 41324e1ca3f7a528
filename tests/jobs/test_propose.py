"""The command `propose`: files good and bad, and the schemas that describe them."""

import copy
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.engines.assignment.towns import town

from entremise.engines.assignment.explaining import explain
from entremise.engines.assignment.solving import solve
from entremise.jobs import proposing
from entremise.jobs.faults import Trouble
from entremise.jobs.main import main
from entremise.jobs.proposing.reading import given as read_document
from entremise.jobs.proposing.writing import document

HELPER = {
    "id": "o1",
    "lat": 47.1,
    "lon": 2.1,
    "categories": ["shopping"],
    "radius_m": 2000,
    "capacity": 1,
    "languages": ["fr"],
    "slots": ["MON-AM"],
    "credentials": ["first aid"],
    "helped": 0,
}
ASKED = {
    "id": "n1",
    "lat": 47.101,
    "lon": 2.1,
    "category": "shopping",
    "urgency": 1,
    "language": "fr",
    "slots": ["MON-AM"],
    "credential": None,
}
FILE = {"offers": [HELPER], "needs": [ASKED], "frozen": [{"need": "n1", "offer": "o1"}]}
VALUES = [None, True, -1, 0, 1, 1.0, 1.5, 101, 1e9, "", "a", "a" * 201, [], ["a"], [""], {}]


def schema(name):
    path = Path(proposing.__path__[0]) / f"{name}.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


INPUT, OUTPUT = schema("input"), schema("output")


def places(found, path=()):
    """Each place of a document, itself left out."""
    rows = found.items() if isinstance(found, dict) else enumerate(found)
    for key, value in rows:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def changed(path, value=None, is_gone=False):
    found = copy.deepcopy(FILE)
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    if is_gone:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return found


def is_read(found):
    try:
        read_document(found)
    except Trouble:
        return False
    return True


def written(folder, found):
    path = folder / "in.json"
    path.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("path", list(places(FILE)), ids=str)
def test_the_schema_and_the_reader_agree(path):
    if path[0] == "frozen" and path[-1] in ("need", "offer"):
        values = [value for value in VALUES if value != "a"]  # a schema does not know the ids
    else:
        values = VALUES
    tried = [changed(path, value) for value in values] + [changed(path, is_gone=True)]
    if path[0] != "frozen":
        tried = [one | {"frozen": []} for one in tried]

    assert [INPUT.is_valid(one) for one in tried] == [is_read(one) for one in tried]


def test_the_schema_and_the_reader_refuse_unknown_keys():
    for path in [("x",), ("offers", 0, "x"), ("needs", 0, "x"), ("frozen", 0, "x")]:
        found = changed(path, 1)
        assert (INPUT.is_valid(found), is_read(found)) == (False, False)
    assert (INPUT.is_valid(FILE), is_read(FILE)) == (True, True)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_what_is_written_follows_its_schema(seed):
    OUTPUT.validate(document(explain(solve(*town(seed, size=12)))))


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (changed(("needs", 0, "lat"), "48"), "needs[0].lat : il faut un nombre entre -90 et 90."),
        (changed(("needs", 0, "urgency"), 1.5), "needs[0].urgency : il faut un nombre entier"),
        (changed(("needs", 0, "id"), is_gone=True), "needs[0].id : cette valeur manque."),
        (changed(("offers", 0, "slots"), []), "offers[0].slots : il faut au moins un mot"),
        (changed(("offers", 0, "slots", 0), 7), "offers[0].slots[0] : il faut un texte"),
        (changed(("offers", 0, "radius"), 1), "offers[0] : une clé est de trop"),
        (changed(("needs",), [ASKED, ASKED]), "needs[1].id : c'est le même que needs[0]."),
        (changed(("frozen", 0, "need"), "x"), "frozen[0].need : aucun besoin"),
        (changed(("frozen", 0, "offer"), "x"), "frozen[0].offer : aucune offre"),
        (changed(("frozen",), FILE["frozen"] * 2), "frozen[1].need : c'est le même que frozen[0]"),
        (changed(("offers",), {}), "offers : il faut une liste"),
        ([], "le fichier : il faut un objet"),
        ('{"offers": [],\n x}', "ligne 2, colonne 2 : ce n'est pas du JSON."),
        ("[" * 100_000, "le fichier : ce n'est pas du JSON"),
        ('{"offers": [], "needs": [{"id": "a", "lat": NaN}]}', "needs[0].lat : il faut un nombre"),
    ],
)
def test_a_bad_file_is_refused_with_the_place_and_nothing_is_written(
    tmp_path, capsys, found, place
):
    out = tmp_path / "out.json"

    assert main(["propose", written(tmp_path, found), "--out", str(out)]) == 1

    said = capsys.readouterr().err
    assert said.startswith(place)
    assert "Rien n'est écrit. Corrigez" in said
    assert [path.name for path in tmp_path.iterdir()] == ["in.json"]


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert main(["propose", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 1
    assert "ne peut pas être lu. Vérifiez" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(tmp_path, capsys):
    out = tmp_path / "none" / "out.json"

    assert main(["propose", written(tmp_path, FILE), "--out", str(out)]) == 1
    assert "ne peut pas être écrit. Vérifiez" in capsys.readouterr().err


def test_the_proposal_says_its_reasons_in_french_and_only_its_owner_reads_it(tmp_path):
    out = tmp_path / "out.json"

    assert main(["propose", written(tmp_path, FILE | {"frozen": []}), "--out", str(out)]) == 0

    (pair,) = json.loads(out.read_text(encoding="utf-8"))["pairs"]
    assert (pair["need"], pair["offer"], pair["distance_m"]) == ("n1", "o1", 111)
    assert [one["words"] for one in pair["reasons"]] == [
        "à 111 m",
        "dans les 2000 m que le bénévole accepte",
        "parle la langue demandée : fr",
        "libre à un moment qui convient : MON-AM",
        "n'a encore aidé personne",
    ]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_one_seed_writes_one_file(tmp_path):
    source = written(tmp_path, FILE)
    outs = [tmp_path / name for name in ("one", "two")]

    assert [main(["propose", source, "--out", str(out), "--seed", "7"]) for out in outs] == [0, 0]
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_the_command_needs_no_settings_and_others_do_not_load_the_solver(tmp_path):
    code = (
        "import sys; from entremise.jobs.main import main, parser; parser();"
        "early = 'scipy' in sys.modules or 'numpy' in sys.modules;"
        f"done = main(['propose', {written(tmp_path, FILE)!r}, '--out', {str(tmp_path / 'o')!r}]);"
        "from django.conf import settings; print((early, done, settings.configured))"
    )

    said = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.splitlines()[-1] == "(False, 0, False)"
