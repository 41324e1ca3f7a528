"""The database as the migrations leave it: who owns, what the runtime may, how columns are made."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import BooleanField, DateField, DateTimeField, DecimalField, FloatField
from tests.house.source import PRODUCT

pytestmark = pytest.mark.django_db

OWNER, RUNTIME = "entremise_owner", "entremise_runtime"
ROWS = ("DELETE", "INSERT", "SELECT", "UPDATE")
MOMENT = re.compile(r"(^|_)(at|by|until|before)$")
DAY = re.compile(r"(^|_)(on|until)$")
POSITIVE = re.compile(r"^(is|has|was|may|wants)_")
OF_DJANGO = {"last_login", "expire_date"}
# Where the trace hangs on a row, the runtime has less (privileges.sql): rights on the table, then on some columns.
LESS = {
    "commons_record": ("SELECT",),
    "commons_register": ("INSERT", "SELECT"),
    "commons_objectionmark": (),
}
COLUMNS = {
    ("commons_record", "acknowledge_by", "UPDATE"),
    ("commons_record", "acknowledged_at", "UPDATE"),
    ("commons_record", "ended_at", "UPDATE"),
    ("commons_record", "state", "UPDATE"),
    ("commons_record", "updated_at", "UPDATE"),
    ("commons_register", "dossier", "UPDATE"),
    ("commons_register", "legal_opinion", "UPDATE"),
    ("commons_register", "state", "UPDATE"),
    ("commons_objectionmark", "id", "SELECT"),
    ("commons_objectionmark", "kind", "SELECT"),
    ("commons_objectionmark", "objection_id", "SELECT"),
}
COLUMN_RIGHTS = """
    select c.relname::text, t.attname::text, a.privilege_type::text
    from pg_attribute t join pg_class c on c.oid = t.attrelid, lateral aclexplode(t.attacl) a
    where c.relnamespace = 'public'::regnamespace and a.grantee in (0, 'entremise_runtime'::regrole)
"""
RIGHTS = """
    select c.relname, array_agg(distinct a.privilege_type::text order by a.privilege_type::text)
    from pg_class c, lateral aclexplode(c.relacl) a
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and a.grantee in (0, 'entremise_runtime'::regrole)
    group by c.relname
"""


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def our_columns():
    return [
        column
        for table in apps.get_models()
        if table.__module__.startswith(f"{PRODUCT}.")
        for column in table._meta.concrete_fields
    ]


def of_kind(*kinds):
    return [one for one in our_columns() if type(one) in kinds]


def test_everything_belongs_to_the_owner_and_nothing_to_the_runtime():
    found = rows(
        "select distinct pg_get_userbyid(relowner)::text from pg_class"
        " where relnamespace in ('public'::regnamespace, 'sealed'::regnamespace)"
        " union select pg_get_userbyid(proowner)::text from pg_proc"
        " where pronamespace in ('public'::regnamespace, 'sealed'::regnamespace)"
    )

    assert {owner for (owner,) in found} == {OWNER}


def test_the_runtime_is_nobody():
    (found,) = rows(
        "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,"
        " pg_has_role(rolname, 'entremise_owner', 'MEMBER'),"
        " pg_has_role(rolname, 'entremise_migrator', 'MEMBER'),"
        " has_schema_privilege(rolname, 'public', 'CREATE'),"
        " has_schema_privilege(rolname, 'sealed', 'CREATE'),"
        " has_database_privilege(rolname, current_database(), 'CREATE')"
        f" from pg_roles where rolname = '{RUNTIME}'"
    )

    assert (set(found), connection.settings_dict["USER"]) == ({False}, RUNTIME)


def test_the_runtime_writes_rows_of_public_tables_and_no_more():
    rights = {name: tuple(given) for name, given in rows(RIGHTS)}
    tables = {
        name
        for (name,) in rows("select tablename::text from pg_tables where schemaname = 'public'")
    }

    assert {name for name in tables if rights.get(name, ()) != LESS.get(name, ROWS)} == set()
    assert set(rows(COLUMN_RIGHTS)) == COLUMNS
    assert {one._meta.db_table for one in apps.get_models() if one._meta.managed} <= tables


def test_every_moment_has_its_time_zone():
    """Read in the catalogue: the information schema hides from the runtime what it may not read."""
    columns = rows(
        "select attrelid::regclass::text || '.' || attname, format_type(atttypid, null)"
        " from pg_attribute join pg_class c on c.oid = attrelid"
        " where relnamespace in ('public'::regnamespace, 'sealed'::regnamespace) and relkind = 'r'"
    )
    kinds = {kind for _, kind in columns}

    assert [name for name, kind in columns if kind == "timestamp without time zone"] == []
    assert "timestamp with time zone" in kinds


def test_nothing_counts_in_fractions():
    assert [str(one) for one in our_columns() if isinstance(one, DecimalField | FloatField)] == []


def test_columns_are_named_by_what_they_hold():
    moments = [one for one in of_kind(DateTimeField) if one.name not in OF_DJANGO]
    days, yes_or_no = of_kind(DateField), of_kind(BooleanField)

    assert [str(one) for one in moments if not MOMENT.search(one.name)] == []
    assert [str(one) for one in days if not DAY.search(one.name)] == []
    assert [str(one) for one in yes_or_no if not POSITIVE.search(one.name)] == []
    assert min(len(moments), len(days), len(yes_or_no)) > 3
