"""A demonstration never takes the place of an instance at work, and is the only thing built afresh."""

from pathlib import Path

import pytest

from entremise.jobs.commands.demo import mark
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import forget
from entremise.jobs.faults import Trouble


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
