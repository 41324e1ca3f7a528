"""Registers: opened with the grants of the law, their records acknowledged, confirmed, ended."""

from datetime import timedelta

import pytest
from tests.make import commons, people

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Grant
from entremise.commons.operations.registers import (
    acknowledge_records,
    close_register,
    confirm_records,
    end_records,
    expect_acknowledgement,
    note_dossier,
    note_legal_opinion,
)
from entremise.commons.queries.registers import (
    people_in,
    record,
    record_in,
    records_of,
    records_to_acknowledge,
    register,
    register_counts,
    register_titles,
    registers_by_id,
    registers_open,
)
from entremise.commons.vocabulary.access import Reach, RecordState, Refusal, RegisterState
from entremise.commons.vocabulary.law import FIELDS_AT_MOST, FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db


def uses(register_id):
    rows = Grant.objects.filter(registers=[register_id])
    return {(row.purpose, row.reach, row.role, row.organization_id is None) for row in rows}


def test_a_register_opens_with_the_uses_of_the_law_and_no_other():
    register_id = commons.register()

    assert uses(register_id) == {
        (Purpose.REGISTER_UPKEEP, Reach.PAGE, Role.STEWARD, False),
        (Purpose.REGISTER_UPKEEP, Reach.SEARCH, Role.CLERK, False),
        (Purpose.SUBJECT_RIGHTS, Reach.SEARCH, Role.CLERK, False),
        (Purpose.SUBJECT_RIGHTS, Reach.SEARCH, Role.DPO, False),
        (Purpose.VITAL_INTEREST, Reach.ASSIGNED, Role.CALLER, True),
        (Purpose.VITAL_INTEREST, Reach.ASSIGNED, Role.ORIENTEUR, True),
        (Purpose.VITAL_INTEREST, Reach.ASSIGNED, Role.VISITOR, True),
    }


def test_the_register_of_a_campaign_opens_to_those_who_orient_and_help():
    register_id = commons.register(RegisterKind.CAMPAIGN)

    assert uses(register_id) >= {
        (Purpose.REFERRAL, Reach.ASSIGNED, Role.ORIENTEUR, True),
        (Purpose.REFERRAL, Reach.ASSIGNED, Role.SERVICE, True),
    }


def test_no_grant_of_the_law_is_wider_than_the_law():
    register_id = commons.register(RegisterKind.TRANSPORT)

    for grant in Grant.objects.filter(registers=[register_id]):
        assert set(grant.groups) <= FIELDS_AT_MOST[Purpose(grant.purpose)]
        assert FieldGroup.QUALITY not in grant.groups


def test_a_register_says_what_it_is():
    register_id = commons.register(RegisterKind.PCS, title="PCS d'Aubrelle")

    card = register(register_id)

    assert (card.kind, card.title, card.state) == (
        RegisterKind.PCS,
        "PCS d'Aubrelle",
        RegisterState.OPEN,
    )
    assert registers_by_id([register_id]) == {register_id: card}
    assert register_titles([register_id]) == {register_id: "PCS d'Aubrelle"}


def test_a_closed_register_is_not_proposed():
    first, second = commons.register(), commons.register(RegisterKind.PCS)
    close_register(actor=SYSTEM, register_id=first, at=commons.now())

    assert [card.register_id for card in registers_open()] == [second]
    assert registers_open([RegisterKind.CASF_ALERT]) == ()


def test_dossier_and_legal_opinion_are_kept():
    register_id = commons.register()
    given = {"actor": SYSTEM, "register_id": register_id, "at": commons.now()}
    note_dossier(dossier={"notice": "v2"}, **given)
    note_legal_opinion(reference="Avis du 2 mai 2026", **given)

    card = register(register_id)

    assert (card.dossier, card.legal_opinion) == ({"notice": "v2"}, "Avis du 2 mai 2026")


def test_a_record_waits_for_its_acknowledgement_then_not():
    register_id = commons.register()
    person = people.person_in(register_id)
    held = record_in(register_id=register_id, person=person)
    given = {"actor": SYSTEM, "record_ids": [held.record_id], "at": commons.now()}
    expect_acknowledgement(due_at=commons.now() + timedelta(days=8), **given)
    waiting = records_to_acknowledge(register_id=register_id)

    acknowledge_records(**given)

    assert [card.record_id for card in waiting] == [held.record_id]
    assert records_to_acknowledge(register_id=register_id) == ()
    assert register_counts([register_id]) == {register_id: (1, 0)}


def test_a_record_is_confirmed_then_ended():
    register_id = commons.register()
    person = people.person_in(register_id)
    (held,) = records_of(person)
    given = {"actor": SYSTEM, "record_ids": [held.record_id], "at": commons.now()}
    confirm_records(**given)
    confirmed = record(held.record_id).state

    end_records(state=RecordState.REMOVED, **given)

    assert (confirmed, record(held.record_id).state) == (
        RecordState.CONFIRMED,
        RecordState.REMOVED,
    )
    assert (records_of(person), people_in(register_id=register_id)) == ((), ())


def test_a_record_does_not_end_as_confirmed():
    with pytest.raises(Refused, match=Refusal.NOT_AVAILABLE):
        end_records(actor=SYSTEM, record_ids=[1], state=RecordState.CONFIRMED, at=commons.now())


def test_people_of_a_register_come_by_pages():
    register_id = commons.register()
    everybody = sorted(people.person_in(register_id, people.sheet()) for _ in range(3))

    first = people_in(register_id=register_id, limit=2)
    second = people_in(register_id=register_id, limit=2, after=first[-1])

    assert [*first, *second] == everybody
