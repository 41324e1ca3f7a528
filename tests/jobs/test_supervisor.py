"""The supervisor keeps trying, says why, and gives the web an account without rights."""

import errno
import os
import stat
import threading
from pathlib import Path

import psycopg
import pytest
from tests.jobs import instance

from entremise.jobs import supervisor as supervising
from entremise.jobs import web_account as accounts
from entremise.jobs.database import cluster as clusters
from entremise.jobs.database.cluster import Cluster
from entremise.jobs.database.home import Home
from entremise.jobs.faults import Trouble
from entremise.jobs.supervisor import Child, Patience, Supervisor
from entremise.jobs.web_account import WebAccount, hand_over, web_account

NOBODY = WebAccount("nobody", 65534, 65534)


class FullDisk:
    """A database that starts only once there is room."""

    def __init__(self, tries: int) -> None:
        self.tries, self.is_up = tries, False

    def is_alive(self) -> bool:
        return self.is_up

    def stop(self) -> None:
        self.is_up = False

    def start(self) -> None:
        self.tries -= 1
        if self.tries > 0:
            raise Trouble("La base s'est arrêtée : plus de place sur le disque.")
        self.is_up = True


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass when the test says so."""
    moment = [100.0]
    monkeypatch.setattr(supervising.time, "monotonic", lambda: moment[0])
    return moment


def test_a_database_that_cannot_start_is_tried_again_and_comes_back_by_itself(clock, capsys):
    database, opened = FullDisk(tries=4), []
    running = Supervisor([], database, (), after_start=lambda: opened.append(True))

    for _second in range(60):
        running.look()
        clock[0] += 1

    said = capsys.readouterr().err
    assert database.is_alive()
    assert opened == [True]
    assert said.count("plus de place sur le disque") == 3
    assert "Nouvel essai dans 4 s." in said


def test_a_duty_that_fails_is_said_and_stops_neither_the_others_nor_the_service(clock, capsys):
    done = []
    faults = (
        psycopg.errors.AdminShutdown("Dalibert"),
        psycopg.errors.ReadOnlySqlTransaction("cannot execute DELETE: Dalibert Lucienne"),
        OSError(errno.ENOSPC, "No space left on device", "/home/erasures"),
    )
    duties = [*map(raising, faults), lambda: done.append(True)]
    running = Supervisor([], None, duties, after_start=lambda: None)

    running.look()

    said = capsys.readouterr().err
    assert done == [True]
    assert said.splitlines() == [
        "La base ne répond pas. Nouvel essai dans 30 s.",
        "La base refuse l'entretien (ReadOnlySqlTransaction). Nouvel essai dans 30 s.",
        "/home/erasures : il n'y a plus de place sur ce disque. Nouvel essai dans 30 s.",
    ]


def raising(fault):
    def duty():
        raise fault

    return duty


def test_people_are_greeted_once_and_when_they_may_come_in():
    running = Supervisor([], None, (), after_start=lambda: None)
    heard, open_after = [], iter([False, False, True])

    def is_open():
        assert heard == []
        return next(open_after)

    def greet():
        heard.append("Aubrelle")
        threading.Timer(0.5, running.ask_to_stop, (0, None)).start()

    running.run(is_open=is_open, greet=greet)

    assert heard == ["Aubrelle"]


def test_a_database_that_is_long_in_coming_back_is_said_once(monkeypatch, capsys, tmp_path):
    answers = iter([psycopg.OperationalError("No space left on device")] * 3 + [None])
    moments = iter([0.0, 1.0, 6.0, 7.0])

    monkeypatch.setattr(clusters.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(Cluster, "connect", lambda self: Opened(next(answers)))
    cluster = Cluster(Home(tmp_path))
    cluster.server = Running()

    cluster.wait_until_ready()

    assert capsys.readouterr().err == "La base n'accepte pas encore : No space left on device\n"


class Running:
    def poll(self) -> None:
        return None


class Opened:
    """A connection, or the fault of one that was not made."""

    def __init__(self, fault: Exception | None) -> None:
        if fault is not None:
            raise fault

    def close(self) -> None:
        return None


def test_one_waits_longer_after_each_failure_and_never_very_long(clock):
    patience, waits = Patience(), []
    for _turn in range(6):
        patience.try_now()
        waits.append(patience.seconds)
        clock[0] += patience.seconds + 0.1

    clock[0] += 60
    patience.try_now()

    assert waits == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    assert patience.seconds == 1.0


def test_an_ordinary_user_keeps_her_account(monkeypatch):
    monkeypatch.setattr(accounts.os, "geteuid", lambda: 1000)

    assert web_account(8000) is None


@pytest.mark.parametrize(("port", "can_run"), [(80, True), (8000, False)])
def test_where_root_alone_can_run_the_web_it_is_said(monkeypatch, capsys, tmp_path, port, can_run):
    first = tmp_path / "first"
    first.write_text("1024\n")
    monkeypatch.setattr(accounts, "FIRST_OPEN_PORT", first)
    monkeypatch.setattr(accounts.os, "geteuid", lambda: 0)
    monkeypatch.setattr(accounts, "candidates", lambda: iter([NOBODY]))
    monkeypatch.setattr(accounts, "can_run", lambda account: can_run)

    assert web_account(port) is None
    assert "tournent sous root" in capsys.readouterr().out


def test_the_web_owns_the_keys_and_reads_neither_secrets_nor_the_data_folder(tmp_path, monkeypatch):
    where, owners = Home(tmp_path), dict[Path, int]()
    monkeypatch.setattr(
        accounts.os, "chown", lambda path, uid, gid, **_more: owners.update({Path(path): uid})
    )
    for folder in (where.keys, where.uploads, where.static, where.database / "run"):
        folder.mkdir(parents=True)
    (where.database / "data").mkdir(mode=0o700)
    key = where.keys / "register-1.key"
    key.touch()
    where.secrets_file.touch()

    hand_over(where, NOBODY)

    assert owners[key] == owners[where.keys] == NOBODY.uid
    assert where.secrets_file not in owners and where.database / "data" not in owners
    assert stat.S_IMODE((where.database / "run").stat().st_mode) == 0o710
    assert stat.S_IMODE((where.database / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize("who", [None, NOBODY] if os.geteuid() == 0 else [None], ids=str)
def test_a_child_runs_under_the_account_it_is_given(who):
    with instance.folder() as place:
        place.chmod(0o777)
        told = place / "who"
        shell = Child("shell", ["/bin/sh", "-c", f"id -u > {told}"], dict(os.environ), who)

        shell.start()
        shell.process.wait(timeout=10)

        uid = os.geteuid() if who is None else who.uid
        assert told.read_text().strip() == str(uid)


def test_the_worker_leaves_the_processor_to_pages(tmp_path):
    web, jobs = supervising.web(1, "", {}, None), supervising.worker({}, None)
    for child in (web, jobs):
        child.command = ["/bin/sh", "-c", f"nice > {tmp_path / child.name}"]

        child.start()
        child.process.wait(timeout=10)

    of_web, of_jobs = (int((tmp_path / one.name).read_text()) for one in (web, jobs))
    assert of_web == os.nice(0)
    assert of_jobs > of_web
