"""I19: the log holds no value; nor does any other table in clear: every stored byte is searched for a known person."""

import pytest
from django.db import connection
from tests.conftest import run_as_migrator
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.operations.ask import ask, ask_page
from entremise.commons.operations.objections import object_to
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope, Reach
from entremise.commons.vocabulary.law import COMPUTABLE, Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault import (
    compute,
    find_by_name,
    find_by_phone,
    open_card,
    open_page,
    open_tracker,
    tracker_code,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

EVERY_ROW = """
create or replace function public.every_row() returns setof text language plpgsql as $$
declare one record;
begin
    for one in select schemaname, tablename from pg_tables where schemaname in ('sealed', 'public') loop
        return query execute format(
            'select row_to_json(t)::text || coalesce(encode(convert_to(row_to_json(t)::text, ''UTF8''), ''escape''), '''')'
            ' from %I.%I t', one.schemaname, one.tablename);
    end loop;
end $$;
drop table if exists public.everything;
create table public.everything as select public.every_row() as body;
drop function public.every_row();
"""


def found_in_clear() -> set[str]:
    """The values of the known person that stand somewhere in the database, as text or as bytes."""
    run_as_migrator(EVERY_ROW)
    with connection.cursor() as cursor:
        cursor.execute("select body from public.everything")
        text = "\n".join(body for (body,) in cursor.fetchall()).lower()
    run_as_migrator("drop table public.everything")
    assert len(text) > 5000
    return {
        canary
        for canary in people.CANARIES
        if canary.lower() in text or canary.encode().hex() in text
    }


def live_through_everything():
    """She is written, called, searched, listed, computed, tracked; she objects."""
    desk = people.desk()
    at = commons.now()
    groups = commons.CALL_GROUPS
    given = {"actor": desk.caller, "grant_ids": [desk.grant.pk], "groups": groups, "at": at}
    open_card(tickets=ask(person=desk.person, **given), at=at)
    keeper, clerk = people.steward(), people.clerk()
    pages = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, desk.register_id)
    tickets = ask_page(
        actor=keeper, grant_id=pages, people=[desk.person], groups=people.ALL_GROUPS, at=at
    )
    open_page(tickets=tickets, at=at)
    search = {
        "actor": clerk,
        "grant_id": people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id),
        "at": at,
    }
    find_by_phone(number="+33199003107", **search)
    find_by_name(last="Palluel", first="Lucienne", birth_year=1940, **search)
    code = tracker_code(person=desk.person, **search)
    open_tracker(code=code, second="09/03/1940", at=at)
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    bulk = commons.grant(
        registers=[desk.register_id],
        user_id=lead.user_id,
        reach=Reach.COMPUTE,
        groups=sorted(COMPUTABLE),
        activation_id=desk.activation_id,
    )
    list(
        compute(
            actor=lead,
            grant_ids=[bulk.pk],
            groups=COMPUTABLE,
            criterion="Palluel, Lucienne",
            at=at,
        )
    )
    object_to(
        actor=SYSTEM,
        new=NewObjection(
            person=desk.person,
            scope=ObjectionScope.ALL,
            channel=Channel.CALL,
        ),
        at=at,
    )
    with pytest.raises(Refused):
        ask(person=desk.person, **given)


def test_nothing_of_her_stands_in_clear_anywhere():
    live_through_everything()

    assert found_in_clear() == set()


def test_twin_one_value_in_one_event_is_found():
    live_through_everything()
    run_as_migrator(
        "update sealed.event set refusal = 'Palluel' where id = (select min(id) from sealed.event)"
    )

    assert found_in_clear() == {"Palluel"}


def test_twin_one_value_sealed_without_encryption_is_found():
    live_through_everything()
    run_as_migrator(
        "update sealed.value set ciphertext = convert_to('4 rue de la Butte, porte du fond', 'UTF8')"
        " where grp = 'address'"
    )

    assert found_in_clear() == {"rue de la Butte"}
