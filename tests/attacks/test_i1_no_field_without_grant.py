"""I1: no field is readable without a live grant, whatever SQL the runtime login writes."""

import psycopg
import pytest
from tests.attacks.conftest import granted, runtime
from tests.conftest import run_as_migrator
from tests.make import commons, people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

THEFTS = (
    "select ciphertext from sealed.value",
    "table sealed.value",
    "with gone as (delete from sealed.value returning ciphertext) select * from gone",
    "select encode(ciphertext, 'hex') from sealed.value limit 1",
    "select (v).ciphertext from (select v from sealed.value v) x",
    "explain analyze select * from sealed.value where record > 0",
    "create temp table loot as select * from sealed.value",
    "declare loot cursor with hold for select ciphertext from sealed.value",
    "insert into sealed.value select * from sealed.value",
)


def stolen(statement: str) -> list[tuple[object, ...]]:
    """What the runtime obtains with one statement; nothing when it is refused."""
    with runtime() as thief:
        try:
            found = thief.execute(statement)
            return found.fetchall() if found.description else [(found.statusmessage,)]
        except psycopg.Error as error:
            return (
                [] if isinstance(error, psycopg.errors.InsufficientPrivilege) else [(str(error),)]
            )


@pytest.fixture
def person():
    return people.person_in(commons.register())


@pytest.mark.parametrize("statement", THEFTS)
def test_sql_on_the_sealed_tables_gives_nothing(person, statement):
    assert stolen(statement) == []


@pytest.mark.parametrize("statement", THEFTS[:7])
def test_twin_with_one_right_too_many_the_same_sql_reads(person, statement):
    with (
        granted("SELECT, DELETE", on="sealed.value"),
        granted("TEMPORARY", on=f"DATABASE {database()}"),
    ):
        found = stolen(statement)

    assert found != []


def database() -> str:
    with runtime() as thief:
        return thief.info.dbname


def copied() -> bytes:
    with runtime() as thief, thief.cursor() as cursor:
        try:
            with cursor.copy("copy (select ciphertext from sealed.value) to stdout") as out:
                return b"".join(bytes(part) for part in out)
        except psycopg.errors.InsufficientPrivilege:
            return b""


def test_copy_gives_nothing(person):
    assert copied() == b""


def test_twin_copy_reads_with_the_right_to_select(person):
    with granted("SELECT", on="sealed.value"):
        assert len(copied()) > 100


def statistics() -> list[tuple[object, ...]]:
    return stolen("select most_common_vals from pg_stats where schemaname = 'sealed'")


def test_statistics_of_the_planner_show_nothing(person):
    run_as_migrator("ANALYZE sealed.value")

    assert statistics() == []


def test_twin_statistics_show_what_may_be_selected(person):
    run_as_migrator("ANALYZE sealed.value")

    with granted("SELECT", on="sealed.value"):
        assert statistics() != []


@pytest.mark.parametrize(
    "statement",
    [
        "set role entremise_owner",
        "set role entremise_migrator",
        "set session authorization entremise_owner",
        "create function public.loot() returns setof sealed.value language sql as 'table sealed.value'",
        "create view public.loot as table sealed.value",
        "alter table sealed.value owner to entremise_runtime",
        "grant select on sealed.value to entremise_runtime",
        "truncate sealed.event",
        "select * from sealed.judged(1, 1, array[1], array[gen_random_uuid()])",
        "select sealed.write_past_event(now(), 'OPENED', 'ALERT_CALL', 1, 1, 1, '', null, null, null, null, 1, '', 1, '')",
        "select pg_read_file('/etc/passwd')",
        "select rolpassword from pg_authid",
    ],
)
def test_no_other_way_in(person, statement):
    with runtime() as thief, pytest.raises(psycopg.errors.InsufficientPrivilege):
        thief.execute(statement)


def test_errors_of_constraints_name_no_value(person):
    with runtime() as thief, pytest.raises(psycopg.Error) as caught:
        thief.execute("delete from public.people_person returning *; select 1 / 0")

    assert not any(canary in str(caught.value) for canary in people.CANARIES)
