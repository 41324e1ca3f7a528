"""The roles of the database: an owner who cannot sign in, a migrator, and a runtime that reads no sealed table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from entremise.jobs.database.binaries import INSTALL
from entremise.jobs.database.migrating import MIGRATOR, RUNTIME
from entremise.jobs.faults import Trouble

OWNER: Final = "entremise_owner"
OLDEST: Final = 17
NEWEST: Final = int(INSTALL.removeprefix("pginstall"))  # our pg_dump copies no newer server
Connection = psycopg.Connection[tuple[Any, ...]]

# How a connection is encrypted: what the address may ask, and where every client of PostgreSQL reads it.
ENCRYPTION: Final = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "channel_binding": "PGCHANNELBINDING",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A database server as a bootstrap login reaches it, and the database that is ours there."""

    host: str
    port: int
    user: str
    password: str
    name: str = "entremise"
    encryption: Mapping[str, str] = field(default_factory=dict)
    is_embedded: bool = False

    def connect(self, name: str = "postgres") -> Connection:
        try:
            words = make_conninfo(
                host=self.host,
                port=self.port,
                user=self.user,
                password=self.password,
                dbname=name,
                connect_timeout=10,
                **self.encryption,
            )
            return psycopg.connect(words, autocommit=True)
        except psycopg.OperationalError as fault:
            raise Trouble(f"La base de DATABASE_URL ne répond pas : {str(fault).strip()}") from None


def place_of(url: str) -> Place:
    """The place that DATABASE_URL names; its path is the database, « entremise » when there is none."""
    parts = urlsplit(url)
    try:
        port = parts.port or 5432
    except ValueError:
        port = 0
    if parts.scheme not in {"postgres", "postgresql"} or not parts.hostname or not port:
        raise Trouble("DATABASE_URL s'écrit postgresql://compte:mot-de-passe@machine:5432/base")
    return Place(
        host=unquote(parts.hostname),
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        name=unquote(parts.path.strip("/")) or "entremise",
        encryption=encryption_of(parts.query),
    )


def encryption_of(query: str) -> dict[str, str]:
    """What follows the question mark; a word that would be ignored is refused."""
    given = dict(parse_qsl(query))
    unknown = sorted(given.keys() - ENCRYPTION.keys())
    if unknown:
        raise Trouble(
            f"DATABASE_URL : « {unknown[0]} » n'est pas connu. On peut écrire {', '.join(ENCRYPTION)}."
        )
    return given


def bootstrap(place: Place, passwords: dict[str, str]) -> None:
    """Make roles and database, or put them right; harmless when all is there; refuse a server too old or too new."""
    with place.connect() as connection:
        refuse_other_version(connection)
        if not place.is_embedded:
            refuse_shared(connection, place.name)
            if owner_of(connection, place.name) not in {None, OWNER}:
                refuse_full(place)
        make_roles(connection, passwords)
        make_database(connection, place.name)
        if place.is_embedded:  # the databases of a server that we share are not ours to close
            connection.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC")
    with place.connect(place.name) as connection:
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))


def refuse_empty(place: Place) -> None:
    """Say in words that a given server is too old or too new, or that nothing was installed there yet."""
    with place.connect() as connection:
        refuse_other_version(connection)
        found = connection.execute(
            "SELECT 1 FROM pg_database, pg_roles WHERE datname = %s AND rolname = %s",
            [place.name, RUNTIME],
        ).fetchone()
    if found is None:
        raise Trouble(
            f"Rien n'est installé dans la base « {place.name} » de DATABASE_URL : lancez « entremise setup »."
        )


def refuse_other_version(connection: Connection) -> None:
    version = connection.info.server_version // 10000
    if not OLDEST <= version <= NEWEST:
        raise Trouble(
            f"PostgreSQL {version} est trop {'ancien' if version < OLDEST else 'récent'} : "
            f"il faut la version {OLDEST} ou {NEWEST}. Sans DATABASE_URL, Entremise apporte la sienne."
        )


def refuse_shared(connection: Connection, name: str) -> None:
    """The roles are the server's: a second instance there would change the passwords of the first."""
    found = connection.execute(
        "SELECT datname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba"
        " WHERE rolname = %s AND datname <> %s ORDER BY 1",
        [OWNER, name],
    ).fetchone()
    if found is not None:
        raise Trouble(
            f"Ce serveur sert déjà une autre instance, dans la base « {found[0]} » : ses mots de passe "
            "seraient changés. Donnez un autre serveur, ou lancez sans DATABASE_URL. Si cette base ne "
            f"sert plus, dites-le : ALTER DATABASE {found[0]} OWNER TO CURRENT_USER;"
        )


def owner_of(connection: Connection, name: str) -> str | None:
    found = connection.execute(
        "SELECT rolname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE datname = %s",
        [name],
    ).fetchone()
    return str(found[0]) if found else None


def refuse_full(place: Place) -> None:
    """A database that whoever runs the server made for us is empty; another one is not ours to take."""
    with place.connect(place.name) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE NOT starts_with(nspname, 'pg_') AND nspname <> 'information_schema'"
        ).fetchone()
    if found is not None:
        raise Trouble(
            f"La base « {place.name} » de DATABASE_URL sert déjà à autre chose. Donnez une base vide, "
            "ou un nom nouveau : elle sera créée."
        )


def make_roles(connection: Connection, passwords: dict[str, str]) -> None:
    """Passwords are set at each start: a role may have changed its own."""
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for name, is_login in ((OWNER, False), (MIGRATOR, True), (RUNTIME, True)):
        if name not in known:
            connection.execute(
                sql.SQL("CREATE ROLE {} {}").format(
                    sql.Identifier(name), sql.SQL("LOGIN NOINHERIT" if is_login else "NOLOGIN")
                )
            )
    for name, word in ((MIGRATOR, passwords["migrator"]), (RUNTIME, passwords["runtime"])):
        verifier = connection.pgconn.encrypt_password(
            word.encode(), name.encode(), b"scram-sha-256"
        )
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(verifier.decode())
            )
        )
        connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(sql.Identifier(name)))
    connection.execute(
        sql.SQL("GRANT {} TO {}").format(sql.Identifier(OWNER), sql.Identifier(MIGRATOR))
    )
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
    connection.execute(
        sql.SQL("ALTER ROLE {} SET role = {}").format(sql.Identifier(MIGRATOR), sql.Literal(OWNER))
    )


def make_database(connection: Connection, name: str) -> None:
    owner, words = owner_of(connection, name), (sql.Identifier(name), sql.Identifier(OWNER))
    if owner is None:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*words))
    elif owner != OWNER:  # made beforehand by whoever runs the server
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(*words))
    database = sql.Identifier(name)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for role in (MIGRATOR, RUNTIME):
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(role))
        )
