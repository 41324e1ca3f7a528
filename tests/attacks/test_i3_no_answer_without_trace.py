"""I3: nothing is told of anybody before it is noted and counted: an answer comes in another transaction than its asking."""

import psycopg
import pytest
from tests.attacks.conftest import runtime, weakened
from tests.conftest import run_as_migrator
from tests.make import commons, people

from entremise.commons.models import Assignment, Record
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.people.vault.marks import Mark, mark_keys, marks_for
from entremise.people.vocabulary import Sheet

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

SEARCH = "select ticket from sealed.search(%s, %s, %s, %s::text[], %s::bytea[])"
ALIKE = "select ticket from sealed.search_alike(%s, %s, %s, %s)"
REFUSING = "select sealed.refusing(%s)"
FOUND = "select person from sealed.found(%s)"
ASK_TRACE = "select ticket from sealed.ask_trace(%s, %s, %s, %s)"
TRACE = "select * from sealed.trace_of(%s, now() - interval '1 day', now() + interval '1 day')"
ASK_COMPARISON = (
    "select ticket from sealed.ask_comparison(%s, %s, %s, %s, 1, %s::bigint[], %s::text[])"
)
MATCH = "select * from sealed.match(%s, '{null}', '{1}', '{PHONE_FIRST}', %s)"
DIFFERENCES = "select * from sealed.differences(%s, %s::bigint[], '{birth}', %s)"
SAME_TRANSACTION = ("and t.xid is distinct from mine", "")


class Asked:
    """What a clerk asks about Lucienne, who is in a register: the asking and its answer."""

    def __init__(self, what: str) -> None:
        self.desk = people.desk()
        clerk = people.clerk()
        self.clerk, self.kind = clerk, what
        self.grant = people.grant_of(
            clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, self.desk.register_id
        )
        commons.assignment(clerk, self.desk.person, Purpose.SUBJECT_RIGHTS)
        by = [clerk.user_id, clerk.organization_id, self.grant]
        number = mark_keys().digest(b"phone", people.LUCIENNE.phones[0])
        named = Sheet(name=people.LUCIENNE.name, phones=people.LUCIENNE.phones)
        self.asking, self.given, self.answer = {
            "search": (SEARCH, [*by, ["LANDLINE", "MOBILE"], [number]], FOUND),
            "alike": (ALIKE, [*by, self.desk.person], FOUND),
            "refusing": (REFUSING, [dict(marks_for(sheet=named))[Mark.PHONE_FIRST]], FOUND),
            "trace": (ASK_TRACE, [*by, self.desk.person], TRACE),
            "match": (ASK_COMPARISON, [*self.steward(), None, None], MATCH),
            "differences": (
                ASK_COMPARISON,
                [*self.steward(), [self.record()], ["birth"]],
                DIFFERENCES,
            ),
        }[what]
        self.more = {"match": [b"n" * 32], "differences": [[self.record()], b"n" * 12]}.get(
            what, []
        )

    def steward(self) -> list[object]:
        keeper, register_id = people.steward(), self.desk.register_id
        grant = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id)
        return [keeper.user_id, keeper.organization_id, grant, register_id]

    def record(self) -> int:
        return Record.objects.get(person=self.desk.person).pk

    def asked(self, thief: psycopg.Connection) -> list[object]:
        return list(thief.execute(self.asking, self.given).fetchone())

    def told(self, thief: psycopg.Connection, ticket: list[object]) -> int:
        return len(thief.execute(self.answer, [*ticket, *self.more]).fetchall())


KINDS = ("search", "alike", "refusing", "trace", "match", "differences")


def asked_and_rolled_back(one: Asked) -> int:
    with runtime(autocommit=False) as thief:
        told = one.told(thief, one.asked(thief))
        thief.rollback()
    return told


def asked_behind_a_savepoint(one: Asked) -> int:
    with runtime(autocommit=False) as thief:
        thief.execute("savepoint before")
        told = one.told(thief, one.asked(thief))
        thief.execute("rollback to savepoint before")
        thief.commit()
    return told


@pytest.mark.parametrize("attack", [asked_and_rolled_back, asked_behind_a_savepoint])
@pytest.mark.parametrize("kind", KINDS)
def test_a_transaction_that_asked_is_told_nothing(kind, attack):
    assert attack(Asked(kind)) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_twin_without_the_check_of_the_transaction_it_is_told(kind):
    one = Asked(kind)
    with weakened("judging", *SAME_TRANSACTION):
        assert asked_and_rolled_back(one) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_noted_is_told_once(kind):
    one = Asked(kind)
    with runtime() as thief:
        ticket = one.asked(thief)

        assert (one.told(thief, ticket) > 0, one.told(thief, ticket)) == (True, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_noted_is_told_for_two_minutes(kind):
    one = Asked(kind)
    with runtime() as thief:
        ticket = one.asked(thief)
        run_as_migrator("update sealed.ticket set at = at - interval '121 seconds'")

        assert one.told(thief, ticket) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_snapshot_of_before_is_told_nothing(kind):
    one = Asked(kind)
    with runtime() as thief:
        ticket = one.asked(thief)
        thief.execute("set default_transaction_isolation = 'repeatable read'")

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            one.told(thief, ticket)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "refusing"])
def test_a_grant_that_ended_meanwhile_tells_nothing(kind):
    one = Asked(kind)
    with runtime() as thief:
        ticket = one.asked(thief)
        thief.execute("update public.commons_grant set state = 'REVOKED'")

        assert one.told(thief, ticket) == 0


def test_the_asking_itself_does_not_tell_whether_anybody_was_found():
    one = Asked("search")
    before = Assignment.objects.count()
    nobody = [*one.given[:-1], [b"n" * 32]]

    with runtime() as thief:
        for given in (one.given, nobody):
            ((ticket, refusal),) = thief.execute(
                SEARCH.replace("ticket", "ticket, refusal"), given
            ).fetchall()
            assert (ticket is not None, refusal) == (True, None)

    assert Assignment.objects.count() == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_ticket_of_an_answer_opens_no_value(kind):
    one = Asked(kind)
    with runtime() as thief:
        ticket = one.asked(thief)
        values = [
            thief.execute("select * from sealed.redeem(%s::uuid[])", [ticket]).fetchall(),
            thief.execute(
                "select * from sealed.compute(%s::uuid[], null, 10)", [ticket]
            ).fetchall(),
            thief.execute(
                "select * from sealed.redeem_export(%s::uuid[], 0, 10)", [ticket]
            ).fetchall(),
        ]

    assert values == [[], [], []]
