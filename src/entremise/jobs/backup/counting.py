"""What a backup says of itself, so that a restore can be compared: rows and digest of each table, keys in use."""

from typing import Final

from psycopg import sql

from entremise.jobs.database.bootstrap import Connection
from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import connection_as, environment
from entremise.jobs.database.migrating import MIGRATOR

SAME_EVERYWHERE: Final = (
    "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex"
)
TABLES: Final = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'sealed') AND c.relkind = 'r' ORDER BY 1, 2
"""
ROWS: Final = (
    "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"
)
KEYS: Final = """
    SELECT key_id FROM sealed.value UNION SELECT key_id FROM sealed.replaced WHERE key_id IS NOT NULL
    UNION SELECT 'index' WHERE EXISTS (SELECT FROM sealed.mark)
    UNION SELECT 'receipts' WHERE EXISTS (SELECT FROM solidarity_receipt) ORDER BY 1
"""
Digests = dict[str, tuple[int, str]]


def owner_connection(where: Home) -> Connection:
    """A connection that reads every table, as the owner; rows are written as text the same way everywhere."""
    given = environment(where, with_migrator=True)
    return connection_as(MIGRATOR, given, options=SAME_EVERYWHERE)


def digests(connection: Connection) -> Digests:
    """Rows and digest of each table; the order of the rows changes nothing."""
    found: Digests = {}
    for schema, table in connection.execute(TABLES).fetchall():
        name = sql.Identifier(schema, table)
        row = connection.execute(sql.SQL(ROWS).format(name)).fetchone()
        assert row is not None
        found[f"{schema}.{table}"] = (row[0], row[1])
    return found


def keys_in_use(connection: Connection) -> list[str]:
    """The keys without which something sealed could not be read."""
    return [name for (name,) in connection.execute(KEYS).fetchall()]
