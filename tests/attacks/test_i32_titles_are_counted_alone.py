"""I32: how people are called is counted, never said of somebody: each trick to single her out gives nothing."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from tests.attacks.conftest import runtime, weakened
from tests.make import commons, people
from tests.make import mutual_aid as make

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.database.migrating import as_migrator
from entremise.journeys.audit_pairs import Side, audit_pairs
from entremise.mutual_aid.models import Need
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.vocabulary.matching import Author
from entremise.people.vocabulary import Name, Title

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


def town() -> tuple[Actor, int, list[UUID]]:
    """A DPO who may count, and twenty-two women among whom one man is looked for: the last."""
    desk = make.desk()
    dpo = people.dpo()
    grant_id = people.grant_of(dpo, Purpose.MATCH_NEED, Reach.COMPUTE, desk.register_id)
    found = [make.asked_by(desk.register_id, called(Title.MADAME)).person for _ in range(22)]
    return dpo, grant_id, [*found, make.asked_by(desk.register_id, called(Title.MONSIEUR)).person]


def called(title: Title):
    return people.sheet(name=Name(last="Dalibert", first="Claude", title=title))


def counted(
    dpo: Actor, grant_id: int, rows: list[tuple[UUID, int]], **given: object
) -> list[int | None]:
    """What the door says to somebody who runs code in the process, the cells in order."""
    asked = [[person for person, _ in rows], [cell for _, cell in rows]]
    with runtime(**given) as thief:  # what is not committed is rolled back
        ticket = thief.execute(
            "select ticket from sealed.ask_titles(%s, %s, %s::bigint[], %s::uuid[], %s::integer[])",
            [dpo.user_id, dpo.organization_id, [grant_id], *asked],
        ).fetchone()
        found = thief.execute(
            "select people from sealed.count_titles(%s, %s::uuid[], %s::integer[])",
            [*ticket, *asked],
        ).fetchall()
    return sorted((number for (number,) in found), key=lambda number: number or 0)


def counted_and_rolled_back() -> list[int | None]:
    dpo, grant_id, everybody = town()
    return counted(dpo, grant_id, [(one, 0) for one in everybody], autocommit=False)


def test_no_list_is_counted_before_it_is_noted():
    assert counted_and_rolled_back() == []


def test_twin_without_the_check_of_the_transaction_it_is():
    with weakened("judging", "and t.xid is distinct from mine", ""):
        assert counted_and_rolled_back() == [None, 22]


def alone() -> list[int | None]:
    dpo, grant_id, everybody = town()
    return counted(dpo, grant_id, [(everybody[-1], 0)])


def test_one_person_is_not_counted():
    assert alone() == []


def test_twin_that_forgets_the_least_list_counts_her():
    with weakened("counting", "cardinality(known) < few", "false"):
        assert alone() == [None]


def in_a_cell_of_her_own() -> list[int | None]:
    dpo, grant_id, everybody = town()
    rows = [(one, 0) for one in everybody[:-1]] + [(everybody[-1], 1)]
    return counted(dpo, grant_id, rows)


def test_a_small_number_is_not_said():
    assert in_a_cell_of_her_own() == [None, 22]


def test_twin_that_forgets_small_numbers_says_it():
    with weakened("counting", "case when count(*) >= few then count(*) end", "count(*)"):
        assert in_a_cell_of_her_own() == [1, 22]


def beside_the_same_without_her() -> set[int | None]:
    """Two cells that differ by her alone: the difference is her title."""
    dpo, grant_id, everybody = town()
    hidden = everybody[0]
    rows = [(one, 0) for one in everybody] + [(one, 1) for one in everybody if one != hidden]
    return set(counted(dpo, grant_id, rows))


def test_nobody_stands_in_two_cells():
    assert beside_the_same_without_her() == set()


def test_twin_that_lets_her_stand_twice_tells_her_apart():
    with weakened(
        "counting",
        "cardinality(p_people) > (select count(distinct asked) from unnest(p_people) asked)",
        "false",
    ):
        assert {21, 22} <= beside_the_same_without_her()


def lists_in_a_row() -> int:
    """One list after the other, each without another person: how many are answered."""
    dpo, grant_id, everybody = town()
    return sum(
        bool(counted(dpo, grant_id, [(one, cell) for one in everybody if one != left]))
        for left in everybody
        for cell in (0, 1)
    )


def test_lists_without_one_are_few_an_hour():
    assert lists_in_a_row() == 24


def test_twin_that_forgets_the_cap_counts_them_all():
    with weakened(
        "counting",
        "elsif not sealed.count_people(\n        p_user, opened.grant_id,"
        " array[encode(substr(criterion, 1, 16), 'hex')::uuid], opened.hourly_cap) then",
        "elsif false then",
    ):
        assert lists_in_a_row() == 46


def test_the_counting_is_in_the_trace_and_names_nobody():
    dpo, grant_id, everybody = town()

    counted(dpo, grant_id, [(one, 0) for one in everybody])

    with as_migrator(), connection.cursor() as cursor:
        cursor.execute(
            "select count, person, people from sealed.event where kind = 'COMPUTED' order by id"
        )
        assert cursor.fetchall() == [(23, None, None)]


def test_the_audit_of_pairs_opens_nobody():
    dpo, _, _ = town()
    owner = make.go_between()
    for row in Need.objects.all():
        take_need(actor=owner, need_id=row.pk, at=make.NOON)
        row.proposals.create(
            offer=make.offer(), author=Author.ENGINE, state="PROVISIONAL", made_at=make.NOON
        )
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute("select max(id) from sealed.event")
        (before,) = cursor.fetchone()

    sheets = audit_pairs(
        actor=dpo,
        since=make.NOON - timedelta(days=1),
        until=make.NOON + timedelta(days=1),
        at=commons.now(),
    )

    assert {sheet.side: sheet.is_counted for sheet in sheets} == dict.fromkeys(Side, True)
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute("select distinct kind, person from sealed.event where id > %s", [before])
        assert cursor.fetchall() == [("COMPUTED", None)]
