"""I14: an objection stops calls: with the page open, in the next list, and when the file comes again."""

from dataclasses import replace

import psycopg
import pytest
from tests.attacks.conftest import granted, runtime, weakened
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import ObjectionMark
from entremise.commons.operations.ask import ask
from entremise.commons.operations.objections import object_to, withdraw_objection
from entremise.commons.vocabulary.access import (
    Channel,
    NewObjection,
    ObjectionScope,
    Reach,
    RegistrationMode,
)
from entremise.commons.vocabulary.law import COMPUTABLE, Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.people.vault import compute, erase, open_card, store_rows
from entremise.people.vocabulary import SealedRow

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

DEAF = ("judging", "and o.state in ('ACTING', 'VERIFIED')", "and false")
FORGETFUL = ("writing", "where m.digest = any (p_digests)", "where false")


def objects(person, **given):
    defaults = {"scope": ObjectionScope.PURPOSE, "purpose": Purpose.ALERT_CALL}
    return object_to(
        actor=SYSTEM,
        new=NewObjection(
            person=person,
            channel=Channel.CALL,
            **(defaults | given),
        ),
        at=commons.now(),
    )


def read_while_she_objects(desk) -> bool:
    """The ticket is there, the objection comes, the assignment is put back by a careless journey."""
    tickets = ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=commons.CALL_GROUPS,
        at=commons.now(),
    )
    objects(desk.person)
    commons.assignment(desk.caller, desk.person)
    try:
        return open_card(tickets=tickets, at=commons.now()).name is not None
    except Refused:
        return False


def test_the_open_page_gives_nothing_more():
    assert read_while_she_objects(people.desk()) is False


def test_twin_that_hears_no_objection_reads_on():
    with weakened(*DEAF):
        assert read_while_she_objects(people.desk()) is True


def listed(register_id) -> set[object]:
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    grant = commons.grant(
        registers=[register_id],
        user_id=lead.user_id,
        reach=Reach.COMPUTE,
        groups=sorted(COMPUTABLE),
        activation=commons.activation(),
        origin_kind="CAMPAIGN",
        origin_id=7,
    )
    found = compute(
        actor=lead, grant_ids=[grant.pk], groups=COMPUTABLE, criterion="all", at=commons.now()
    )
    return {facts.person for facts in found}


@pytest.mark.parametrize(
    "scope",
    [
        {},
        {"scope": ObjectionScope.ALL},
        {"scope": ObjectionScope.CAMPAIGN, "origin": Origin("CAMPAIGN", 7)},
    ],
)
def test_the_next_list_leaves_her_out(scope):
    register_id = commons.register()
    person, other = people.person_in(register_id), people.person_in(register_id, people.sheet())
    objects(person, **scope)

    assert listed(register_id) == {other}


def test_twin_that_hears_no_objection_lists_her():
    register_id = commons.register()
    person = people.person_in(register_id)
    objects(person)

    with weakened(*DEAF):
        assert listed(register_id) == {person}


def test_an_objection_to_another_campaign_or_purpose_stops_nothing_here():
    register_id = commons.register()
    person = people.person_in(register_id)
    objects(person, scope=ObjectionScope.CAMPAIGN, origin=Origin("CAMPAIGN", 8))
    objects(person, purpose=Purpose.ISOLATION_CALL)

    assert listed(register_id) == {person}


def test_taken_back_it_stops_nothing_any_more():
    register_id = commons.register()
    person = people.person_in(register_id)
    objection_id = objects(person)
    withdraw_objection(actor=SYSTEM, objection_id=objection_id, at=commons.now())

    assert listed(register_id) == {person}


def delivered_again(sheet) -> int:
    """She opposed every use and was erased; the département sends its file again. How many rows come in."""
    register_id = commons.register()
    person = people.person_in(register_id)
    objects(person, scope=ObjectionScope.ALL)
    erase(actor=people.dpo_who_found(person), person=person, at=commons.now())
    keeper = people.steward()
    stored = store_rows(
        actor=keeper,
        grant_id=people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id),
        register_id=register_id,
        rows=[SealedRow(line=2, sheet=sheet, mode=RegistrationMode.STATUTORY)],
        batch=1,
        at=commons.now(),
    )
    return stored.new


SENT_AGAIN = [
    people.LUCIENNE,
    replace(people.LUCIENNE, phones=("+33199000444",)),  # the same name and date
    replace(people.LUCIENNE, birth=None, birth_year=1940),  # the same number and first name
    replace(
        people.LUCIENNE,
        phones=(),
        name=replace(people.LUCIENNE.name, last="PALLUEL", first="lucienne", usage=""),
    ),
]


@pytest.mark.parametrize("sheet", SENT_AGAIN)
def test_the_file_does_not_bring_her_back(sheet):
    assert delivered_again(sheet) == 0


def test_twin_without_tombstones_it_does():
    with weakened(*FORGETFUL):
        assert delivered_again(people.LUCIENNE) == 1


def test_her_husband_with_the_same_number_is_not_stopped():
    husband = replace(
        people.LUCIENNE, name=replace(people.LUCIENNE.name, first="Robert"), birth=None
    )

    assert delivered_again(husband) == 1


def digests_had(statement, *given) -> int:
    """How many blind indexes of somebody who objects the process gets to see."""
    with runtime() as thief:
        return len([one for (one,) in thief.execute(statement, given) if one])


@pytest.mark.parametrize(
    "statement",
    [
        "select digest from public.commons_objectionmark",
        "update public.commons_objectionmark set digest = digest returning digest",
        "insert into public.commons_objectionmark (kind) values ('PHONE_FIRST') returning kind",
        "delete from public.commons_objectionmark",
    ],
)
def test_the_digests_of_who_objects_are_kept_and_handed_to_nobody(statement):
    kept = objects(people.desk().person)

    assert ObjectionMark.objects.filter(objection_id=kept).count() == 4
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        digests_had(statement)


def test_twin_where_the_digests_may_be_read_an_objection_in_her_name_gives_them():
    objects(people.desk().person)

    with granted("SELECT (digest)", on="public.commons_objectionmark"):
        assert digests_had("select digest from public.commons_objectionmark") == 4
