"""The database of this instance, embedded or given, as the commands and their children reach it."""

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Final

import psycopg
from psycopg.conninfo import make_conninfo

from entremise.jobs.database.bootstrap import (
    ENCRYPTION,
    Connection,
    Place,
    bootstrap,
    place_of,
    refuse_empty,
)
from entremise.jobs.database.cluster import SUPERUSER, Cluster
from entremise.jobs.database.home import Home, home, prepare_home, secrets_of
from entremise.jobs.database.migrating import MIGRATOR, RUNTIME
from entremise.jobs.faults import Trouble

STARTING_SECONDS: Final = 60


def outside_place() -> Place | None:
    """The server that DATABASE_URL gives, or none: then ours is embedded."""
    url = os.environ.get("DATABASE_URL", "")
    return place_of(url) if url else None


def embedded_place(where: Home) -> Place:
    return Place(
        host=str(where.database / "run"),
        port=5432,
        user=SUPERUSER,
        password=secrets_of(where)["superuser"],
        is_embedded=True,
    )


@contextmanager
def database(where: Home) -> Iterator[Cluster | None]:
    """The database, ready with its roles; the embedded server runs for as long as this lasts."""
    prepare_home(where)
    place = outside_place()
    cluster = Cluster(where) if place is None else None
    if cluster is not None:
        cluster.start()
    try:
        bootstrap(place or embedded_place(where), secrets_of(where))
        yield cluster
    finally:
        if cluster is not None:
            cluster.stop()


def environment(where: Home, *, with_migrator: bool = False) -> dict[str, str]:
    """What the settings read; the password of the migrator is for migrations alone."""
    place, words = outside_place() or embedded_place(where), secrets_of(where)
    given = {
        "DJANGO_SETTINGS_MODULE": "entremise.config.settings",
        "ENTREMISE_HOME": str(where.path),
        "ENTREMISE_SECRET_KEY": words["secret_key"],
        "ENTREMISE_KEYS_DIR": str(where.keys),
        "ENTREMISE_UPLOADS_DIR": str(where.uploads),
        "ENTREMISE_STATIC_ROOT": str(where.static),
        "ENTREMISE_DB_HOST": place.host,
        "ENTREMISE_DB_PORT": str(place.port),
        "ENTREMISE_DB_NAME": place.name,
        "ENTREMISE_DB_RUNTIME_PASSWORD": words["runtime"],
    }
    given |= {ENCRYPTION[name]: value for name, value in place.encryption.items()}
    if where.demo_mark.exists():
        given["ENTREMISE_DEMO"] = "1"
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return (
        kept
        | given
        | ({"ENTREMISE_DB_MIGRATOR_PASSWORD": words["migrator"]} if with_migrator else {})
    )


def connection_as(role: str, given: Mapping[str, str], *, options: str = "") -> Connection:
    """A connection of the runtime, or of the migrator where its password is given."""
    passwords = {
        RUNTIME: "ENTREMISE_DB_RUNTIME_PASSWORD",
        MIGRATOR: "ENTREMISE_DB_MIGRATOR_PASSWORD",
    }
    words = make_conninfo(
        host=given["ENTREMISE_DB_HOST"],
        port=given["ENTREMISE_DB_PORT"],
        dbname=given["ENTREMISE_DB_NAME"],
        user=role,
        password=given[passwords[role]],
        connect_timeout=10,
        options=options,
        **{name: given[word] for name, word in ENCRYPTION.items() if word in given},
    )
    return psycopg.connect(words)


@contextmanager
def reached(*, with_migrator: bool = False) -> Iterator[Home]:
    """This instance for a command: its server is started if nobody runs it; the settings can be read."""
    where = home()
    if "ENTREMISE_DB_RUNTIME_PASSWORD" in os.environ:  # a supervisor started this command
        yield where
        return
    prepare_home(where)
    place = outside_place()
    if place is not None:
        refuse_empty(place)
    given = environment(where, with_migrator=with_migrator)
    is_ours = place is None and is_served(where)
    if is_ours:
        wait_until_it_answers(given)
    with nullcontext() if place is not None or is_ours else database(where):
        kept = dict(os.environ)
        os.environ.update(given)
        try:
            yield where
        finally:
            os.environ.clear()
            os.environ.update(kept)


def wait_until_it_answers(given: Mapping[str, str]) -> None:
    """Whoever holds the server may be starting it: after a night off the copy and the service begin together."""
    until = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            connection_as(RUNTIME, given).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise Trouble(
                    "La base ne répond pas : le service démarre encore, ou il est en panne. "
                    "Regardez son journal, puis relancez la commande."
                ) from None
            time.sleep(0.2)
        else:
            return


def is_served(where: Home) -> bool:
    """Whether a supervisor holds the embedded server."""
    probe = Cluster(where)
    try:
        probe.take_lock()
    except Trouble:
        return True
    probe.stop()
    return False


def forget(where: Home) -> None:
    """Take away a demonstration that is at rest, and nothing else; the secrets stay."""
    if outside_place() is not None:
        raise Trouble("Avec DATABASE_URL, effacez la base de la démonstration vous-même.")
    if not where.demo_mark.exists():
        raise Trouble(f"{where.path} ne contient pas une démonstration : rien n'est effacé.")
    if is_served(where):
        raise Trouble("La démonstration tourne : arrêtez-la d'abord (Ctrl-C).")
    for folder in (where.database, where.keys, where.uploads):
        shutil.rmtree(folder, ignore_errors=True)
    where.accounts_file.unlink(missing_ok=True)
