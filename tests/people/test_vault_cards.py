"""Opening a card: what the grant allows, once, and nothing more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.make import accounts, commons, people

from entremise.commons.models import Assignment, Grant
from entremise.commons.operations.ask import ask, ask_page
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.people.vault import open_card, open_page, store_sheet
from entremise.people.vocabulary import Contact, Name, Refusal, Situation, Title

pytestmark = pytest.mark.django_db


def opened(desk, groups=commons.CALL_GROUPS):
    tickets = ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=groups,
        at=commons.now(),
    )
    return open_card(tickets=tickets, at=commons.now())


def test_a_card_holds_what_the_grant_allows():
    desk = people.desk()

    card = opened(desk)

    assert card.name == Name("Palluel", "Lucienne", Title.MADAME, "Vaudremont")
    assert card.phones == ("+33199003107", "+33639982310")
    assert (card.age_band, card.birth) == ("85-89", None)
    assert card.situation == Situation(lives_alone=True, hot_home=True)
    assert card.contact == Contact(language="pt", hearing_note="Parler fort et lentement")
    assert (card.mail, card.address, card.free_text, card.quality) == ("", None, "", "")
    assert card.sources == ("le registre canicule",)


def test_asking_more_groups_gives_only_those_of_the_grant():
    card = opened(people.desk(), groups=people.ALL_GROUPS)

    assert (card.address, card.birth, card.third_parties) == (None, None, ())
    assert card.district == "Q3"


def test_asking_one_group_gives_that_one():
    card = opened(people.desk(), groups=[FieldGroup.DISTRICT])

    assert (card.district, card.name, card.phones) == ("Q3", None, ())


def test_a_ticket_serves_once():
    desk = people.desk()
    tickets = ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=commons.CALL_GROUPS,
        at=commons.now(),
    )
    open_card(tickets=tickets, at=commons.now())

    with pytest.raises(Refused, match=Refusal.TICKET_REFUSED):
        open_card(tickets=tickets, at=commons.now())


def test_a_person_of_two_registers_gives_one_card_with_both_sources():
    desk = people.desk()
    voluntary = commons.register(RegisterKind.CAMPAIGN, plain_name="les appels de juillet")
    keeper = people.steward()
    store_sheet(
        actor=keeper,
        grant_id=people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, voluntary),
        register_id=voluntary,
        sheet=people.sheet(phones=("+33199000001",), name=None, birth=None),
        mode="SELF",
        at=commons.now(),
        person=desk.person,
    )
    Grant.objects.filter(pk=desk.grant.pk).update(registers=[desk.register_id, voluntary])

    card = opened(desk)

    assert card.phones == ("+33199000001", "+33199003107", "+33639982310")
    assert card.sources == ("les appels de juillet", "le registre canicule")


def test_an_unknown_person_is_refused_like_one_who_is_not_assigned():
    desk = people.desk()
    Assignment.objects.all().delete()

    for person in (desk.person, uuid4()):
        with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
            ask(
                actor=desk.caller,
                grant_ids=[desk.grant.pk],
                person=person,
                groups=commons.CALL_GROUPS,
                at=commons.now(),
            )


def test_a_page_shows_twenty_five_people_under_one_event():
    register_id = commons.register()
    shown = [people.person_in(register_id, people.sheet()) for _ in range(3)]
    keeper = people.steward()
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id)

    tickets = ask_page(
        actor=keeper,
        grant_id=grant_id,
        people=shown,
        groups=[FieldGroup.NAME, FieldGroup.BIRTH],
        at=commons.now(),
    )
    cards = open_page(tickets=tickets, at=commons.now())

    assert set(cards) == set(shown)
    assert all(card.name and card.birth for card in cards.values())


def test_a_page_of_twenty_six_is_refused():
    register_id = commons.register()
    keeper = people.steward()
    person = people.person_in(register_id)
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        ask_page(
            actor=keeper,
            grant_id=grant_id,
            people=[person, *(uuid4() for _ in range(25))],
            groups=[FieldGroup.NAME],
            at=commons.now(),
        )


def test_a_caller_never_gets_a_page_of_two():
    desk = people.desk()
    other = people.person_in(desk.register_id, people.sheet())
    commons.assignment(desk.caller, other)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        ask_page(
            actor=desk.caller,
            grant_id=desk.grant.pk,
            people=[desk.person, other],
            groups=[FieldGroup.NAME],
            at=commons.now(),
        )


def test_the_hour_has_a_cap_and_the_same_person_counts_once():
    desk = people.desk(hourly_cap=1)
    opened(desk)
    opened(desk)
    other = people.person_in(desk.register_id, people.sheet())
    commons.assignment(desk.caller, other)

    with pytest.raises(Refused, match=Denial.CAPPED):
        ask(
            actor=desk.caller,
            grant_ids=[desk.grant.pk],
            person=other,
            groups=commons.CALL_GROUPS,
            at=commons.now(),
        )


def test_the_charter_lowers_the_cap_and_the_groups():
    desk = people.desk()
    commons.charter_rule("groups.ALERT_CALL", ["name"])

    card = opened(desk)

    assert (card.name is not None, card.phones) == (True, ())


def test_an_association_never_opens_a_feed_of_the_departement():
    register_id = commons.register(RegisterKind.APA_FEED)
    person = people.person_in(register_id)
    club = accounts.organization(kind="ASSOCIATION")
    caller = accounts.actor("CALLER", organization=club)
    grant = commons.grant(
        registers=[register_id], user_id=caller.user_id, activation=commons.activation()
    )
    commons.assignment(caller, person)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        ask(
            actor=caller,
            grant_ids=[grant.pk],
            person=person,
            groups=commons.CALL_GROUPS,
            at=commons.now(),
        )


@pytest.mark.parametrize(
    "ended",
    [
        {"state": "SUSPENDED"},
        {"expires_at": commons.now() - timedelta(seconds=1)},
        {"activation": None},
    ],
)
def test_a_grant_that_is_not_in_force_opens_nothing(ended):
    desk = people.desk()
    Grant.objects.filter(pk=desk.grant.pk).update(**ended)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        opened(desk)
