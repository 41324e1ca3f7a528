"""I9, I26: a list with names leaves by two humans only, traced before it is read, and never more than they signed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.attacks.conftest import runtime, weakened
from tests.make import accounts, commons, exports, people

from entremise.accounts.models import RoleHeld
from entremise.accounts.vocabulary import Role
from entremise.commons.models import Activation, Export, Grant, Objection
from entremise.commons.queries.access import access_counts
from entremise.commons.vocabulary.access import EventKind
from entremise.people.vault import trace_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket, people, refusal from sealed.ask_export(%s, %s, %s)"
REDEEM = "select person from sealed.redeem_export(%s::uuid[], 0, 500) where ciphertext is not null"
SAME_TRANSACTION = ("and t.xid is distinct from mine", "")
STATE = "where e.state = 'COUNTERSIGNED'"
SIGNED_LATELY = "and e.countersigned_at > clock_timestamp() - interval '72 hours'"
TWO_HUMANS = "and second.human_id <> first.human_id"
CAP = "elsif cardinality(out.people) > out.people_cap then"


@pytest.fixture
def leaving():
    return exports.countersigned()


def answers(leaving, actor=None):
    """Ticket and refusal of somebody who asks the door itself."""
    actor = actor or leaving.steward
    given = [actor.user_id, actor.organization_id, leaving.export_id]
    with runtime() as thief:
        return thief.execute(ASK, given).fetchone()


def people_read(leaving, actor=None, between=lambda: None) -> set:
    ticket, *_ = answers(leaving, actor)
    between()
    with runtime() as thief:
        return {person for (person,) in thief.execute(REDEEM, [[ticket]]).fetchall()}


def change(leaving, **given):
    Export.objects.filter(pk=leaving.export_id).update(**given)


def test_two_humans_read_the_people_of_the_register(leaving):
    assert people_read(leaving) == set(leaving.people)


# What stands in the way: each attack, then its twin without that rule.
def without_a_second_signature(leaving):
    change(leaving, state="ASKED")


def with_a_refusal(leaving):
    change(leaving, state="REFUSED")


def once_it_is_built(leaving):
    change(leaving, state="BUILT")


def with_an_old_signature(leaving):
    long_ago = commons.now() - timedelta(hours=73)
    change(leaving, asked_at=long_ago, countersigned_at=long_ago + timedelta(minutes=1))


def with_a_second_account_of_the_same_human(leaving):
    human = accounts.User.objects.get(pk=leaving.steward.user_id).human
    other = exports.decider(user=accounts.user(human=human))
    change(leaving, countersigned_by=other.user_id)


def with_a_second_who_has_left_her_role(leaving):
    RoleHeld.objects.filter(user_id=leaving.decider.user_id).update(ends_at=commons.now())


def with_a_second_of_another_body(leaving):
    change(leaving, countersigned_by=accounts.actor(Role.DECIDER).user_id)


def with_a_second_who_only_calls(leaving):
    caller = accounts.actor(Role.CALLER, organization=people.body())
    change(leaving, countersigned_by=caller.user_id)


def with_a_steward_who_has_left(leaving):
    RoleHeld.objects.filter(user_id=leaving.steward.user_id).update(ends_at=commons.now())


def with_another_register(leaving):
    change(leaving, registers=[commons.register()])


def with_the_grant_of_another_export(leaving):
    Grant.objects.filter(reach="EXPORT").update(origin_id=leaving.export_id + 1000)


def with_a_grant_for_pages(leaving):
    Grant.objects.filter(reach="EXPORT").update(reach="PAGE")


def with_a_revoked_grant(leaving):
    Grant.objects.filter(reach="EXPORT").update(state="REVOKED")


def with_a_plan_that_was_lifted(leaving):
    Activation.objects.filter(pk=leaving.activation_id).update(lifted_at=commons.now())


SECOND_ROLE = (
    "   and exists (\n       select from sealed.role_now held\n"
    "         join sealed.law_flag f on f.name = 'COUNTERSIGNS_EXPORTS' and f.item = held.role\n"
    "        where held.user_id = second.id and held.organization_id = e.organization_id)"
)
SAME_BODY = "where held.user_id = second.id and held.organization_id = e.organization_id"
ITS_GRANT = "on g.origin_kind = 'EXPORT' and g.origin_id = e.id and g.reach = 'EXPORT'"
ATTACKS = [
    (without_a_second_signature, "exporting", STATE, "where true"),
    (with_a_refusal, "exporting", STATE, "where true"),
    (once_it_is_built, "exporting", STATE, "where true"),
    (with_an_old_signature, "exporting", SIGNED_LATELY, ""),
    (with_a_second_account_of_the_same_human, "exporting", TWO_HUMANS, ""),
    (with_a_second_who_has_left_her_role, "exporting", SECOND_ROLE, ""),
    (with_a_second_of_another_body, "exporting", SAME_BODY, "where held.user_id = second.id"),
    (with_a_second_who_only_calls, "exporting", "and f.item = held.role", ""),
    (
        with_a_steward_who_has_left,
        "judging",
        "and (held.ends_at is null or held.ends_at > clock_timestamp())",
        "",
    ),
    (with_another_register, "exporting", "and j.register_id = any (x.registers)", ""),
    (
        with_the_grant_of_another_export,
        "exporting",
        ITS_GRANT,
        "on g.origin_kind = 'EXPORT' and g.reach = 'EXPORT'",
    ),
    (with_a_grant_for_pages, "exporting", " and g.reach = 'EXPORT'", ""),
    (with_a_revoked_grant, "judging", "where g.state = 'ACTIVE'", "where true"),
    (
        with_a_plan_that_was_lifted,
        "judging",
        "and (a.lifted_at is null or a.lifted_at > clock_timestamp())",
        "",
    ),
]
KNOWN = (
    "join public.commons_record rec on rec.register_id = any (e.registers) and rec.ended_at is null"
)


@pytest.mark.parametrize("attack", [item[0] for item in ATTACKS])
def test_nothing_leaves(leaving, attack):
    attack(leaving)

    assert answers(leaving) == (None, None, "NOT_AVAILABLE")


@pytest.mark.parametrize(("attack", "file", "old", "new"), ATTACKS)
def test_twin_without_that_rule_it_leaves(leaving, attack, file, old, new):
    attack(leaving)

    pairs = [old, new]
    if attack is with_another_register:  # the door looks for people where the row says
        pairs += [KNOWN, "join public.commons_record rec on rec.ended_at is null"]
    with weakened(file, *pairs):
        assert answers(leaving)[2] is None


@pytest.mark.parametrize("attack", [item[0] for item in ATTACKS])
def test_an_end_between_trace_and_reading_closes_the_file(leaving, attack):
    assert people_read(leaving, between=lambda: attack(leaving)) == set()


def test_one_account_never_signs_twice(leaving):
    with pytest.raises(IntegrityError):
        change(leaving, countersigned_by=leaving.steward.user_id)


def test_nobody_signs_after_seventy_two_hours(leaving):
    with pytest.raises(IntegrityError):
        change(leaving, countersigned_at=leaving.row.asked_at + timedelta(hours=72))


@pytest.mark.parametrize(
    "role",
    [Role.CALLER, Role.CAMPAIGN_LEAD, Role.ADMINISTRATOR, Role.DPO, Role.DECIDER, Role.STEWARD],
)
def test_nobody_else_takes_it_away(leaving, role):
    other = accounts.actor(role, organization=people.body())

    assert answers(leaving, other) == (None, None, "NOT_AVAILABLE")


@pytest.mark.parametrize("role", [Role.CALLER, Role.CAMPAIGN_LEAD, Role.ADMINISTRATOR])
def test_who_is_no_steward_asks_in_vain_whatever_her_rows_say(leaving, role):
    thief = accounts.actor(role, organization=people.body())
    change(leaving, user=thief.user_id)
    Grant.objects.filter(reach="EXPORT").update(user=thief.user_id, role=role)

    assert answers(leaving, thief) == (None, None, "NOT_AVAILABLE")


def test_twin_without_the_role_of_the_law_a_caller_takes_it_away(leaving):
    thief = accounts.actor(Role.CALLER, organization=people.body())
    change(leaving, user=thief.user_id)
    Grant.objects.filter(reach="EXPORT").update(user=thief.user_id, role="CALLER")

    with weakened("exporting", "and f.item = j.role", ""):
        assert answers(leaving, thief)[2] is None


@pytest.mark.parametrize(("kind", "purpose"), [("PCS", "ALERT_CALL"), ("VOLUNTARY", "MATCH_NEED")])
def test_a_purpose_that_no_law_lets_leave_does_not_leave(leaving, kind, purpose):
    unlawful(leaving, kind, purpose)

    assert answers(leaving) == (None, None, "NOT_AVAILABLE")


def test_twin_without_the_list_of_the_law_it_leaves(leaving):
    unlawful(leaving, "PCS", "ALERT_CALL")

    rule = "and (g.reach <> 'EXPORT' or exists ("
    with weakened("judging", rule, "and (true or exists ("):
        assert answers(leaving)[2] is None


def unlawful(leaving, kind, purpose):
    """A register, a purpose and a plan for calls, dressed as an export."""
    register_id = commons.register(kind)
    people.person_in(register_id, people.sheet())
    change(leaving, registers=[register_id], purpose=purpose)
    Grant.objects.filter(reach="EXPORT").update(registers=[register_id], purpose=purpose)


def test_fields_that_were_not_signed_do_not_leave(leaving):
    change(leaving, groups=["name"])
    Grant.objects.filter(reach="EXPORT").update(groups=["name", "phone", "free_text"])

    assert groups_read(leaving) == {"name"}


def groups_read(leaving) -> set:
    ticket, *_ = answers(leaving)
    with runtime() as thief:
        rows = thief.execute("select grp from sealed.redeem_export(%s::uuid[], 0, 500)", [[ticket]])
        return {group for (group,) in rows.fetchall()}


def test_twin_without_the_fields_of_the_signatures_more_leaves(leaving):
    change(leaving, groups=["name"])

    with weakened("exporting", "where g = any (x.groups) order by g", "order by g"):
        assert "phone" in groups_read(leaving)


def object_to(person):
    Objection.objects.create(
        person=person,
        scope="PURPOSE",
        purpose="PREFECT_TRANSMISSION",
        channel="PHONE",
        state="ACTING",
        received_at=commons.now(),
    )


@pytest.mark.parametrize("is_late", [False, True])
def test_who_said_no_is_left_out(leaving, is_late):
    gone, *others = leaving.people
    if not is_late:
        object_to(gone)

    read = people_read(leaving, between=lambda: object_to(gone) if is_late else None)

    assert read == set(others)


def test_twin_without_objections_all_leave(leaving):
    object_to(leaving.people[0])

    with weakened("exporting", "and j.refusal = ''", ""):
        assert people_read(leaving) == set(leaving.people)


def test_more_people_than_were_signed_do_not_leave(leaving):
    change(leaving, people_cap=2)

    assert answers(leaving) == (None, None, "CAPPED")


def test_twin_without_the_number_they_leave(leaving):
    change(leaving, people_cap=2)

    with weakened("exporting", CAP, "elsif false then"):
        assert answers(leaving)[1] == 3


def test_people_named_one_by_one_leave_alone(leaving):
    change(leaving, people=[leaving.people[1]])

    assert people_read(leaving) == {leaving.people[1]}


def read_then_roll_back(leaving) -> int:
    given = [leaving.steward.user_id, leaving.steward.organization_id, leaving.export_id]
    with runtime(autocommit=False) as thief:
        ticket, *_ = thief.execute(ASK, given).fetchone()
        read = thief.execute(REDEEM, [[ticket]]).fetchall()
        thief.rollback()
    return len(read)


def exported() -> int:
    counts = access_counts(since=commons.now() - timedelta(hours=1), until=commons.now())
    return counts.exported


def test_who_rolls_back_reads_nothing(leaving):
    assert (read_then_roll_back(leaving), exported()) == (0, 0)


def test_twin_without_the_check_of_the_transaction_it_reads_without_trace(leaving):
    with weakened("exporting", *SAME_TRANSACTION):
        assert (read_then_roll_back(leaving) > 0, exported()) == (True, 0)


def test_whatever_happens_after_the_reading_the_trace_is_there(leaving):
    ticket, *_ = answers(leaving)
    with runtime(autocommit=False) as thief:
        assert thief.execute(REDEEM, [[ticket]]).fetchall() != []
        thief.rollback()

    assert exported() == 1


def test_a_ticket_of_an_export_opens_no_other_door(leaving):
    ticket, *_ = answers(leaving)

    with runtime() as thief:
        alone = thief.execute("select * from sealed.redeem(%s::uuid[])", [[ticket]]).fetchall()
        many = thief.execute("select * from sealed.compute(%s::uuid[], null, 9)", [[ticket]])

        assert (alone, many.fetchall()) == ([], [])


def test_each_person_finds_it_in_her_own_trace_and_nobody_else(leaving):
    gone, *others = leaving.people
    object_to(gone)
    people_read(leaving)

    body = leaving.row.recipient
    assert [seen_by(person) for person in (gone, *others)] == [[], [body], [body]]


def seen_by(person) -> list[str]:
    """To whom she was exported, as her own trace says it."""
    keeper = people.dpo_who_found(person)
    (register_id,) = Export.objects.values_list("registers", flat=True).get()
    grant_id = people.grant_of(keeper, "SUBJECT_RIGHTS", "SEARCH", register_id)
    since, until = commons.now() - timedelta(hours=1), commons.now() + timedelta(hours=1)
    lines = trace_of(
        actor=keeper, grant_id=grant_id, person=person, since=since, until=until, at=commons.now()
    )
    return [line.recipient for line in lines if line.kind is EventKind.EXPORTED]


def test_a_refusal_is_an_event_too(leaving):
    without_a_second_signature(leaving)
    answers(leaving)

    counts = access_counts(since=commons.now() - timedelta(hours=1), until=commons.now())
    assert counts.refused == 1
