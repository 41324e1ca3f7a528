"""The way back: into an empty home only, then compared with what the backup said of itself."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entremise.jobs.backup.counting import digests, owner_connection
from entremise.jobs.backup.letters import Identity, open_stream, opened_json
from entremise.jobs.backup.writing import DUMP, MANIFEST, client_environment
from entremise.jobs.database.binaries import binaries
from entremise.jobs.database.home import Home, prepare_home, secrets_of, write_private
from entremise.jobs.database.instance import database
from entremise.jobs.faults import Trouble


@dataclass(frozen=True, slots=True)
class Source:
    """The folder of the data and its private key; the keys of the registers, when their holder brought them."""

    data: Path
    data_identity: Identity
    keys: Path | None = None
    keys_identity: Identity | None = None


def restore(where: Home, source: Source) -> dict[str, Any]:
    """Bring a backup back; return what it said of itself; refuse a home or a database in use."""
    refuse_used(where)
    manifest = opened_json(source.data / MANIFEST, source.data_identity)
    letter = opened_letter(source, manifest["name"])
    prepare_home(where)
    try:
        place_secrets(where, letter)
        with database(where):
            refuse_tables(where)
            load(where, source)
    except BaseException:  # the home was empty: it is again, and the restore can be tried anew
        for folder in (where.database, where.keys):
            shutil.rmtree(folder, ignore_errors=True)
        where.secrets_file.unlink(missing_ok=True)
        raise
    return manifest


def refuse_used(where: Home) -> None:
    is_used = (where.database / "data").exists() or where.secrets_file.exists()
    if is_used or any(where.keys.glob("*.key")):
        raise Trouble(
            f"{where.path} sert déjà : on ne restaure que dans un dossier vide. "
            "Choisissez-en un autre avec ENTREMISE_HOME."
        )


def refuse_tables(where: Home) -> None:
    """A given server may hold a database of ours already: it is not written over."""
    with owner_connection(where) as connection:
        if digests(connection):
            raise Trouble("La base de DATABASE_URL n'est pas vide : rien n'y a été écrit.")


def opened_letter(source: Source, name: str) -> dict[str, Any]:
    if source.keys is None or source.keys_identity is None:
        return {"keys": {}}
    letter = opened_json(source.keys, source.keys_identity)
    if letter["name"] != name:
        raise Trouble(f"Ces clés sont celles de {letter['name']}, pas de {name}.")
    return letter


def place_secrets(where: Home, letter: dict[str, Any]) -> None:
    """New passwords for the database; the secret under which second factors are sealed comes back."""
    words = secrets_of(where)
    if "secret_key" in letter:
        words["secret_key"] = letter["secret_key"]
        write_private(where.secrets_file, json.dumps(words, indent=1))
    for key_id, content in letter["keys"].items():
        path = where.keys / f"{key_id}.key"
        path.touch(mode=0o600)
        path.write_bytes(bytes.fromhex(content))


def load(where: Home, source: Source) -> None:
    """All or nothing: one transaction."""
    program = subprocess.Popen(
        [
            binaries(where).bin / "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={client_environment(where)['PGDATABASE']}",
        ],
        env=client_environment(where),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert program.stdin is not None and program.stderr is not None
    with program, (source.data / DUMP).open("rb") as file:
        try:
            open_stream(file, program.stdin, source.data_identity)
        except BrokenPipeError:
            pass  # the program says why
        except BaseException:
            program.kill()
            raise
        program.stdin.close()
        fault = program.stderr.read().decode(errors="replace")
    if program.returncode != 0:
        raise Trouble(f"La base n'a pas pu être restaurée : {fault[-400:]}")
