"""I3: no read without a committed trace, whatever the reader does with its transaction afterwards."""

from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from tests.attacks.conftest import granted, runtime, weakened
from tests.conftest import run_as_migrator
from tests.make import commons, people

from entremise.commons.models import Record
from entremise.commons.queries.access import access_counts
from entremise.commons.queries.registers import register
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault import open_card
from entremise.people.vault.encoding import clear_groups
from entremise.people.vault.keys import key_to_seal
from entremise.people.vault.sealing import nonces_of, place_of
from entremise.people.vocabulary import Sheet

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"
ASK_PAGE = "select ticket from sealed.ask_page(%s, %s, %s, %s::uuid[], %s::text[])"
ASK_COMPARISON = (
    "select ticket from sealed.ask_comparison(%s, %s, %s, %s, %s, %s::bigint[], %s::text[])"
)
DIFFERENCES = "select place from sealed.differences(%s, %s::bigint[], %s::text[], %s)"
REDEEM = "select ciphertext from sealed.redeem(%s::uuid[])"
SAME_TRANSACTION = ("and t.xid is distinct from mine", "")


@pytest.fixture
def desk():
    return people.desk()


def asked(desk):
    groups = ["name", "phone"]
    caller = desk.caller
    return [caller.user_id, caller.organization_id, [desk.grant.pk], desk.person, groups]


def traces(of: str = "kind = 'OPENED'") -> int:
    """Events of an opened card (or others) that are committed, seen by the owner."""
    run_as_migrator("drop table if exists public.seen_by_owner")
    run_as_migrator(
        f"create table public.seen_by_owner as select count(*) as n from sealed.event where {of}"
    )
    with connection.cursor() as cursor:
        cursor.execute("select n from public.seen_by_owner")
        return int(cursor.fetchone()[0])


@pytest.fixture(autouse=True)
def no_table_left():
    yield
    run_as_migrator("drop table if exists public.seen_by_owner")


def read_then_roll_back(desk) -> int:
    """Ask and redeem in one transaction, then undo it; how many values were read."""
    with runtime(autocommit=False) as thief:
        (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
        values = thief.execute(REDEEM, [[ticket]]).fetchall()
        thief.rollback()
    return len(values)


def read_behind_a_savepoint(desk) -> int:
    with runtime(autocommit=False) as thief:
        thief.execute("savepoint before")
        (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
        values = thief.execute(REDEEM, [[ticket]]).fetchall()
        thief.execute("rollback to savepoint before")
        thief.commit()
    return len(values)


def read_in_one_statement(desk) -> int:
    with runtime() as thief:
        rows = thief.execute(
            f"with t as materialized ({ASK}) select r.ciphertext from t, lateral sealed.redeem(array[t.ticket]) r",
            asked(desk),
        ).fetchall()
    return len(rows)


@pytest.mark.parametrize("attack", [read_then_roll_back, read_behind_a_savepoint])
def test_a_transaction_that_asked_reads_nothing(desk, attack):
    assert (attack(desk), traces()) == (0, 0)


@pytest.mark.parametrize("attack", [read_then_roll_back, read_behind_a_savepoint])
def test_twin_without_the_check_of_the_transaction_it_reads_without_trace(desk, attack):
    with weakened("reading", *SAME_TRANSACTION):
        assert (attack(desk), traces()) == (2, 0)


def test_one_statement_reads_nothing(desk):
    assert read_in_one_statement(desk) == 0


def test_a_ticket_not_yet_committed_is_nothing_for_others(desk):
    with runtime(autocommit=False) as asker, runtime() as reader:
        (ticket,) = asker.execute(ASK, asked(desk)).fetchone()

        assert reader.execute(REDEEM, [[ticket]]).fetchall() == []


def test_a_backend_ended_before_its_commit_leaves_neither_ticket_nor_value(desk):
    with runtime(autocommit=False) as asker, runtime() as reader:
        (ticket,) = asker.execute(ASK, asked(desk)).fetchone()
        reader.execute("select pg_terminate_backend(%s, 2000)", [asker.info.backend_pid])

        assert (reader.execute(REDEEM, [[ticket]]).fetchall(), traces()) == ([], 0)


@pytest.mark.parametrize("ending", ["rollback", "select 1 / 0", "terminate"])
def test_whatever_happens_after_the_read_the_trace_is_there(desk, ending):
    with runtime() as asker:
        (ticket,) = asker.execute(ASK, asked(desk)).fetchone()

    with runtime(autocommit=False) as reader, runtime() as other:
        values = reader.execute(REDEEM, [[ticket]]).fetchall()
        if ending == "terminate":
            other.execute("select pg_terminate_backend(%s, 2000)", [reader.info.backend_pid])
        elif ending == "rollback":
            reader.rollback()
        else:
            with pytest.raises(psycopg.Error):
                reader.execute(ending)

    assert (len(values), traces()) == (2, 1)


def unflushed_read(desk) -> bool:
    """Whether a value can be had while its trace is still only in memory (an asynchronous commit)."""
    with runtime() as thief:
        thief.execute("set synchronous_commit = off")
        for _ in range(30):
            (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
            (written,) = thief.execute("select pg_current_wal_insert_lsn()").fetchone()
            values = thief.execute(REDEEM, [[ticket]]).fetchall()
            (late,) = thief.execute(
                "select pg_current_wal_flush_lsn() < %s::pg_lsn", [written]
            ).fetchone()
            if values and late:
                return True
    return False


def test_the_trace_is_on_disk_before_the_value_leaves(desk):
    assert unflushed_read(desk) is False


def test_twin_without_the_flush_a_value_leaves_before_its_trace(desk):
    with weakened("reading", "perform pg_logical_emit_message(false, 'entremise', '', true);", ""):
        assert unflushed_read(desk) is True


def test_a_second_redeem_of_the_same_ticket_reads_nothing(desk):
    with runtime() as thief:
        (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
        first = thief.execute(REDEEM, [[ticket]]).fetchall()

        assert (len(first), thief.execute(REDEEM, [[ticket]]).fetchall()) == (2, [])


def test_twin_without_the_mark_of_use_a_ticket_serves_for_ever(desk):
    with weakened("reading", "and t.used_at is null", ""), runtime() as thief:
        (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
        thief.execute(REDEEM, [[ticket]])

        assert len(thief.execute(REDEEM, [[ticket]]).fetchall()) == 2


def test_a_ticket_dies_after_two_minutes(desk):
    with runtime() as thief:
        (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
        run_as_migrator("update sealed.ticket set at = at - interval '121 seconds'")

        assert thief.execute(REDEEM, [[ticket]]).fetchall() == []


def test_twin_with_a_longer_life_the_same_ticket_reads(desk):
    with weakened("reading", "interval '2 minutes'", "interval '3 minutes'"), runtime() as thief:
        (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
        run_as_migrator("update sealed.ticket set at = at - interval '121 seconds'")

        assert len(thief.execute(REDEEM, [[ticket]]).fetchall()) == 2


def test_the_lapsed_ticket_is_an_event_too(desk):
    with runtime() as thief:
        (ticket,) = thief.execute(ASK, asked(desk)).fetchone()
    run_as_migrator("update sealed.ticket set at = at - interval '121 seconds'")
    with pytest.raises(Refused):
        open_card(tickets=[ticket], at=commons.now())

    counts = access_counts(
        since=desk.grant.not_before, until=commons.now(), purpose=desk.grant.purpose
    )
    assert counts.refused == 1


def read_under_a_name_put_in(desk) -> int:
    """Give the victim's entry to an invented person, open that one, put it back; how many values were read."""
    keeper, invented = people.steward(), uuid4()
    grant = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, desk.register_id)
    asking = [keeper.user_id, keeper.organization_id, grant, [invented], ["name"]]
    renamed = "update public.commons_record set person = %s where person = %s"
    with runtime() as thief:
        thief.execute(renamed, [invented, desk.person])
        (ticket,) = thief.execute(ASK_PAGE, asking).fetchone()
        values = thief.execute(REDEEM, [[ticket]]).fetchall()
        thief.execute(renamed, [desk.person, invented])
    return len(values)


def traces_of(person) -> int:
    return traces(f"kind = 'OPENED' and (person = '{person}' or people @> array['{person}'::uuid])")


def test_nobody_is_read_under_another_name(desk):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        read_under_a_name_put_in(desk)


def test_twin_with_the_right_to_rename_an_entry_she_is_read_without_trace(desk):
    with granted("UPDATE (person)", on="public.commons_record"):
        assert (read_under_a_name_put_in(desk), traces_of(desk.person)) == (1, 0)


@pytest.mark.parametrize(
    "attack",
    [
        "update public.commons_record set person = gen_random_uuid()",
        "update public.commons_record set register_id = register_id",
        "update public.commons_record set external_digest = null",
        "delete from public.commons_record",
        "insert into public.commons_record select * from public.commons_record",
        "update public.commons_register set kind = 'CAMPAIGN'",
        "update public.commons_register set agreed_purposes = '[]'",
        "update public.commons_register set key_id = ''",
        "delete from public.commons_register",
    ],
)
def test_what_an_entry_and_a_register_are_is_changed_by_no_statement_of_the_product(desk, attack):
    with runtime() as thief, pytest.raises(psycopg.errors.InsufficientPrivilege):
        thief.execute(attack)


def guess_her_birth(desk) -> bool:
    """Whether the door of deliveries says that a guess is right."""
    keeper = people.steward()
    grant = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, desk.register_id)
    record = Record.objects.get(person=desk.person).pk
    key = key_to_seal(register(desk.register_id).key_id)
    guess = clear_groups(Sheet(birth=people.LUCIENNE.birth))[:1]
    (nonce,) = nonces_of(key, place_of(desk.register_id, record), guess)
    by = [keeper.user_id, keeper.organization_id, grant, desk.register_id]
    with runtime() as thief:
        ticket = thief.execute(ASK_COMPARISON, [*by, 1, [record], ["birth"]]).fetchone()
        told = [
            thief.execute(DIFFERENCES, [*ticket, [record], ["birth"], guessed]).fetchall()
            for guessed in (b"n" * 12, nonce)
        ]
    assert told[1] == []  # a second guess is told nothing
    with runtime() as thief:
        ticket = thief.execute(ASK_COMPARISON, [*by, 1, [record], ["birth"]]).fetchone()
        right = thief.execute(DIFFERENCES, [*ticket, [record], ["birth"], nonce]).fetchall()
    return told[0] != [] and right == []


def guesses_of(person) -> int:
    return traces(
        f"kind = 'COMPUTED' and people = array['{person}'::uuid] and groups = '{{birth}}'"
    )


def test_a_guess_that_a_comparison_confirms_is_in_her_trace(desk):
    assert (guess_her_birth(desk), guesses_of(desk.person)) == (True, 2)


def test_twin_that_names_nobody_in_a_comparison_leaves_no_trace_of_hers(desk):
    with weakened(
        "writing",
        "select distinct rec.person\n              from unnest(p_records)",
        "select distinct gen_random_uuid()\n              from unnest(p_records)",
        "and rec.person = any (compared)",
        "",
    ):
        assert (guess_her_birth(desk), guesses_of(desk.person)) == (True, 0)
