"""The seal itself: the law it holds is the one of the vocabulary; the trace is counted and served its time."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from tests.conftest import run_as_migrator
from tests.make import commons, people

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.apps import load_seal
from entremise.commons.operations.ask import ask
from entremise.commons.operations.retention import purge_trace
from entremise.commons.queries.access import access_counts
from entremise.commons.seal import law_rows
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.database.migrating import as_migrator
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin

EARNEST = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


def sealed_rows(table: str) -> set[tuple[str, ...]]:
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute(f"select * from sealed.{table}")
        return set(cursor.fetchall())


@EARNEST
@pytest.mark.parametrize("table", ["law_basis", "law_group", "law_held", "law_flag", "law_export"])
def test_the_database_holds_the_law_of_the_vocabulary(table):
    rows = {tuple(str(part) for part in row) for row in law_rows()[table]}

    assert sealed_rows(table) == rows


@EARNEST
def test_the_runtime_loads_nothing_and_breaks_nothing():
    before = sealed_rows("law_basis")

    load_seal(using="default")

    assert sealed_rows("law_basis") == before


@EARNEST
def test_after_a_migrate_a_law_that_was_touched_is_as_written():
    run_as_migrator("delete from sealed.law_basis where purpose = 'ALERT_CALL'")

    with as_migrator():
        load_seal(using="default")

    assert ("CASF_ALERT", "ALERT_CALL", "ARMED") in sealed_rows("law_basis")


def refuse(desk, person):
    with pytest.raises(Refused):
        ask(
            actor=desk.caller,
            grant_ids=[desk.grant.pk],
            person=person,
            groups=commons.CALL_GROUPS,
            at=commons.now(),
        )


@pytest.mark.django_db
def test_readings_and_refusals_are_counted_by_purpose_and_campaign():
    since = commons.now()
    desk = people.desk(origin_kind="CAMPAIGN", origin_id=5)
    other = people.person_in(desk.register_id, people.sheet())
    for _ in range(2):
        ask(
            actor=desk.caller,
            grant_ids=[desk.grant.pk],
            person=desk.person,
            groups=commons.CALL_GROUPS,
            at=commons.now(),
        )
    refuse(desk, other)
    span = {"since": since, "until": commons.now()}

    counts = access_counts(origin=Origin("CAMPAIGN", 5), **span)

    assert (counts.opened, counts.people, counts.refused) == (2, 1, 1)
    assert counts.by_purpose == {Purpose.ALERT_CALL: 2}
    assert access_counts(origin=Origin("CAMPAIGN", 6), **span).opened == 0
    assert access_counts(purpose=Purpose.REFERRAL, **span).refused == 0


@EARNEST
def test_bodies_of_events_go_after_twelve_months(real_trace):
    desk = people.desk()
    ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=commons.CALL_GROUPS,
        at=commons.now(),
    )
    run_as_migrator("update sealed.event set at = at - interval '366 days' where kind = 'OPENED'")

    assert purge_trace(actor=SYSTEM, at=commons.now()) == 1
    assert purge_trace(actor=SYSTEM, at=commons.now()) == 0


@EARNEST
def test_the_owner_writes_an_access_of_the_past():
    desk = people.desk()
    run_as_migrator(
        "select sealed.write_past_event('2026-07-14T10:00Z', 'OPENED', 'ALERT_CALL',"
        f" {desk.grant.pk}, {desk.caller.user_id}, {desk.caller.organization_id}, 'CALLER',"
        f" '{desk.person}', null, array[{desk.register_id}]::bigint[], array['name', 'phone'], 1,"
        " 'CAMPAIGN', 5, '')"
    )
    counts = access_counts(
        since=datetime(2026, 7, 14, tzinfo=UTC), until=datetime(2026, 7, 15, tzinfo=UTC)
    )
    assert (counts.opened, counts.people) == (1, 1)
