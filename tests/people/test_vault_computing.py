"""Reading many: facts without identity, people who objected left out, one event a register."""

import pytest
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.operations.objections import object_to
from entremise.commons.queries.access import access_counts
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope, Reach
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import COMPUTABLE, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.people.vault import add_to_register, compute
from entremise.people.vocabulary import Situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())


def computing(lead, *register_ids, **given):
    return commons.grant(
        **(
            {
                "registers": list(register_ids),
                "user_id": lead.user_id,
                "reach": Reach.COMPUTE,
                "groups": sorted(COMPUTABLE),
                "activation": commons.activation(),
            }
            | given
        )
    ).pk


def facts_of(lead, grant_id, groups=COMPUTABLE):
    found = compute(
        actor=lead, grant_ids=[grant_id], groups=groups, criterion="all", at=commons.now()
    )
    return {facts.person: facts for facts in found}


def test_facts_have_a_year_and_a_district_but_no_name(lead):
    register_id = commons.register()
    person = people.person_in(register_id)

    facts = facts_of(lead, computing(lead, register_id))[person]

    assert (facts.birth_year, facts.district, facts.registers) == (1940, "Q3", (register_id,))
    assert facts.situation == Situation(lives_alone=True, hot_home=True)
    assert (facts.has_phone, len(facts.households)) == (True, 1)


def test_two_people_of_one_landline_share_a_household(lead):
    register_id = commons.register()
    first = people.person_in(register_id)
    second = people.person_in(register_id, people.sheet(phones=("+33199003107",)))

    facts = facts_of(lead, computing(lead, register_id))

    assert facts[first].households == facts[second].households


def test_who_objected_is_left_out(lead):
    register_id = commons.register()
    person, other = people.person_in(register_id), people.person_in(register_id, people.sheet())
    object_to(
        actor=SYSTEM,
        new=NewObjection(
            person=person,
            scope=ObjectionScope.PURPOSE,
            purpose=Purpose.ALERT_CALL,
            channel=Channel.PHONE,
        ),
        at=commons.now(),
    )

    assert set(facts_of(lead, computing(lead, register_id))) == {other}


def test_a_person_of_two_registers_is_one_line(lead):
    first, second = commons.register(), commons.register(RegisterKind.PCS)
    person = people.person_in(first)
    keeper = people.steward()
    add_to_register(
        actor=keeper,
        grant_id=people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, second),
        register_id=second,
        person=person,
        at=commons.now(),
    )

    facts = facts_of(lead, computing(lead, first, second))

    assert [item.registers for item in facts.values()] == [tuple(sorted((first, second)))]


def test_a_compute_grant_that_names_names_gives_none(lead):
    register_id = commons.register()
    person = people.person_in(register_id)
    grant_id = computing(lead, register_id, groups=["name", "phone", "district"])

    facts = facts_of(lead, grant_id, groups=people.ALL_GROUPS)[person]

    assert (facts.district, facts.birth_year) == ("Q3", None)


def test_a_card_grant_computes_nothing(lead):
    register_id = commons.register()
    people.person_in(register_id)
    grant_id = computing(lead, register_id, reach=Reach.ASSIGNED)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        facts_of(lead, grant_id)


def test_a_bulk_reading_is_counted_once_a_register(lead):
    register_id = commons.register()
    for _ in range(3):
        people.person_in(register_id, people.sheet())
    since = commons.now()
    facts_of(lead, computing(lead, register_id))

    counts = access_counts(since=since, until=commons.now(), purpose=Purpose.ALERT_CALL)

    assert (counts.computed, counts.opened, counts.refused) == (1, 0, 0)
