"""A demonstration never takes the place of an instance at work, and is the only thing built afresh."""

from pathlib import Path

import pytest

from entremise.jobs.commands.demo import mark
from entremise.jobs.database import age
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import forget
from entremise.jobs.faults import Trouble
from entremise.jobs.main import main


def with_files(path: Path) -> Home:
    where = Home(path)
    for folder in (where.database, where.keys):
        folder.mkdir(parents=True)
        (folder / "something").write_text("kept")
    return where


def test_the_home_of_an_instance_is_refused(tmp_path: Path) -> None:
    where = with_files(tmp_path)

    with pytest.raises(Trouble):
        mark(where)

    assert not where.demo_mark.exists()


def test_only_a_demonstration_is_built_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    where = with_files(tmp_path)

    with pytest.raises(Trouble):
        forget(where)

    assert (where.keys / "something").read_text() == "kept"


def test_a_demonstration_at_rest_is_built_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    where = Home(tmp_path)
    mark(where)
    with_files(tmp_path)

    forget(where)

    assert not where.keys.exists()
    assert not where.database.exists()


def test_a_town_of_the_same_version_is_opened_again(tmp_path: Path) -> None:
    where = with_files(tmp_path)
    age.note_tables(where)

    age.refuse_older(where)

    assert len(age.drawings()) > 10


def test_a_town_that_does_not_say_its_version_is_refused_in_words(tmp_path: Path) -> None:
    where = with_files(tmp_path)

    with pytest.raises(Trouble, match=r"version plus ancienne .* « script/demo --fresh »"):
        age.refuse_older(where)


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_town_whose_tables_were_drawn_otherwise_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    where, now = with_files(tmp_path), age.drawings()
    age.note_tables(where)
    later = now | {"accounts/migrations/0001_initial.py": "another"}
    if change == "gone":
        later = {name: digest for name, digest in now.items() if "0002" not in name}
    monkeypatch.setattr(age, "drawings", lambda: later)

    with pytest.raises(Trouble, match="version plus ancienne"):
        age.refuse_older(where)


def test_a_migration_that_comes_after_is_no_reason_to_build_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, now = with_files(tmp_path), age.drawings()
    age.note_tables(where)
    monkeypatch.setattr(age, "drawings", lambda: now | {"accounts/migrations/0002_more.py": "new"})

    age.refuse_older(where)


def test_a_home_without_a_town_is_of_no_age(tmp_path: Path) -> None:
    age.refuse_older(Home(tmp_path))


def test_the_command_says_that_the_town_is_older_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = with_files(tmp_path)
    where.demo_mark.touch()
    monkeypatch.setenv("ENTREMISE_HOME", str(tmp_path))

    code = main(["demo"])

    assert code == 1
    assert "construite par une version plus ancienne" in capsys.readouterr().err
    assert not where.tables_file.exists()
