"""Making a backup while the service runs: one moment of the database, and the keys of that moment, apart."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from entremise.jobs.backup.counting import digests, keys_in_use, owner_connection
from entremise.jobs.backup.erasures import ErasureList
from entremise.jobs.backup.letters import Recipient, seal_stream, sealed_json
from entremise.jobs.database.binaries import binaries
from entremise.jobs.database.bootstrap import ENCRYPTION, Connection
from entremise.jobs.database.cluster import sync_folder
from entremise.jobs.database.home import Home, secrets_of
from entremise.jobs.database.instance import environment
from entremise.jobs.database.migrating import MIGRATOR
from entremise.jobs.faults import Trouble

PREFIX: Final = "entremise-"
STAMP: Final = "%Y%m%dT%H%M%SZ"
KEYS_SUFFIX: Final = ".keys.age"
DUMP, MANIFEST = "database.age", "manifest.age"


@dataclass(frozen=True, slots=True)
class Targets:
    """Two places for two people: who holds the data cannot read it, who holds the keys has nothing to read."""

    data: Path
    data_recipient: Recipient
    keys: Path
    keys_recipient: Recipient


def write_backup(where: Home, targets: Targets, at: datetime) -> Path:
    """Write both parts; return the folder of the data; raise `Trouble` when something is missing."""
    name = f"{PREFIX}{at.strftime(STAMP)}"
    part = targets.data / f".{name}.part"
    part.mkdir(mode=0o700)
    keys = key_files(where)
    try:
        ErasureList(where).note()
        with owner_connection(where) as connection:
            snapshot = one_moment(connection)
            used = keys_in_use(connection)
            dump(where, snapshot, part / DUMP, targets.data_recipient)
            manifest = {
                "name": name,
                "product": version("entremise"),
                "server": connection.info.server_version,
                "tables": digests(connection),
                "keys": used,
            }
        keys |= key_files(where)  # those made between the first look and the moment of the dump
        refuse_missing(used, keys)
        write_flushed(part / MANIFEST, sealed_json(manifest, targets.data_recipient))
        letter = {"name": name, "keys": keys, "secret_key": secrets_of(where)["secret_key"]}
        write_flushed(
            targets.keys / f"{name}{KEYS_SUFFIX}", sealed_json(letter, targets.keys_recipient)
        )
        sync_folder(part)
        part.rename(targets.data / name)
        sync_folder(targets.data)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return targets.data / name


def key_files(where: Home) -> dict[str, str]:
    return {path.stem: path.read_bytes().hex() for path in sorted(where.keys.glob("*.key"))}


def one_moment(connection: Connection) -> str:
    """A moment of the database that the dump and the counts share."""
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    assert row is not None
    return str(row[0])


def refuse_missing(used: list[str], keys: dict[str, str]) -> None:
    lost = sorted(set(used) - keys.keys())
    if lost:
        raise Trouble(
            f"Il manque {len(lost)} clé(s) de registre : des données ne se lisent plus. "
            "Rien n'a été sauvegardé ; lancez « entremise doctor »."
        )


def dump(where: Home, snapshot: str, target: Path, recipient: Recipient) -> None:
    """The dump is encrypted as it comes: it is never on the disk in clear."""
    program = subprocess.Popen(
        [binaries(where).bin / "pg_dump", "--format=custom", f"--snapshot={snapshot}"],
        env=client_environment(where),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None and program.stderr is not None
    target.touch(mode=0o600, exist_ok=False)
    with program, target.open("wb") as file:
        seal_stream(program.stdout, file, recipient)
        os.fsync(file.fileno())
        fault = program.stderr.read().decode(errors="replace")
    if program.returncode != 0:
        raise Trouble(f"La base n'a pas pu être copiée : {fault[-400:]}")


def client_environment(where: Home) -> dict[str, str]:
    """How pg_dump and pg_restore sign in; nothing secret on their command line."""
    given = environment(where, with_migrator=True)
    return {word: given[word] for word in ENCRYPTION.values() if word in given} | {
        "LC_ALL": "C.UTF-8",
        "PGHOST": given["ENTREMISE_DB_HOST"],
        "PGPORT": given["ENTREMISE_DB_PORT"],
        "PGDATABASE": given["ENTREMISE_DB_NAME"],
        "PGUSER": MIGRATOR,
        "PGPASSWORD": given["ENTREMISE_DB_MIGRATOR_PASSWORD"],
    }


def write_flushed(path: Path, content: bytes) -> None:
    """A new file, whole on the disk; one that exists is never written over."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
