"""I6 and I11: an end acts at once, between ask and redeem too, without any scheduler."""

from datetime import timedelta

import psycopg
import pytest
from tests.attacks.conftest import runtime, weakened
from tests.make import accounts, commons, people

from entremise.accounts.models import RoleHeld, User
from entremise.commons.models import Activation, Assignment, Decision, Grant, Objection
from entremise.commons.vocabulary.decisions import DecisionKind
from entremise.commons.vocabulary.law import Purpose, RegisterKind

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"
REDEEM = "select ciphertext from sealed.redeem(%s::uuid[])"
ISOLATED = "perform sealed.must_see_the_present();"


@pytest.fixture
def desk():
    return people.desk()


def ticket_of(thief, desk):
    given = [desk.caller.user_id, desk.caller.organization_id, [desk.grant.pk], desk.person]
    return thief.execute(ASK, [*given, ["name", "phone"]]).fetchone()[0]


def revoke(desk):
    Grant.objects.filter(pk=desk.grant.pk).update(state="REVOKED")


def suspend(desk):
    Grant.objects.filter(pk=desk.grant.pk).update(state="SUSPENDED")


def expire(desk):
    Grant.objects.filter(pk=desk.grant.pk).update(expires_at=commons.now())


def release(desk):
    Assignment.objects.filter(pk=desk.assignment_id).update(released_at=commons.now())


def let_the_lease_end(desk):
    Assignment.objects.filter(pk=desk.assignment_id).update(until=commons.now())


def lift_the_plan(desk):
    Activation.objects.filter(pk=desk.activation_id).update(lifted_at=commons.now())


def end_the_role(desk):
    RoleHeld.objects.filter(user_id=desk.caller.user_id).update(ends_at=commons.now())


def close_the_account(desk):
    User.objects.filter(pk=desk.caller.user_id).update(is_active=False)


def object_to_calls(desk):
    Objection.objects.create(
        person=desk.person,
        scope="PURPOSE",
        purpose="ALERT_CALL",
        channel="PHONE",
        state="ACTING",
        received_at=commons.now(),
    )


ENDS = [
    (revoke, "judging", "where g.state = 'ACTIVE'", "where true"),
    (suspend, "judging", "where g.state = 'ACTIVE'", "where true"),
    (expire, "judging", "and g.expires_at > clock_timestamp()", ""),
    (release, "judging", "and s.released_at is null", ""),
    (let_the_lease_end, "judging", "and s.until > clock_timestamp()", ""),
    (
        lift_the_plan,
        "judging",
        "and (a.lifted_at is null or a.lifted_at > clock_timestamp())",
        "",
    ),
    (end_the_role, "judging", "and (held.ends_at is null or held.ends_at > clock_timestamp())", ""),
    (
        close_the_account,
        "judging",
        "on account.id = held.user_id and account.is_active",
        "on account.id = held.user_id",
    ),
    (object_to_calls, "judging", "and o.state in ('ACTING', 'VERIFIED')", "and false"),
]


def read_after(desk, end) -> int:
    """The caller has her ticket; then the end comes; then she redeems."""
    with runtime() as thief:
        ticket = ticket_of(thief, desk)
        end(desk)
        return len(thief.execute(REDEEM, [[ticket]]).fetchall())


@pytest.mark.parametrize("end", [item[0] for item in ENDS])
def test_an_end_between_ask_and_redeem_closes_the_card(desk, end):
    assert read_after(desk, end) == 0


@pytest.mark.parametrize(("end", "file", "old", "new"), ENDS)
def test_twin_without_that_rule_the_card_opens(desk, end, file, old, new):
    with weakened(file, old, new):
        assert read_after(desk, end) == 2


@pytest.mark.parametrize("end", [item[0] for item in ENDS])
def test_after_the_end_nobody_gets_a_ticket(desk, end):
    end(desk)

    with runtime() as thief:
        assert ticket_of(thief, desk) is None


def test_the_ticket_of_before_is_good_without_an_end(desk):
    assert read_after(desk, lambda _: None) == 2


def read_through_an_old_snapshot(desk) -> int:
    """A transaction that began before the revocation, and goes on seeing the world of then."""
    with runtime() as asker:
        ticket = ticket_of(asker, desk)
    with runtime(autocommit=False) as reader:
        reader.execute("set transaction isolation level repeatable read")
        reader.execute("select count(*) from commons_grant")
        revoke(desk)
        try:
            return len(reader.execute(REDEEM, [[ticket]]).fetchall())
        except psycopg.errors.InsufficientPrivilege:
            return 0


def test_an_old_snapshot_reads_nothing(desk):
    assert read_through_an_old_snapshot(desk) == 0


def test_twin_an_old_snapshot_hides_a_revocation(desk):
    with weakened("reading", ISOLATED, ""):
        assert read_through_an_old_snapshot(desk) == 2


def test_a_long_transaction_opened_before_reads_nothing(desk):
    with runtime(autocommit=False) as reader, runtime() as asker:
        reader.execute("select count(*) from commons_grant")
        ticket = ticket_of(asker, desk)
        revoke(desk)

        assert reader.execute(REDEEM, [[ticket]]).fetchall() == []


def test_a_cursor_opened_before_reads_nothing(desk):
    with runtime(autocommit=False) as reader, runtime() as asker:
        ticket = ticket_of(asker, desk)
        reader.execute(f"declare late cursor for {REDEEM}", [[ticket]])
        revoke(desk)

        assert reader.execute("fetch all from late").fetchall() == []


def emergency(age: timedelta):
    """A caller under an emergency decision taken some time ago, whose row says that it lasts for weeks."""
    register_id = commons.register(RegisterKind.VOLUNTARY)
    person = people.person_in(register_id)
    caller = accounts.actor("CALLER", organization=people.body())
    decision = commons.decision(
        kind=DecisionKind.EMERGENCY,
        registers=[register_id],
        starts_at=commons.now() - age,
        decided_at=commons.now() - age,
        expires_at=commons.now() + timedelta(days=30),
    )
    grant = commons.grant(
        registers=[register_id],
        user_id=caller.user_id,
        purpose=Purpose.ISOLATION_CALL,
        decision=decision,
    )
    commons.assignment(caller, person, Purpose.ISOLATION_CALL)
    return people.Desk(caller, person, register_id, grant, 0, 0)


def test_an_emergency_opens_within_seventy_two_hours():
    with runtime() as thief:
        assert ticket_of(thief, emergency(timedelta(hours=71, minutes=59))) is not None


def test_an_emergency_lapses_one_second_later_with_no_scheduler():
    with runtime() as thief:
        assert ticket_of(thief, emergency(timedelta(hours=72, seconds=1))) is None


def test_twin_without_the_clock_an_emergency_lives_on():
    rule = "d.starts_at + interval '72 hours' > clock_timestamp()"
    with weakened("judging", rule, "true"), runtime() as thief:
        assert ticket_of(thief, emergency(timedelta(hours=72, seconds=1))) is not None


@pytest.mark.parametrize(
    "ended",
    [
        {"revoked_at": commons.now() - timedelta(seconds=1)},
        {"expires_at": commons.now() - timedelta(seconds=1)},
        {"starts_at": None},
        {"starts_at": commons.now() + timedelta(hours=1)},
        {"purpose": Purpose.ALERT_CALL},
        {"registers": []},
        {"is_armed_by_activation": True},
    ],
)
def test_a_decision_that_does_not_carry_the_grant_opens_nothing(ended):
    desk = emergency(timedelta(hours=1))
    Decision.objects.filter(pk=desk.grant.decision_id).update(**ended)

    with runtime() as thief:
        assert ticket_of(thief, desk) is None
