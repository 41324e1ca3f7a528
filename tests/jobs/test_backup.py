"""A backup of a real instance, its way back, and what it is worth without its keys."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.jobs.instance import Instance, folder, set_up
from tests.moulds import Moulds
from tests.waiting import free_port

from entremise.jobs.backup.counting import owner_connection
from entremise.jobs.backup.erasures import Erasure, ErasureList, append, erasures_in
from entremise.jobs.backup.keeping import drop_old, kept
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import database
from entremise.jobs.faults import Trouble

NAME = "Palluel-Vaudremont"


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup of one resident, and where its two keys are."""

    place: Path
    data: Path
    keys: Path

    def restore(self, name: str, *arguments: str | Path) -> tuple[Instance, int, str]:
        instance = Instance(self.place / name)
        command = ("restore", self.data, "--identity", self.place / "data.txt", "--verify")
        done = instance.run(*command, *arguments)
        return instance, done.returncode, done.stdout + done.stderr

    def with_keys(self) -> tuple[str | Path, ...]:
        return "--keys", self.keys, "--keys-identity", self.place / "keys.txt"


@pytest.fixture(scope="module")
def saved(moulds: Moulds) -> Iterator[Saved]:
    with folder() as place:
        origin = set_up(moulds, place / "origin")
        with database(Home(origin.path)):
            origin.residents("open")
            origin.residents("enter", NAME)
        public = [origin.run("backup-key", place / f"{who}.txt").stdout for who in ("data", "keys")]
        for part in ("data", "keys"):
            (place / part).mkdir()
        done = origin.run(
            *("backup", "--to", place / "data", "--recipient", public[0].strip()),
            *("--keys-to", place / "keys", "--keys-recipient", public[1].strip()),
        )
        assert done.returncode == 0, done.stderr
        yield Saved(place, *(place / "data").iterdir(), *(place / "keys").iterdir())


def test_a_sealed_value_is_read_again_with_the_keys_kept_apart(saved):
    instance, code, words = saved.restore("whole", *saved.with_keys())

    assert code == 0, words
    assert "identiques" in words
    with database(Home(instance.path)):
        assert json.loads(instance.residents("names")) == [NAME]


def test_without_the_keys_nothing_sealed_can_be_read(saved):
    _instance, code, words = saved.restore("sealed")

    assert code == 1
    assert " 0 lisibles" in words


def test_neither_part_shows_a_name(saved):
    written = [path for path in (*saved.data.iterdir(), saved.keys) if path.is_file()]

    assert len(written) == 3
    assert not any(NAME.encode() in path.read_bytes() for path in written)


def test_a_home_in_use_is_left_as_it_is(saved):
    before = (saved.place / "origin" / "secrets.json").read_bytes()

    _instance, code, words = saved.restore("origin", *saved.with_keys())

    assert code == 1
    assert "vide" in words
    assert (saved.place / "origin" / "secrets.json").read_bytes() == before


def test_a_torn_backup_is_refused_and_leaves_the_home_empty(saved, tmp_path):
    torn = tmp_path / saved.data.name
    torn.mkdir()
    for path in saved.data.iterdir():
        whole = path.read_bytes()
        (torn / path.name).write_bytes(whole if "manifest" in path.name else whole[:-5000])

    instance, code, words = Saved(saved.place, torn, saved.keys).restore("torn")

    assert code == 1
    assert "abîmée" in words
    assert not (instance.path / "secrets.json").exists()
    assert not (instance.path / "db").exists()


def test_whoever_was_erased_since_the_backup_is_erased_again_before_the_service_opens(saved):
    lived_on, code, words = saved.restore("lived_on", *saved.with_keys())
    assert (code, "erase-again" in words) == (0, True)
    refused = lived_on.run("serve", "--port", str(free_port()))
    assert (refused.returncode, "erase-again --none" in refused.stderr) == (1, True)
    assert lived_on.run("erase-again").returncode == 1
    assert lived_on.run("erase-again", "--none").returncode == 0
    with database(Home(lived_on.path)):
        lived_on.residents("erase_all")
        erasures = ErasureList(Home(lived_on.path))
        erasures.looked_until = datetime.now(UTC) + timedelta(hours=3)  # the clock was ahead
        erasures.note()
    listed = lived_on.path / "erasures"
    assert (len(listed.read_text().splitlines()), NAME in listed.read_text()) == (1, False)

    instance, code, words = saved.restore("paid", *saved.with_keys(), "--erasures", listed)

    assert (code, "1 personne(s) effacée(s)" in words) == (0, True)
    assert instance.run("erase-again", "--none").returncode == 1  # nothing is owed any more
    with database(Home(instance.path)):
        assert json.loads(instance.residents("every_name")) == []


def test_a_backup_of_an_older_version_is_brought_up_to_date_before_the_erasures(saved):
    instance, code, words = saved.restore("older", *saved.with_keys())
    assert code == 0, words
    home = Home(instance.path)
    with database(home), owner_connection(home) as connection:
        connection.execute("DROP FUNCTION sealed.erase(bigint, bigint, uuid)")
        connection.execute(
            "UPDATE commons_grant SET not_before = '2020-01-01', expires_at = '2020-02-01'"
        )
    append(listed := Home(saved.place), [Erasure(datetime.now(UTC), uuid4(), (1,))])

    done = instance.run("erase-again", listed.path / "erasures")

    assert (done.returncode, done.stderr) == (0, "")
    with database(home):  # what the law lets read ended meanwhile, and was given anew
        assert json.loads(instance.residents("names")) == [NAME]


def test_an_erasure_is_listed_once_and_a_torn_list_erases_nobody(tmp_path):
    one = Erasure(datetime(2026, 11, 25, 12, tzinfo=UTC), uuid4(), (1, 2))
    for _turn in range(2):
        append(Home(tmp_path), [one])

    text = (tmp_path / "erasures").read_text()

    assert erasures_in(text) == (one,)
    with pytest.raises(Trouble, match="ligne 2"):
        erasures_in(text + "2026-11-25T12:00:00+00:00 Odette 1\n")


def test_a_key_is_changed_and_the_values_are_read_under_the_new_one(saved):
    instance, _code, _words = saved.restore("rotated", *saved.with_keys())
    before = {path.name for path in (instance.path / "keys").iterdir()}

    done = instance.run("rotate-key", "--register", "1")

    assert done.returncode == 0, done.stderr
    assert (
        len(before & {path.name for path in (instance.path / "keys").iterdir()}) == 1
    )  # the index
    with database(Home(instance.path)):
        assert json.loads(instance.residents("names")) == [NAME]


def test_a_lost_key_is_said_and_nothing_is_saved(saved):
    instance = Instance(saved.place / "origin")
    key = next((instance.path / "keys").glob("register-*.key"))
    aside = key.rename(key.with_suffix(".lost"))
    try:
        public = [instance.run("backup-key", saved.place / f"{n}.txt").stdout for n in "ab"]
        done = instance.run(
            *("backup", "--to", saved.data.parent, "--recipient", public[0].strip()),
            *("--keys-to", saved.keys.parent, "--keys-recipient", public[1].strip()),
        )
        doctor = instance.run("doctor", "--quiet")
    finally:
        aside.rename(key)

    assert done.returncode == 1
    assert "Il manque 1 clé" in done.stderr
    assert f"{key} manque" in doctor.stdout
    assert list(saved.data.parent.iterdir()) == [saved.data]


def test_seven_days_four_weeks_and_three_months_stay():
    last = datetime(2026, 11, 25, 3, tzinfo=UTC)
    nightly = [last - timedelta(days=day) for day in range(200)]

    stays = kept(nightly)

    assert stays >= set(nightly[:7])
    assert {moment.date().isoformat() for moment in stays - set(nightly[:7])} == {
        "2026-11-15",
        "2026-11-08",
        "2026-10-31",
        "2026-09-30",
    }


def test_a_backup_just_made_stays_even_when_the_clock_has_gone_back(tmp_path):
    data, keys = tmp_path / "data", tmp_path / "keys"
    keys.mkdir()
    nights = [f"entremise-202611{day:02d}T030000Z" for day in range(10, 26)]
    for name in (*nights, "entremise-20000101T000000Z"):
        (data / name).mkdir(parents=True)
        (keys / f"{name}.keys.age").touch()

    drop_old(data, keys, made=data / "entremise-20000101T000000Z")

    assert min(path.name for path in data.iterdir()) == "entremise-20000101T000000Z"
    assert len(list(keys.iterdir())) == len(list(data.iterdir())) < len(nights)


def test_two_backups_of_one_day_leave_the_newest():
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)

    assert kept([noon, noon - timedelta(hours=3)]) == {noon}
