"""Two at once: one ticket, two readers; a rotation of the key, with somebody writing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.attacks.conftest import runtime
from tests.make import commons, people

from entremise.commons.queries.registers import register
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.database.migrating import as_migrator
from entremise.people.vault import rotate_key, store_sheet
from entremise.people.vault.packing import Bundle, new_record_ids
from entremise.people.vault.persons import add_people
from entremise.people.vault.writing import writer_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ASK = "select ticket from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])"


@pytest.fixture(autouse=True)
def in_earnest(real_trace):
    """Everything commits for real."""


def test_one_ticket_and_twenty_readers_give_one_reading():
    desk = people.desk()
    with runtime() as caller:
        given = [desk.caller.user_id, desk.caller.organization_id, [desk.grant.pk], desk.person]
        (ticket,) = caller.execute(ASK, [*given, ["name"]]).fetchone()
    start = Barrier(20)

    def read(_):
        with runtime() as reader:
            start.wait()
            return len(reader.execute("select * from sealed.redeem(%s)", [[ticket]]).fetchall())

    with ThreadPoolExecutor(20) as crowd:
        assert sorted(crowd.map(read, range(20))) == [0] * 19 + [1]


def test_nothing_is_sealed_under_a_key_that_was_rotated_away():
    """A writer who read the register before the rotation is refused; she tries again with the new key."""
    register_id = commons.register()
    people.person_in(register_id)
    keeper = people.steward()
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id)
    slow = writer_of(actor=keeper, grant_id=grant_id, register_id=register_id)
    with as_migrator():
        rotate_key(register_id=register_id, at=commons.now())

    bundle, (record,) = Bundle(slow), new_record_ids(1)
    (person,) = add_people(count=1, at=commons.now())
    bundle.add_record(record, person, RegistrationMode.SELF, commons.now())
    bundle.add_sheet(record, people.sheet())
    with pytest.raises(Exception, match="NOT_AVAILABLE"):
        bundle.send()

    again = store_sheet(
        actor=keeper,
        grant_id=grant_id,
        register_id=register_id,
        sheet=people.sheet(),
        mode=RegistrationMode.SELF,
        at=commons.now(),
    )
    assert again is not None
    assert register(register_id).key_id != slow.key.key_id


def test_a_rotation_waits_for_a_writer_who_has_begun():
    register_id = commons.register()
    people.person_in(register_id)
    with runtime(autocommit=False) as writer:
        writer.execute(
            "select 1 from commons_register where id = %s for share", [register_id]
        )  # as sealed.store holds it until its commit
        with as_migrator():
            with connection.cursor() as cursor:
                cursor.execute("set lock_timeout = '200ms'")
            with pytest.raises(Exception, match="lock timeout"):
                rotate_key(register_id=register_id, at=commons.now())
