"""Deliveries: compared without opening, stored in bulk, taken back to the letter."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from tests.conftest import run_as_migrator
from tests.make import commons, people
from tests.people.test_vault_writing import read_by_steward, upkeep

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.objections import object_to
from entremise.commons.operations.registers import end_records
from entremise.commons.queries.registers import people_in, records_of, records_to_erase
from entremise.commons.vocabulary.access import (
    Channel,
    NewObjection,
    ObjectionScope,
    Reach,
    RecordState,
    RegistrationMode,
)
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault import compare, erase, store_rows, store_sheet, undo_batch
from entremise.people.vocabulary import Change, SealedRow, Sheet

OWN_PLAN = "plan_cache_mode=force_custom_plan"
pytestmark = pytest.mark.django_db


def row(line, sheet, **given):
    defaults = {"mode": RegistrationMode.THIRD_PARTY}
    return SealedRow(line=line, sheet=sheet, **(defaults | given))


def counts():
    """How many rows the planner believes each of these tables to hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text, reltuples::integer FROM pg_class"
            " WHERE oid = ANY('{sealed.mark, sealed.value, public.commons_record}'::regclass[])"
        )
        return dict(cursor.fetchall())


def stored_people(register_id, rows, batch=1):
    """Whose each row is, once they are stored."""
    store_rows(**upkeep(register_id), rows=rows, batch=batch)
    return [found.person for found in compare(**upkeep(register_id), rows=rows)]


def test_each_row_is_stored_under_a_person_of_its_own():
    register_id = commons.register()
    rows = [row(2, people.sheet()), row(3, people.LUCIENNE), row(4, people.sheet())]

    stored = store_rows(**upkeep(register_id), rows=rows, batch=1)

    assert (stored.new, stored.changed) == (3, 0)
    found = [one.person for one in compare(**upkeep(register_id), rows=rows)]
    assert set(found) == set(people_in(register_id=register_id))
    assert read_by_steward(register_id, found[1]).name == people.LUCIENNE.name


def test_a_second_delivery_says_same_changed_new():
    register_id = commons.register()
    first = [people.LUCIENNE, people.sheet()]
    here = stored_people(register_id, [row(i, s) for i, s in enumerate(first)])
    moved = replace(first[1], district="Q4")

    found = list(
        compare(
            **upkeep(register_id),
            rows=[row(2, first[0]), row(3, moved), row(4, people.sheet())],
        )
    )

    assert [(c.line, c.change, c.person, c.groups) for c in found] == [
        (2, Change.SAME, here[0], ()),
        (3, Change.CHANGED, here[1], (FieldGroup.DISTRICT,)),
        (4, Change.NEW, None, ()),
    ]


def test_the_number_of_the_source_finds_a_row_whose_name_changed():
    register_id = commons.register()
    sheet = people.sheet()
    (person,) = stored_people(register_id, [row(2, sheet, external_id="A-17")])
    married = replace(sheet, name=replace(sheet.name, last="Nouveau"), phones=(), birth=None)

    (found,) = compare(**upkeep(register_id), rows=[row(2, married, external_id="A-17")])

    assert (found.change, found.person, found.groups) == (
        Change.CHANGED,
        person,
        (FieldGroup.NAME,),
    )


def test_the_same_person_of_another_register_is_proposed_not_merged():
    elsewhere = people.person_in(commons.register())
    register_id = commons.register()

    (found,) = compare(**upkeep(register_id), rows=[row(2, people.LUCIENNE)])

    assert (found.change, found.person, found.elsewhere) == (Change.NEW, None, elsewhere)


def test_a_person_known_elsewhere_keeps_her_uuid_when_the_row_says_so():
    elsewhere = people.person_in(commons.register())
    register_id = commons.register()

    stored = store_rows(
        **upkeep(register_id), rows=[row(2, people.LUCIENNE, person=elsewhere)], batch=1
    )

    assert (people_in(register_id=register_id), stored.new) == ((elsewhere,), 1)


def test_a_row_of_somebody_who_opposed_every_use_is_left_out():
    register_id = commons.register()
    person = people.person_in(register_id)
    object_to(
        actor=SYSTEM,
        new=NewObjection(
            person=person,
            scope=ObjectionScope.ALL,
            channel=Channel.PHONE,
        ),
        at=commons.now(),
    )
    erase(actor=people.dpo_who_found(person), person=person, at=commons.now())
    rows = [row(2, people.LUCIENNE), row(3, people.sheet())]

    found = [c.change for c in compare(**upkeep(register_id), rows=rows)]
    stored = store_rows(**upkeep(register_id), rows=rows, batch=1)

    assert found == [Change.OBJECTED, Change.NEW]
    assert stored.new == 1
    nobody, somebody = (c.person for c in compare(**upkeep(register_id), rows=rows))
    assert (nobody, people_in(register_id=register_id)) == (None, (somebody,))


def test_undo_brings_back_the_letter_and_removes_what_was_new():
    register_id = commons.register()
    (person,) = stored_people(register_id, [row(2, people.LUCIENNE)])
    changed = replace(people.LUCIENNE, district="Q9", phones=("+33199000555",))
    store_rows(
        **upkeep(register_id),
        rows=[row(2, changed, person=person), row(3, people.sheet())],
        batch=2,
    )

    undone = undo_batch(**upkeep(register_id), batch=2)

    assert (undone.removed, undone.restored) == (1, 1)
    card = read_by_steward(register_id, person)
    assert (card.district, card.phones) == ("Q3", people.LUCIENNE.phones)
    assert people_in(register_id=register_id) == (person,)
    (found,) = compare(**upkeep(register_id), rows=[row(2, people.LUCIENNE)])
    assert (found.change, found.person) == (Change.SAME, person)


def test_undo_keeps_an_entry_that_the_desk_has_corrected_since():
    register_id = commons.register()
    first = [row(2, people.LUCIENNE), row(3, people.sheet())]
    corrected, other = stored_people(register_id, first)
    wrong = [
        one._replace(sheet=replace(one.sheet, district="Q9"), person=person)
        for one, person in zip(first, (corrected, other), strict=True)
    ]
    store_rows(**upkeep(register_id), rows=wrong, batch=2)
    store_sheet(
        **upkeep(register_id),
        sheet=Sheet(phones=("+33199000777",)),
        mode=RegistrationMode.SELF,
        person=corrected,
    )

    undone = undo_batch(**upkeep(register_id), batch=2)

    assert (undone.removed, undone.restored, undone.kept) == (0, 1, 1)
    card = read_by_steward(register_id, corrected)
    assert (card.phones, card.district) == (("+33199000777",), "Q9")
    assert read_by_steward(register_id, other).district == "Q1"
    (found,) = compare(
        **upkeep(register_id), rows=[row(2, replace(people.LUCIENNE, phones=card.phones))]
    )
    assert found.person == corrected


def test_undo_keeps_a_new_entry_that_somebody_has_written_to_or_ended_since():
    register_id = commons.register()
    rows = [row(2, people.LUCIENNE), row(3, people.sheet()), row(4, people.sheet())]
    corrected, ended, _untouched = stored_people(register_id, rows)
    store_sheet(
        **upkeep(register_id),
        sheet=Sheet(phones=("+33199000777",)),
        mode=RegistrationMode.SELF,
        person=corrected,
    )
    end_records(
        actor=people.steward(),
        record_ids=[one.record_id for one in records_of(ended)],
        state=RecordState.PAST,
        at=commons.now(),
    )

    undone = undo_batch(**upkeep(register_id), batch=1)

    assert undone.removed == 1
    assert people_in(register_id=register_id) == (corrected,)
    assert read_by_steward(register_id, corrected).phones == ("+33199000777",)
    assert [one.state for one in records_to_erase(ended)] == [RecordState.PAST]


def test_a_clerk_compares_nothing():
    register_id = commons.register()
    clerk = people.clerk()
    search = people.grant_of(clerk, Purpose.REGISTER_UPKEEP, Reach.SEARCH, register_id)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        list(
            compare(
                actor=clerk,
                grant_id=search,
                register_id=register_id,
                rows=[row(2, people.LUCIENNE)],
                at=commons.now(),
            )
        )


def test_a_delivery_is_planned_for_its_own_size_even_where_tables_are_fresh():
    """From the sixth chunk on, a plan for any delivery walked a fresh register once for each line: half a minute, then refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE pronamespace = 'sealed'::regnamespace"
            " AND proname IN ('match', 'differences') ORDER BY proname"
        )
        found = dict(cursor.fetchall())

    assert [name for name, given in found.items() if OWN_PLAN in given] == ["differences", "match"]


@pytest.mark.django_db(transaction=True)
def test_people_of_two_other_registers_are_found_where_tables_were_last_counted_empty():
    """Counted while a first delivery was not yet certain, each line was held against all marks: half a minute, then refused."""
    rows = [row(line, people.sheet(), external_id=f"S{line}") for line in range(1_500)]
    with transaction.atomic():
        stored_people(commons.register(), rows)
        transaction.set_rollback(True)
    run_as_migrator("ANALYZE sealed.mark, sealed.value, public.commons_record")
    assert set(counts().values()) == {0}

    with transaction.atomic():
        stored_people(commons.register(), rows)
        assert min(counts().values()) >= len(rows)
        found = list(compare(**upkeep(second := commons.register()), rows=rows))
        known = [here._replace(person=one.elsewhere) for here, one in zip(rows, found, strict=True)]
        store_rows(**upkeep(second), rows=known, batch=2)
        third = list(compare(**upkeep(commons.register()), rows=rows))

    assert None not in {one.elsewhere for one in found}
    assert [one.elsewhere for one in third] == [one.elsewhere for one in found]
