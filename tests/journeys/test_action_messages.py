"""Places, missions and money write to those who wait for them; NON frees a place, OUI takes the one that was offered."""

from datetime import timedelta

import pytest
from tests.make import accounts, budget, commons, kits, people, solidarity, telling
from tests.make.telling import HELPER, OTHER

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.journeys import tell_staff
from entremise.journeys.action_messages import (
    ask_for_substitutes,
    call_off_slot,
    offer_places,
    remind_places,
)
from entremise.notices.models import Message
from entremise.notices.vocabulary import MessageTemplate
from entremise.solidarity.models import Place
from entremise.solidarity.operations.places import leave_place, release_unconfirmed
from entremise.solidarity.vocabulary.actions import PlaceState
from entremise.solidarity.vocabulary.budget import NewExpense
from entremise.solidarity.vocabulary.missions import NewMission

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def ways_out(settings):
    settings.ENTREMISE_SMS_URL, settings.EMAIL_HOST = "http://127.0.0.1/?to={to}", "127.0.0.1"
    kits.kit_version("temps_ordinaire")


def reached(actor, phone="", mail=""):
    User.objects.filter(pk=actor.user_id).update(phone=phone, mail=mail)
    return actor


def slot_of_tomorrow(**given):
    people.body()
    return solidarity.slot(starts_at=commons.now() + DAY + timedelta(hours=6), **given)


def held(slot, phone, **given):
    who = reached(solidarity.helper(), phone)
    return solidarity.place(slot, who, at=commons.now() - 4 * DAY, **given), who


def state(row):
    row.refresh_from_db()
    return row.state


def test_who_comes_is_reminded_once_and_her_non_frees_the_place():
    place, _who = held(slot_of_tomorrow(), HELPER)

    assert (remind_places(at=commons.now()), remind_places(at=commons.now())) == (1, 0)
    told = telling.leave()
    telling.answer(HELPER, "non désolée")

    assert "Salle des Tanneurs" in told[HELPER]
    assert "Répondez NON" in told[HELPER]
    assert state(place) in (PlaceState.WITHDRAWN, PlaceState.WITHDRAWN_LATE)


@pytest.mark.parametrize(
    ("word", "then"), [("oui", PlaceState.CONFIRMED), ("non", PlaceState.WITHDRAWN)]
)
def test_who_waited_is_offered_the_free_seat_and_answers(word, then):
    slot = slot_of_tomorrow()
    seat, first = held(slot, "")
    waiting, _second = held(slot, OTHER)
    leave_place(actor=first, place_id=seat.pk, at=commons.now())

    offer_places(at=commons.now())
    offer_places(at=commons.now())
    told = telling.leave()
    telling.answer(OTHER, word)

    assert Message.objects.count() == 1
    assert "Répondez OUI ou NON" in told[OTHER]
    assert state(waiting).startswith(then)


def test_a_yes_after_the_deadline_is_thanked_for():
    slot = slot_of_tomorrow()
    seat, first = held(slot, "")
    waiting, _second = held(slot, OTHER)
    leave_place(actor=first, place_id=seat.pk, at=commons.now())
    offer_places(at=commons.now())
    telling.leave()
    release_unconfirmed(actor=first, at=commons.now() + 2 * DAY)

    telling.answer(OTHER, "oui")

    assert state(waiting) == PlaceState.LAPSED
    assert "trop tard" in telling.leave()[OTHER]


def test_a_seat_left_late_asks_those_who_run_the_action_for_a_substitute_once():
    people.body()
    slot = solidarity.slot(starts_at=commons.now() + timedelta(hours=9))
    runner = reached(solidarity.runner(slot.action), mail="fil@exemple.invalid")
    seat, who = held(slot, "")
    leave_place(actor=who, place_id=seat.pk, at=commons.now())

    ask_for_substitutes(at=commons.now())
    ask_for_substitutes(at=commons.now())
    told = telling.leave()

    assert list(told) == ["fil@exemple.invalid"]
    assert f"/{slot.pk}/" in told["fil@exemple.invalid"]
    assert runner.user_id


def test_who_had_a_place_learns_that_it_is_called_off():
    slot = slot_of_tomorrow()
    held(slot, HELPER)
    call_off_slot(actor=solidarity.runner(slot.action), slot_id=slot.pk, at=commons.now())

    assert "annulé" in telling.leave()[HELPER]


def test_a_mission_is_read_on_a_page_and_not_accepted_by_a_word():
    body = accounts.host()
    decider = accounts.actor(Role.DECIDER, organization=body)
    helper = reached(accounts.actor(Role.CONTRIBUTOR, organization=body), HELPER)
    today = commons.now().date()
    new = NewMission(helper.user_id, "Tenir l'accueil", "Arrêté 2026-12", today, today + DAY)

    tell_staff.propose(actor=decider, new=new, at=commons.now())

    assert "/mes-missions/" in telling.leave()[HELPER]
    assert Message.objects.get().expects_kind == ""


def test_an_expense_waits_for_the_first_then_the_second_and_a_no_is_told():
    hall = budget.hall()
    for who, name in ((hall.first, "un"), (hall.second, "deux"), (hall.lead, "lea")):
        reached(who, mail=f"{name}@exemple.invalid")
    commitment = budget.commitment(hall.lead, budget.envelope(hall.first))
    new = NewExpense("Dix tables", 10_000, commons.now().date(), None)
    given = {"at": commons.now()}

    expense_id = tell_staff.justify(
        actor=hall.lead, commitment_id=commitment, new=new, receipt=budget.PDF, **given
    )
    first = telling.leave()
    assert not tell_staff.approve(actor=hall.first, expense_id=expense_id, **given)
    second = telling.leave()
    tell_staff.refuse(actor=hall.second, expense_id=expense_id, reason="Illisible", **given)
    refused = telling.leave()

    assert set(first) == {"un@exemple.invalid", "deux@exemple.invalid"}
    assert set(second) == {"deux@exemple.invalid"}
    assert set(refused) == {"lea@exemple.invalid"}
    assert "Illisible" not in refused["lea@exemple.invalid"]
    assert Message.objects.filter(template=MessageTemplate.EXPENSE_WAITS).count() == 3


def test_a_person_whom_the_desk_has_entered_is_reminded_by_her_sheet(settings):
    town = telling.town(settings)
    slot = slot_of_tomorrow()
    place, _who = held(slot, "")
    Place.objects.filter(pk=place.pk).update(user=None, person=town.need.person)

    remind_places(at=commons.now())
    told = telling.leave()
    telling.answer(telling.PERSON, "non")

    assert list(told) == [telling.PERSON]
    assert state(place).startswith(PlaceState.WITHDRAWN)
