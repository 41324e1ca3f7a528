"""I22: whoever is past in mutual aid is read by nobody but herself, and erased by nobody before the archives agree."""

from datetime import timedelta

import psycopg
import pytest
from tests.attacks.conftest import runtime, weakened
from tests.conftest import run_as_migrator
from tests.make import commons, deletions, past_aid, people

from entremise.accounts.vocabulary import Actor
from entremise.commons.models import ArchiveAgreement, Record
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach, RecordState
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.journeys.forget_past_aid import forget_past_aid
from entremise.kernel.errors import Refused
from entremise.people.vault import open_card

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
ERASE_PAST = "select vals from sealed.erase_past(%s, %s::uuid[])"
ERASE = "select count(*) from sealed.erase(null, null, %s)"


@pytest.fixture
def locked() -> past_aid.PastAid:
    """Two people are past; the archives have said nothing."""
    past = past_aid.past_aid()
    forget_past_aid(at=commons.now())
    return past


def erased(statement: str, *given: object) -> int:
    """How much the stolen login takes away."""
    with runtime() as stolen:
        row = stolen.execute(statement, given).fetchone()
    assert row is not None
    return int(row[0])


def reads(who: Actor, person, register_id: int, purpose: Purpose) -> bool:
    """With every grant that stands, and an assignment that a careless journey made anew."""
    commons.assignment(who, person, purpose=purpose)
    grants = live_grants_of(
        actor=who,
        purpose=purpose,
        reaches=tuple(Reach),
        register_id=register_id,
        at=commons.now(),
    )
    ids = [one.grant_id for one in grants]
    groups = (FieldGroup.NAME, FieldGroup.PHONE)
    try:
        tickets = ask(actor=who, grant_ids=ids, person=person, groups=groups, at=commons.now())
        return open_card(tickets=tickets, at=commons.now()).name is not None
    except Refused:
        return False


def test_without_the_archives_a_stolen_login_erases_nobody_who_waits(locked):
    given = (locked.register_id, [locked.asker])

    with pytest.raises(psycopg.Error, match="has no visa"):
        erased(ERASE_PAST, *given)
    with weakened("writing", "if not sealed.has_visa(p_register)", "if false"):
        assert erased(ERASE_PAST, *given) > 0


def test_an_agreement_for_campaigns_is_none_for_mutual_aid(locked):
    deletions.agreement(kind=RegisterKind.CAMPAIGN)

    with pytest.raises(psycopg.Error, match="has no visa"):
        erased(ERASE_PAST, locked.register_id, [locked.asker])
    with weakened("writing", "a.kind = r.kind and", ""):
        assert erased(ERASE_PAST, locked.register_id, [locked.asker]) > 0


def test_under_a_suspension_a_stolen_login_erases_nobody_who_waits(locked):
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    deletions.hold(locked.register_id)

    with pytest.raises(psycopg.Error, match="is suspended"):
        erased(ERASE_PAST, locked.register_id, [locked.asker])
    with weakened("writing", "h.until > clock_timestamp()", "false"):
        assert erased(ERASE_PAST, locked.register_id, [locked.asker]) > 0


def test_the_other_door_erases_nobody_who_waits(locked):
    assert erased(ERASE, locked.asker) == 0

    with weakened("writing", "and rec.state <> 'PAST'", ""):
        assert erased(ERASE, locked.asker) == 1


def test_whoever_is_not_past_is_erased_by_no_door_of_the_night(locked):
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    living = people.person_in(locked.register_id, people.sheet())

    assert erased(ERASE_PAST, locked.register_id, [living]) == 0
    assert erased(ERASE, living) == 0

    with weakened("writing", "and rec.person = any (p_people) and rec.state = 'PAST'", ""):
        assert erased(ERASE_PAST, locked.register_id, [living]) > 0


def test_another_register_is_not_reached_through_who_is_past_in_one(locked):
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    other = commons.register(RegisterKind.VOLUNTARY)
    people.person_in(other, people.sheet(), person=locked.asker)

    assert erased(ERASE_PAST, locked.register_id, [locked.asker]) > 0

    assert Record.objects.get(register_id=other).ended_at is None
    run_as_migrator(
        "do $$ begin if not exists (select from sealed.value v join commons_record r on r.id = v.record"
        f" where r.register_id = {other}) then raise exception 'gone'; end if; end $$"
    )


@pytest.mark.parametrize("is_held", [True, False])
def test_whoever_waits_is_read_by_nobody_but_for_her_own_rights(is_held):
    past = past_aid.past_aid()
    dpo = people.dpo()
    told = (past.asker, past.register_id)
    assert reads(past.desk.owner, *told, Purpose.MATCH_NEED)  # before, the desk may
    if is_held:
        deletions.agreement(kind=RegisterKind.VOLUNTARY)
        deletions.hold(past.register_id)

    forget_past_aid(at=commons.now())

    assert not reads(past.desk.owner, *told, Purpose.MATCH_NEED)
    assert not reads(past.desk.helper, *told, Purpose.MATCH_NEED)
    assert reads(dpo, *told, Purpose.SUBJECT_RIGHTS)  # to answer her
    Record.objects.filter(person=past.asker).update(ended_at=None, state=RecordState.CONFIRMED)
    assert reads(past.desk.owner, *told, Purpose.MATCH_NEED)  # the lock it was that closed it


def test_whoever_was_erased_is_read_by_nobody_at_all():
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    past = past_aid.past_aid()
    dpo = people.dpo()
    told = (past.asker, past.register_id, Purpose.SUBJECT_RIGHTS)
    assert reads(dpo, *told)

    assert forget_past_aid(at=commons.now()) == 2

    assert not reads(dpo, *told)
    run_as_migrator(
        "do $$ begin if exists (select from sealed.value v join commons_record r on r.id = v.record"
        f" where r.register_id = {past.register_id}) then raise exception 'left behind'; end if; end $$"
    )


def test_an_agreement_that_is_over_erases_nobody(locked):
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    ArchiveAgreement.objects.update(until=commons.now().date() - timedelta(days=1))

    assert forget_past_aid(at=commons.now()) == 0
    with pytest.raises(psycopg.Error, match="has no visa"):
        erased(ERASE_PAST, locked.register_id, [locked.asker])
