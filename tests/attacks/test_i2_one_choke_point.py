"""I2: one choke point. Every privilege of the sealed schema is listed here, and every line that calls it."""

import re
from pathlib import Path

import pytest
from django.db import connection
from tests.attacks.conftest import granted

from entremise.commons.seal import TABLES_OF_DATA, TABLES_OF_LAW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

DOORS = {
    "ask",
    "ask_comparison",
    "ask_compute",
    "ask_export",
    "ask_notes",
    "ask_own",
    "ask_own_words",
    "ask_page",
    "ask_titles",
    "ask_trace",
    "close_notes",
    "compute",
    "count_titles",
    "counts",
    "defer_trace",
    "differences",
    "end_own_code",
    "erase",
    "erase_past",
    "erase_register",
    "found",
    "give_code",
    "give_own_code",
    "is_key_used",
    "keep_note",
    "keep_objection_marks",
    "lapse",
    "match",
    "note_denial",
    "open_own",
    "open_tracker",
    "purge",
    "reached_by",
    "redeem",
    "redeem_export",
    "redeem_notes",
    "redeem_own",
    "redeem_own_words",
    "refusing",
    "search",
    "search_alike",
    "show_note",
    "store",
    "store_own_words",
    "trace_of",
    "tracked",
    "undo_batch",
}
SOURCE = Path(__file__).parents[2] / "src" / "entremise"
CALLERS = {
    "commons/operations/ask.py",
    "commons/operations/objections.py",  # the blind indexes of who objects are copied, not read
    "commons/operations/retention.py",
    "commons/queries/access.py",
    "jobs/town/building.py",  # the demonstration writes its past, as the owner
    "jobs/backup/counting.py",  # a backup counts and compares rows as the owner; they stay sealed
    "jobs/backup/erasures.py",  # the list of who was erased since, by number, as the owner
    "jobs/serving.py",  # the start check: it reads the catalogue for a trigger of tests
}
THINGS = {
    name
    for path in (SOURCE / "commons" / "seal").glob("*.sql")
    for name in re.findall(r"\bsealed\.([a-z_]+)", path.read_text(encoding="utf-8"))
}
CALL = re.compile(rf"\bsealed\.({'|'.join(sorted(THINGS))})\b")
FREE = ("commons/seal/", "commons/migrations/", "jobs/database/")


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def open_relations() -> list[tuple[object, ...]]:
    """Relations of the schema on which the runtime, or anybody, has any right."""
    return rows(
        "select c.relname from pg_class c where c.relnamespace = 'sealed'::regnamespace and case c.relkind"
        " when 'S' then has_sequence_privilege('entremise_runtime', c.oid, 'USAGE, SELECT, UPDATE')"
        " when 'i' then false"
        " else has_table_privilege('entremise_runtime', c.oid,"
        "   'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN') end"
        " union all"
        " select attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid"
        " where c.relnamespace = 'sealed'::regnamespace and a.attacl is not null"
    )


def test_the_runtime_has_no_right_on_any_relation():
    assert open_relations() == []


@pytest.mark.parametrize(
    ("right", "on"),
    [
        ("SELECT", "sealed.value"),
        ("INSERT", "sealed.event"),
        ("SELECT (person)", "sealed.event"),
        ("SELECT", "sealed.right_now"),
        ("USAGE", "SEQUENCE sealed.event_id_seq"),
    ],
)
def test_twin_one_right_too_many_is_seen(right, on):
    with granted(right, on=on):
        assert open_relations() != []


def open_functions() -> set[object]:
    return {
        name
        for (name,) in rows(
            "select p.proname from pg_proc p where p.pronamespace = 'sealed'::regnamespace"
            " and p.prorettype <> 'trigger'::regtype"
            " and has_function_privilege('entremise_runtime', p.oid, 'EXECUTE')"
        )
    }


def test_the_runtime_executes_the_doors_and_nothing_else():
    assert open_functions() == DOORS


def test_twin_one_function_too_many_is_seen():
    signature = "FUNCTION sealed.judged(bigint, bigint, bigint[], uuid[])"
    with granted("EXECUTE", on=signature):
        assert open_functions() - DOORS == {"judged"}


def test_every_door_runs_as_the_owner_with_a_fixed_path():
    doors = rows(
        "select p.proname, p.prosecdef, r.rolname, p.proconfig from pg_proc p join pg_roles r on r.oid = p.proowner"
        " where p.pronamespace = 'sealed'::regnamespace"
        " and has_function_privilege('entremise_runtime', p.oid, 'EXECUTE')"
        " and p.prorettype <> 'trigger'::regtype"
    )

    assert len(doors) == len(DOORS)
    assert {(secdef, owner) for _, secdef, owner, _ in doors} == {(True, "entremise_owner")}
    assert all("search_path=pg_catalog, pg_temp" in config for *_, config in doors)


def test_nobody_but_the_owner_owns_anything_sealed():
    owners = rows(
        "select distinct pg_get_userbyid(relowner) from pg_class where relnamespace = 'sealed'::regnamespace"
        " union select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'sealed'"
    )
    may_log_in = rows("select rolcanlogin from pg_roles where rolname = 'entremise_owner'")

    assert (owners, may_log_in) == ([("entremise_owner",)], [(False,)])


def test_every_sealed_table_is_known_to_the_seal():
    tables = {
        name
        for (name,) in rows("select tablename::text from pg_tables where schemaname = 'sealed'")
    }

    assert tables == {*TABLES_OF_DATA, *TABLES_OF_LAW}


def callers(source: Path) -> set[str]:
    """Files whose code names something of the sealed schema."""
    found = set()
    for path in source.rglob("*.py"):
        name = str(path.relative_to(source))
        if not name.startswith(FREE) and CALL.search(path.read_text(encoding="utf-8")):
            found.add(name)
    return found


def test_only_the_vault_and_the_askers_name_the_sealed_schema():
    found = {name for name in callers(SOURCE) if not name.startswith("people/vault/")}

    assert found <= CALLERS


def test_twin_a_view_that_names_it_is_seen(tmp_path):
    page = tmp_path / "web" / "phone" / "views.py"
    page.parent.mkdir(parents=True)
    page.write_text('cursor.execute("select * from sealed.redeem(%s)", [ticket])\n')

    assert callers(tmp_path) == {"web/phone/views.py"}
