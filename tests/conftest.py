"""One database a worker, made by the migrator and used by the runtime, as in production."""

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.core.management.sql import sql_flush  # noqa: F401 -- loaded before the sockets close
from django.db import connection, connections
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from tests.moulds import moulds  # noqa: F401 -- a fixture of all

from entremise.jobs.database.migrating import RUNTIME, as_migrator, prepare
from entremise.jobs.database.tables import drawn_once

# A wrapped test asks and redeems in one transaction: its tickets look like those of another one.
TRIGGER = """
CREATE FUNCTION sealed.ticket_of_a_test() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.xid := '3'; RETURN NEW; END $$;
CREATE TRIGGER ticket_of_a_test BEFORE INSERT ON sealed.ticket
FOR EACH ROW EXECUTE FUNCTION sealed.ticket_of_a_test();
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lasts long comes first, in the order that was drawn: a run ends when its last long test does.

    Two workers take a half each, and then from one another; the second waits a while, until the first has built the
    town that both need."""
    long = [item for item in items if is_long(item)]
    short = [item for item in items if not is_long(item)]
    half = len(long) // 2
    first = max(0, len(items) // 2 - half)
    items[:] = [
        *(*long[:half], *short[:first]),
        *(*short[first : first + MEANWHILE], *long[half:], *short[first + MEANWHILE :]),
    ]


def is_long(item: pytest.Item) -> bool:
    return item.path.relative_to(HERE).as_posix().startswith(LONG)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each run and each worker has a database of its own."""
    name = os.environ.get("ENTREMISE_TEST_NAME", "run")
    for alias in ("default", "trace"):
        test = connections[alias].settings_dict["TEST"]
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        test["NAME"] = f"test_{name}_{worker}".rstrip("_")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: object, django_db_modify_db_settings: None
) -> Iterator[None]:
    with django_db_blocker.unblock():
        with as_migrator():
            old = make_database()
        follow()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        with as_migrator():
            teardown_databases(old, 0)


def make_database() -> object:
    """Create, prepare, migrate; then open the door of the runtime and set the trigger of wrapped tests."""
    creating = DatabaseCreation._execute_create_test_db

    def create_and_prepare(
        self: DatabaseCreation, cursor: object, parameters: object, keepdb: bool = False
    ) -> None:
        creating(self, cursor, parameters, keepdb)
        prepare_database(str(parameters["dbname"]).strip('"'))

    DatabaseCreation._execute_create_test_db = create_and_prepare
    try:
        with drawn_once():
            old = setup_databases(0, interactive=False, aliases={"default", "trace"})
    finally:
        DatabaseCreation._execute_create_test_db = creating
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"GRANT CONNECT ON DATABASE {name} TO {RUNTIME}")
        cursor.execute(TRIGGER)
    return old


def prepare_database(name: str) -> None:
    """The sealed schema and the default privileges must be there before the first migration."""
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    prepare()
    connection.close()
    connection.settings_dict["NAME"] = kept


def follow() -> None:
    """The trace connection looks at the same database."""
    connections["trace"].settings_dict["NAME"] = connections["default"].settings_dict["NAME"]


@pytest.fixture(autouse=True)
def one_connection(settings: object) -> None:
    """Wrapped tests ask on the connection that holds their rows."""
    settings.TRACE_ALIAS = "default"


@pytest.fixture
def uploads(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a steward brings stay in a folder of the test; nobody runs their imports but the test."""
    settings.ENTREMISE_UPLOADS_DIR = tmp_path / "uploads"
    monkeypatch.setattr("entremise.registers.operations.defer", lambda name, **given: None)


@pytest.fixture
def real_trace(settings: object, transactional_db: None) -> Iterator[None]:
    """For attacks: the trace on its own connection, tickets with their true transaction."""
    settings.TRACE_ALIAS = "trace"
    run_as_migrator("ALTER TABLE sealed.ticket DISABLE TRIGGER ticket_of_a_test")
    yield
    connections["trace"].close()
    run_as_migrator("ALTER TABLE sealed.ticket ENABLE TRIGGER ticket_of_a_test")


def run_as_migrator(*statements: str) -> None:
    """Statements of the owner, on a moment's own credentials."""
    with as_migrator(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def flush_as_migrator(self: object, sql_list: list[str]) -> None:
    """The runtime may not truncate: the owner empties the tables between committed tests."""
    del self, sql_list
    from entremise.commons.seal import TABLES_OF_DATA  # noqa: PLC0415 -- apps ready

    data = [name if "." in name else f"sealed.{name}" for name in TABLES_OF_DATA]
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text, pg_relation_size(oid) FROM pg_class"
            " WHERE relkind = 'r' AND pg_relation_size(oid) > 0 AND (oid = ANY(%s::regclass[])"
            " OR relnamespace = 'public'::regnamespace AND relname <> ALL(%s))",
            [data, list(MADE_BY_MIGRATIONS)],
        )
        sizes = dict(cursor.fetchall())
        if sum(sizes.values()) > TEN_MEGABYTES:
            cursor.execute(f"TRUNCATE {', '.join(sizes)} CASCADE")
        elif sizes:  # ten times as quick as new files for all that points to them; no guard of a row, no key is asked
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("; ".join(f"DELETE FROM {name}" for name in sizes))


@pytest.fixture(scope="session", autouse=True)
def flushing() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "execute_sql_flush", flush_as_migrator)
        # What Django writes again after each flush, in a hundred statements, was left in its place.
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def keys_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys of registers made by tests stay in a folder of the run."""
    folder = tmp_path_factory.mktemp("keys")
    folder.chmod(0o700)
    settings.ENTREMISE_KEYS_DIR = folder


@pytest.fixture(scope="session", autouse=True)
def plain_static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages are drawn without the collected copies of their static files."""
    storages = settings.STORAGES | {"staticfiles": PLAIN}
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static"), STORAGES=storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """The same function, a thousand times weaker; what is about its strength asks for `true_passwords`."""
    with override_settings(PASSWORD_HASHERS=["tests.hashing.Weak"]):
        yield


@pytest.fixture
def true_passwords(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def contents_read_once() -> Iterator[None]:
    """A town reads each version of a kit once; here each test has versions of its own, of the same text."""
    from entremise.kits import queries  # noqa: PLC0415 -- apps ready

    known: dict[str, object] = {}
    content_of = queries.content_of

    def read(data: object) -> object:
        text = json.dumps(data, sort_keys=True)
        if text not in known:
            known[text] = content_of(data)
        return known[text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "content_of", read)
        yield


@pytest.fixture(scope="session", autouse=True)
def closed_sockets() -> Iterator[None]:
    """Nothing leaves the machine."""
    kept = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reached for {host}")
        kept(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = kept


MADE_BY_MIGRATIONS = ("auth_permission", "django_content_type", "django_migrations")
TEN_MEGABYTES = 10_000_000
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
HERE = Path(__file__).parent
LONG = (
    "attacks/test_i9_no_list",
    "browser",
    "faults",
    "machines",
    "mutual_aid/test_states",
    "outside",
)
MEANWHILE = 400
