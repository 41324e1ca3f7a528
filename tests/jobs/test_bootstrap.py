"""What DATABASE_URL says is kept whole or refused, and a server in use is left alone."""

import subprocess
import time
from dataclasses import replace
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from tests.jobs.instance import folder

from entremise.jobs.database import instance
from entremise.jobs.database.binaries import binaries
from entremise.jobs.database.bootstrap import (
    NEWEST,
    OLDEST,
    bootstrap,
    place_of,
    refuse_other_version,
    refuse_shared,
)
from entremise.jobs.database.cluster import Cluster
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import (
    connection_as,
    database,
    embedded_place,
    environment,
    reached,
)
from entremise.jobs.database.migrating import RUNTIME
from entremise.jobs.faults import Trouble
from entremise.jobs.main import words_of
from entremise.journeys.instance_state import POSTGRESQL
from entremise.kernel.errors import Refused
from entremise.kits.vocabulary import Refusal

ADDRESS = "postgresql://compte:mot%20de%20passe@base.exemple:5433/aubrelle"


class Server:
    """A server where a database belongs to our owner."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def execute(self, _statement: str, given: list[str]) -> "Server":
        self.found = [name for name in self.names if name != given[1]]
        return self

    def fetchone(self) -> tuple[str] | None:
        return (self.found[0],) if self.found else None


def test_encryption_reaches_every_process_that_connects(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"{ADDRESS}?sslmode=verify-full&sslrootcert=/etc/ca.pem")

    given = environment(Home(tmp_path))

    assert (given["PGSSLMODE"], given["PGSSLROOTCERT"]) == ("verify-full", "/etc/ca.pem")
    assert place_of(ADDRESS).password == "mot de passe"
    assert place_of(ADDRESS).encryption == {}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{ADDRESS}?sslmod=require", "« sslmod »"),
        ("postgresql://compte@base:porte/aubrelle", "s'écrit"),
        ("mysql://compte@base/aubrelle", "s'écrit"),
    ],
)
def test_an_address_that_would_be_half_read_is_refused(address, words):
    with pytest.raises(Trouble, match=words):
        place_of(address)


@pytest.mark.parametrize(("version", "word"), [(160009, "ancien"), (190000, "récent")])
def test_a_server_that_our_programs_could_not_copy_is_refused(version, word):
    connection = SimpleNamespace(info=SimpleNamespace(server_version=version))

    with pytest.raises(Trouble, match=rf"trop {word} : il faut la version 17 ou 18\."):
        refuse_other_version(connection)


def test_the_newest_server_is_the_one_of_our_programs():
    with folder() as place:
        program = binaries(Home(place)).bin / "pg_dump"
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)

    assert f" {NEWEST}." in said.stdout
    assert (POSTGRESQL[0], POSTGRESQL[-1]) == (OLDEST, NEWEST)


def test_a_server_that_serves_another_instance_keeps_its_passwords():
    refuse_shared(Server("aubrelle"), "aubrelle")

    with pytest.raises(Trouble, match="« aubrelle »"):
        refuse_shared(Server("aubrelle"), "essai")


def test_a_command_waits_for_a_database_that_is_starting(monkeypatch):
    """The lock is held from the beginning; the server answers seconds later."""
    launch, is_launching, is_done = Cluster.launch, Event(), Event()

    def launch_late(cluster, programs):
        is_launching.set()
        time.sleep(1)
        return launch(cluster, programs)

    def serve(home):
        with database(home):
            is_done.wait(60)

    monkeypatch.setattr(Cluster, "launch", launch_late)
    monkeypatch.delenv("ENTREMISE_DB_RUNTIME_PASSWORD", raising=False)
    with folder() as place:
        monkeypatch.setenv("ENTREMISE_HOME", str(place))
        service = Thread(target=serve, args=[Home(place)])
        service.start()
        try:
            assert is_launching.wait(60)
            with reached() as where, connection_as(RUNTIME, environment(where)) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
        finally:
            is_done.set()
            service.join()


def test_a_database_that_never_answers_is_told_in_words(monkeypatch, tmp_path):
    monkeypatch.setattr(instance, "STARTING_SECONDS", 0)

    with pytest.raises(Trouble, match="La base ne répond pas"):
        instance.wait_until_it_answers(environment(Home(tmp_path)))


@pytest.fixture
def server():
    """A server of its own, as somebody else runs it."""
    with folder() as place:
        home = Home(place)
        cluster = Cluster(home)
        cluster.start()
        try:
            yield replace(embedded_place(home), is_embedded=False)
        finally:
            cluster.stop()


def test_a_database_made_beforehand_is_taken_over_when_it_is_empty_and_left_when_it_is_not(server):
    with server.connect() as connection:
        connection.execute("CREATE DATABASE donnee")
        connection.execute("CREATE DATABASE paie")
    with server.connect("paie") as connection:
        connection.execute("CREATE TABLE bulletin (net integer)")
    passwords = {"migrator": "m" * 20, "runtime": "r" * 20}

    with pytest.raises(Trouble, match="« paie » de DATABASE_URL sert déjà à autre chose"):
        bootstrap(replace(server, name="paie"), passwords)
    given = replace(server, name="donnee")
    bootstrap(given, passwords)
    bootstrap(given, passwords)

    migrator = replace(given, user="entremise_migrator", password="m" * 20)
    with migrator.connect("donnee") as connection:
        connection.execute("CREATE SCHEMA sealed")


def test_a_refused_content_is_said_with_its_place_and_what_to_do():
    refusal = Refused(
        Refusal.CONTENT_REFUSED, file="canicule.toml", place="themes", text="Il manque un titre."
    )

    said = words_of(refusal)

    assert "canicule.toml" in said and "« themes » : Il manque un titre." in said
    assert "réinstallez" in said
    assert "UNKNOWN_KIT, code pluie" in words_of(Refused(Refusal.UNKNOWN_KIT, code="pluie"))
