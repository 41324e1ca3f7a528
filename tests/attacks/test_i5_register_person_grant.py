"""I5: register, person and grant agree: an id of another register, person or holder opens and writes nothing."""

import pytest
from django.db import connection, transaction
from tests.attacks.conftest import runtime, weakened
from tests.conftest import as_migrator
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Record
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault import erase, store_sheet
from entremise.people.vault.packing import Bundle
from entremise.people.vault.writing import writer_of
from entremise.people.vocabulary import Sheet

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket, refusal from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"
NOTHING = [(None, "NOT_AVAILABLE")]


@pytest.fixture
def desk():
    return people.desk()


def answer(actor, grant_id, person, organization_id=None):
    with runtime() as thief:
        return thief.execute(
            ASK,
            [actor.user_id, organization_id or actor.organization_id, [grant_id], person, ["name"]],
        ).fetchall()


def of_another_register(desk):
    """A person of a register that the grant does not name, assigned to the caller all the same."""
    person = people.person_in(commons.register(), people.sheet())
    commons.assignment(desk.caller, person)
    return answer(desk.caller, desk.grant.pk, person)


def by_another_holder(desk):
    """A colleague of the same body, with the same assignment but without the grant."""
    colleague = accounts.actor(Role.CALLER, organization=people.body())
    commons.assignment(colleague, desk.person)
    return answer(colleague, desk.grant.pk, desk.person)


def for_another_body(desk):
    """The caller says that she acts for a body where she holds nothing."""
    return answer(desk.caller, desk.grant.pk, desk.person, accounts.organization().pk)


def for_another_purpose(desk):
    """An assignment for isolation calls does not open an alert grant."""
    other = people.person_in(desk.register_id, people.sheet())
    commons.assignment(desk.caller, other, Purpose.ISOLATION_CALL)
    return answer(desk.caller, desk.grant.pk, other)


MISFITS = [
    (of_another_register, "judging", "on rec.register_id = n.register_id", "on true"),
    (
        by_another_holder,
        "judging",
        "and (n.holder_user is null or n.holder_user = p_user)",
        "",
    ),
    (for_another_body, "judging", "and held.organization_id = p_org", ""),
    (for_another_purpose, "judging", "and s.purpose = p_purpose", ""),
]


@pytest.mark.parametrize("attack", [misfit[0] for misfit in MISFITS])
def test_what_does_not_belong_together_opens_nothing(desk, attack):
    assert attack(desk) == NOTHING


@pytest.mark.parametrize(("attack", "file", "old", "new"), MISFITS)
def test_twin_without_that_rule_it_opens(desk, attack, file, old, new):
    with weakened(file, old, new):
        ((ticket, _),) = attack(desk)

        assert ticket is not None


@transaction.atomic
def write_over_a_record_of_another_register(desk):
    """A steward's writing aimed, by its id, at a record of a register that is not the one of the grant."""
    target = Record.objects.get(person=desk.person)
    other = commons.register()
    keeper = people.steward()
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, other)
    bundle = Bundle(writer_of(actor=keeper, grant_id=grant_id, register_id=other))
    bundle.add_record(target.pk, desk.person, RegistrationMode.SELF, commons.now())
    bundle.add_text(target.pk, FieldGroup.DISTRICT, b"Q9")
    bundle.send()


@transaction.atomic
def write_a_value_beside_the_record(desk):
    """The record is one's own, the value is aimed at another."""
    target = Record.objects.get(person=desk.person)
    keeper = people.steward()
    own = people.person_in(desk.register_id, people.sheet())
    record = Record.objects.get(person=own)
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, desk.register_id)
    bundle = Bundle(writer_of(actor=keeper, grant_id=grant_id, register_id=desk.register_id))
    bundle.add_record(record.pk, own, RegistrationMode.SELF, commons.now())
    bundle.add_text(target.pk, FieldGroup.DISTRICT, b"Q9")
    bundle.send()


def write_into_the_register_one_calls_from(desk):
    """A caller's grant opens a person of the alert register: she tries to change the number there."""
    store_sheet(
        actor=desk.caller,
        grant_id=desk.grant.pk,
        register_id=desk.register_id,
        sheet=Sheet(district="Q9"),
        mode=RegistrationMode.SELF,
        at=commons.now(),
        person=desk.person,
    )


def erase_somebody_one_has_not_found(desk):
    """A clerk with the right role, and a uuid she got elsewhere."""
    erase(actor=people.clerk(), person=desk.person, at=commons.now())


ACROSS = [
    (
        write_into_the_register_one_calls_from,
        "opened.reach = 'ASSIGNED' and opened.kind <> 'CAMPAIGN'",
        "false",
    ),
    (
        erase_somebody_one_has_not_found,
        "(n.reach = 'SEARCH' and sealed.is_assigned(p_user, p_person, n.purpose))",
        "n.reach = 'SEARCH'",
    ),
    (
        write_over_a_record_of_another_register,
        "where rec.register_id <> p_register or rec.person <> given.person or rec.ended_at is not null",
        "where false",
    ),
    (
        write_a_value_beside_the_record,
        "(select unnest(v_records) union all select unnest(m_records)) except select unnest(p_records)",
        "select where false",
    ),
]


@pytest.mark.parametrize("attack", [across[0] for across in ACROSS])
def test_nothing_is_written_across_registers_or_records(desk, attack):
    with pytest.raises(Refused):
        attack(desk)


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        (write_into_the_register_one_calls_from, "NOT_HER_REGISTER"),
        (erase_somebody_one_has_not_found, "NOTHING_OPEN"),
        (write_over_a_record_of_another_register, "NOT_THIS_RECORD"),
        (write_a_value_beside_the_record, "NOT_THIS_RECORD"),
    ],
)
def test_what_is_refused_to_a_writer_stays_in_the_log(desk, attack, reason):
    with pytest.raises(Refused):
        attack(desk)

    assert denials() == [reason]


def denials() -> list[str]:
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute("select refusal from sealed.event where kind = 'DENIED' order by id")
        return [reason for (reason,) in cursor.fetchall()]


@pytest.mark.parametrize("said", ["Lucienne Vaudremont", ""])
def test_no_words_of_its_own_enter_the_log_by_that_door(said):
    with runtime() as thief:
        thief.execute("select sealed.note_denial(null, null, null, null, null, 1, %s)", [said])

    assert denials() == []


@pytest.mark.parametrize(("attack", "old", "new"), ACROSS)
def test_twin_without_that_rule_it_writes(desk, attack, old, new):
    with weakened("writing", old, new):
        attack(desk)  # refuses nothing
