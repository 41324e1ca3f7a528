"""Writing: a sheet, a part of it, a text, a copy; and what nobody may write."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.make import commons, people

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Role
from entremise.commons.models import ObjectionMark, Record
from entremise.commons.operations.ask import ask, ask_page
from entremise.commons.operations.objections import object_to
from entremise.commons.operations.registers import close_register, end_records
from entremise.commons.queries.objections import objections_of
from entremise.commons.queries.registers import records_of
from entremise.commons.vocabulary.access import (
    Channel,
    NewObjection,
    ObjectionScope,
    Reach,
    RecordState,
    RegistrationMode,
)
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.operations import ask_letter
from entremise.notices.queries import letters_to_print
from entremise.notices.vocabulary import Template
from entremise.people.queries import code_of, person_with_code
from entremise.people.vault import (
    add_to_register,
    copy_into,
    erase,
    find_by_name,
    find_by_phone,
    open_card,
    open_page,
    store_sheet,
    store_text,
)
from entremise.people.vocabulary import Refusal, Sheet

pytestmark = pytest.mark.django_db


def read_by_steward(register_id, person, groups=people.ALL_GROUPS):
    keeper = people.steward()
    tickets = ask_page(
        actor=keeper,
        grant_id=people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id),
        people=[person],
        groups=groups,
        at=commons.now(),
    )
    return open_page(tickets=tickets, at=commons.now())[person]


def upkeep(register_id, actor=None, reach=Reach.PAGE):
    keeper = actor or people.steward()
    return {
        "actor": keeper,
        "grant_id": people.grant_of(keeper, Purpose.REGISTER_UPKEEP, reach, register_id),
        "register_id": register_id,
        "at": commons.now(),
    }


def kinds_kept(person) -> list[str]:
    """What an objection of hers would find her again by."""
    kept = object_to(
        actor=SYSTEM,
        new=NewObjection(
            person=person,
            scope=ObjectionScope.CAMPAIGN,
            channel=Channel.PHONE,
            origin=Origin("CAMPAIGN", 1),
        ),
        at=commons.now(),
    )
    return sorted(ObjectionMark.objects.filter(objection_id=kept).values_list("kind", flat=True))


def test_a_sheet_comes_back_as_it_was_written():
    register_id = commons.register()
    person = people.person_in(register_id)

    card = read_by_steward(register_id, person)

    written = people.LUCIENNE
    for field in ("name", "birth", "phones", "mail", "address", "district", "situation", "contact"):
        assert getattr(card, field) == getattr(written, field)
    assert (card.third_parties, card.quality, card.free_text) == (
        written.third_parties,
        written.quality,
        written.free_text,
    )


def test_a_person_has_a_code_that_leads_to_her():
    person = people.person_in(commons.register())

    code = code_of(person)

    assert (code[:2], len(code), person_with_code(code.lower())) == ("P-", 8, person)


def test_a_new_number_replaces_the_old_one_in_searches_too():
    register_id = commons.register()
    person = people.person_in(register_id)
    clerk = people.clerk()
    search = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, register_id)

    store_sheet(
        **upkeep(register_id),
        sheet=Sheet(phones=("+33199000777",)),
        mode=RegistrationMode.SELF,
        person=person,
    )

    found = [
        find_by_phone(actor=clerk, grant_id=search, number=number, at=commons.now())
        for number in ("+33199003107", "+33199000777")
    ]
    assert found == [(), (person,)]
    assert set(kinds_kept(person)) == {"NAME_DATE", "PHONE_FIRST"}


def test_a_name_is_found_by_birth_name_and_by_usage_name():
    register_id = commons.register()
    person = people.person_in(register_id)
    clerk = people.clerk()
    search = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, register_id)

    found = [
        find_by_name(
            actor=clerk,
            grant_id=search,
            last=last,
            first="lucienne",
            birth_year=1940,
            at=commons.now(),
        )
        for last in ("PALLUEL", "vaudremont", "Autre")
    ]

    assert found == [(person,), (person,), ()]


def test_whom_a_search_found_can_be_opened_and_nobody_else():
    register_id = commons.register()
    person = people.person_in(register_id)
    other = people.person_in(register_id, people.sheet())
    clerk = people.clerk()
    search = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, register_id)
    find_by_phone(actor=clerk, grant_id=search, number="+33199003107", at=commons.now())

    tickets = ask(
        actor=clerk,
        grant_ids=[search],
        person=person,
        groups=[FieldGroup.NAME],
        at=commons.now(),
    )

    assert open_card(tickets=tickets, at=commons.now()).name == people.LUCIENNE.name
    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        ask(
            actor=clerk,
            grant_ids=[search],
            person=other,
            groups=[FieldGroup.NAME],
            at=commons.now(),
        )


def test_a_resident_enters_herself_without_account():
    register_id = commons.register()

    person = store_sheet(
        actor=RESIDENT,
        grant_id=None,
        register_id=register_id,
        sheet=people.LUCIENNE,
        mode=RegistrationMode.SELF,
        at=commons.now(),
    )

    assert read_by_steward(register_id, person).name == people.LUCIENNE.name


@pytest.mark.parametrize("kind", [RegisterKind.APA_FEED, RegisterKind.CAMPAIGN])
def test_a_resident_enters_nothing_into_other_registers(kind):
    register_id = commons.register(kind)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        store_sheet(
            actor=RESIDENT,
            grant_id=None,
            register_id=register_id,
            sheet=people.LUCIENNE,
            mode=RegistrationMode.SELF,
            at=commons.now(),
        )


def test_a_resident_without_account_changes_nobody():
    register_id = commons.register()
    person = people.person_in(register_id)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        store_sheet(
            actor=RESIDENT,
            grant_id=None,
            register_id=register_id,
            sheet=Sheet(phones=("+33199000666",)),
            mode=RegistrationMode.SELF,
            at=commons.now(),
            person=person,
        )


def test_a_closed_register_takes_nothing_more():
    register_id = commons.register()
    given = upkeep(register_id)
    close_register(actor=SYSTEM, register_id=register_id, at=commons.now())

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        store_sheet(**given, sheet=people.LUCIENNE, mode=RegistrationMode.SELF)


def test_answers_have_no_place_in_the_alert_register():
    register_id = commons.register()
    person = people.person_in(register_id)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        store_text(
            **upkeep(register_id), person=person, group=FieldGroup.ANSWERS, text='{"chaud": true}'
        )


def test_a_caller_writes_answers_and_a_copy_into_the_register_of_her_campaign():
    desk = people.desk()
    campaign = commons.register(RegisterKind.CAMPAIGN, plain_name="les appels de juillet")
    grant = commons.grant(
        registers=[campaign],
        user_id=desk.caller.user_id,
        role=Role.CALLER,
        activation_id=desk.activation_id,
        groups=[*commons.CALL_GROUPS, FieldGroup.ANSWERS],
    )
    tickets = ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=commons.CALL_GROUPS,
        at=commons.now(),
    )
    card = open_card(tickets=tickets, at=commons.now())
    given = {"actor": desk.caller, "grant_id": grant.pk, "register_id": campaign}

    record = copy_into(
        **given,
        card=card,
        groups=[FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.AGE_BAND],
        at=commons.now(),
    )
    store_text(
        **given,
        person=desk.person,
        group=FieldGroup.ANSWERS,
        text='{"chaud": true}',
        at=commons.now(),
    )

    tickets = ask(
        actor=desk.caller,
        grant_ids=[grant.pk],
        person=desk.person,
        groups=people.ALL_GROUPS,
        at=commons.now(),
    )
    copied = open_card(tickets=tickets, at=commons.now())
    assert (copied.name, copied.phones, copied.district) == (card.name, card.phones, "")
    assert (copied.age_band, copied.answers) == (card.age_band, '{"chaud": true}')
    assert add_to_register(**given, person=desk.person, at=commons.now()) == record


def test_a_caller_writes_on_nobody_but_whom_she_holds():
    desk = people.desk()
    campaign = commons.register(RegisterKind.CAMPAIGN)
    other = people.person_in(desk.register_id, people.sheet())
    grant = commons.grant(
        registers=[campaign],
        user_id=desk.caller.user_id,
        role=Role.CALLER,
        activation_id=desk.activation_id,
    )

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        store_text(
            actor=desk.caller,
            grant_id=grant.pk,
            register_id=campaign,
            person=other,
            group=FieldGroup.FACTS,
            text="…",
            at=commons.now(),
        )


def test_erasing_leaves_the_code_and_the_objection_but_no_value():
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

    count = erase(actor=people.dpo_who_found(person), person=person, at=commons.now())

    assert (count, records_of(person), objections_of(person)) == (1, (), ())
    assert (
        ObjectionMark.objects.count() == 4
    )  # two names with her date, two numbers with her first name
    assert code_of(person) != ""
    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        read_by_steward(register_id, person)


def test_no_letter_waits_for_somebody_whose_address_is_gone():
    register_id = commons.register()
    gone, other = people.person_in(register_id), people.person_in(register_id, people.sheet())
    for number, person in enumerate((gone, other)):
        ask_letter(
            template=Template.NO_NUMBER,
            fact=Origin("VISIT", number),
            person=person,
            at=commons.now(),
        )

    erase(actor=people.dpo_who_found(gone), person=gone, at=commons.now())

    assert [one.person for one in letters_to_print()] == [other]


def test_somebody_who_opposed_every_use_comes_back_by_her_own_word_alone():
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

    with pytest.raises(Refused, match=Refusal.OBJECTED):
        people.person_in(register_id, mode=RegistrationMode.THIRD_PARTY)
    again = people.person_in(register_id, mode=RegistrationMode.SELF)
    assert read_by_steward(register_id, again).name == people.LUCIENNE.name


def test_an_objection_to_calls_finds_its_person_again_after_erasure():
    register_id = commons.register()
    person = people.person_in(register_id)
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
    erase(actor=people.dpo_who_found(person), person=person, at=commons.now())

    again = people.person_in(register_id, mode=RegistrationMode.THIRD_PARTY)

    assert [card.purpose for card in objections_of(again)] == [Purpose.ALERT_CALL]


def test_retention_erases_only_what_was_ended():
    register_id = commons.register()
    person = people.person_in(register_id)
    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        erase(actor=SYSTEM, person=person, at=commons.now())

    (record,) = records_of(person)
    end_records(
        actor=SYSTEM,
        record_ids=[record.record_id],
        state=RecordState.DECEASED,
        at=commons.now(),
    )

    assert erase(actor=SYSTEM, person=person, at=commons.now()) == 1
    assert Record.objects.get(pk=record.record_id).state == RecordState.DECEASED


def test_a_name_changed_alone_keeps_the_date_in_its_marks():
    register_id = commons.register()
    person = people.person_in(register_id)
    before = kinds_kept(person)

    store_sheet(
        **upkeep(register_id),
        sheet=Sheet(name=replace(people.LUCIENNE.name, usage="")),
        mode=RegistrationMode.SELF,
        person=person,
    )

    assert before == ["NAME_DATE", "NAME_DATE", "PHONE_FIRST", "PHONE_FIRST"]
    assert kinds_kept(person) == ["NAME_DATE", "PHONE_FIRST", "PHONE_FIRST"]
    assert read_by_steward(register_id, person).birth == date(1940, 3, 9)


def test_nobody_is_found_under_an_unknown_code():
    assert person_with_code("P-ZZZZZZ") is None
    assert code_of(uuid4()) == ""
