"""The command `simulate`: the example it ships, files good and bad, without database."""

import json
import os
import subprocess
import sys

import pytest

from entremise.jobs.commands.simulate import EXAMPLE
from entremise.jobs.faults import Trouble
from entremise.jobs.main import main
from entremise.jobs.simulating.reading import read

SMALL = """weeks = 2
[[people]]
count = 300
[[crews]]
callers = 6
hours_a_week = 6
[[openings]]
days = ["mon", "tue"]
start = "9:30"
end = "12h30"
"""


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "campagne.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_example_is_read_and_told_in_sentences(capsys):
    assert main(["simulate", str(EXAMPLE), "--runs", "10"]) == 0

    told = capsys.readouterr().out
    assert "50\N{NARROW NO-BREAK SPACE}000 personnes" in told
    assert "Chances de finir à temps" in told
    assert "Comptes rendus en attente" in told


def test_json_holds_both_aims(file, capsys):
    assert main(["simulate", str(file(SMALL)), "--json", "--runs", "20"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["people_count"], found["callers_count"], found["hours_a_week"]) == (300, 6, 6)
    assert 0 < found["calls"]["callers_needed"] < found["people"]["callers_needed"]
    assert found["calls"]["tries"]["expected"] <= 300 < found["people"]["tries"]["expected"]


def test_more_callers_give_a_better_chance(file, capsys):
    main(["simulate", str(file(SMALL)), "--json"])
    few = json.loads(capsys.readouterr().out)
    main(["simulate", str(file(SMALL.replace("callers = 6", "callers = 60"))), "--json"])
    many = json.loads(capsys.readouterr().out)

    assert many["calls"]["chance"] > few["calls"]["chance"]


def test_the_example_can_be_asked_for(capsys):
    assert main(["simulate", "--example"]) == 0
    assert capsys.readouterr().out == EXAMPLE.read_text(encoding="utf-8")


FAULTS = (
    ("weeks = 2", "weeks = 0", "Ligne 1, « weeks » : il faut un nombre entre 1 et 52."),
    ("weeks = 2", "weeks = 2.5", "Ligne 1, « weeks » : il faut un nombre entier"),
    ("weeks = 2", "", "« weeks »"),
    ("weeks = 2", "weeks = ", "Ligne 1, « campagne.toml » : ce n'est pas du TOML."),
    ("count = 300", "count = true", "Ligne 3, « people[1].count »"),
    ("callers = 6", 'callers = "six"', "Ligne 5, « crews[1].callers »"),
    (
        "callers = 6",
        "callers = 6\ncalers = 6",
        "Ligne 6, « crews[1].calers » : cette clé est inconnue.",
    ),
    ("hours_a_week = 6", "", "Ligne 4, « crews[1].hours_a_week »"),
    ('days = ["mon", "tue"]', 'days = ["lundi"]', "Ligne 8, « openings[1].days »"),
    (
        'start = "9:30"',
        'start = "9:15"',
        "Ligne 9, « openings[1].start » : il faut une heure ronde",
    ),
    ('end = "12h30"', 'end = "9:00"', "Ligne 10, « openings[1].end » : la fin doit venir après"),
    ("[[people]]", "[[persons]]", "Ligne 2, « persons »"),
)


@pytest.mark.parametrize(("before", "after", "told"), FAULTS)
def test_a_fault_is_told_with_its_line(file, before, after, told):
    text = SMALL.replace(before, after)

    with pytest.raises(Trouble) as trouble:
        read(file(text))

    assert told in str(trouble.value)
    assert "Corrigez le fichier" in str(trouble.value)


def test_more_talks_than_tries_are_refused(file):
    text = SMALL + "[observed]\nmorning = { tries = 10, talks = 11 }\n"

    with pytest.raises(
        Trouble, match=r"Ligne 12, « observed\.morning\.talks » : il faut un nombre entre 0 et 10"
    ):
        read(file(text))


def test_a_missing_file_is_told(tmp_path, capsys):
    assert main(["simulate", str(tmp_path / "rien.toml")]) == 1
    assert "ne peut pas être lu" in capsys.readouterr().err
    assert main(["simulate"]) == 1
    assert "--example" in capsys.readouterr().err


def test_it_needs_neither_database_nor_settings(file):
    bare = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("ENTREMISE", "DJANGO"))
    }
    code = "from entremise.jobs.main import main; raise SystemExit(main(['simulate', r'%s', '--runs', '5']))"
    done = subprocess.run(
        [sys.executable, "-c", code % file(SMALL)],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
