from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import make_aware
from tests.make import accounts, solidarity
from tests.make.solidarity import DAY, EVE

from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.solidarity.models import Place, Slot
from entremise.solidarity.operations.places import (
    book_place,
    confirm_place,
    leave_place,
    note_presence,
    release_unconfirmed,
)
from entremise.solidarity.vocabulary.actions import Holder, PlaceState, Refusal

pytestmark = pytest.mark.django_db


def state_of(place):
    return Place.objects.get(pk=place.pk).state


def town(moment):
    """By the clock of the town."""
    return make_aware(datetime.fromisoformat(moment))


def leave(place, who, at=EVE):
    return leave_place(actor=who, place_id=place.pk, at=at)


def test_a_full_slot_keeps_those_who_wait_in_order():
    slot = solidarity.slot(seats=1)

    states = [solidarity.place(slot).state for _ in range(3)]

    slot.refresh_from_db()
    assert states == [PlaceState.BOOKED, PlaceState.WAITING, PlaceState.WAITING]
    assert (slot.taken_count, slot.waiting_count) == (1, 2)


def test_who_will_not_wait_is_told_that_the_slot_is_full():
    slot = solidarity.slot(seats=1)
    solidarity.place(slot)

    with pytest.raises(Refused, match=Refusal.SLOT_FULL):
        solidarity.place(slot, may_wait=False)


def test_a_freed_seat_goes_to_the_first_who_waits_with_a_day_to_confirm():
    slot, who = solidarity.slot(seats=1), solidarity.helper()
    taken = solidarity.place(slot, who)
    first, second = solidarity.place(slot), solidarity.place(slot)

    brought_in = leave(taken, who)

    first.refresh_from_db()
    slot.refresh_from_db()
    assert brought_in == (first.pk,)
    assert (first.state, first.confirm_by) == (PlaceState.BOOKED, EVE + DAY)
    assert state_of(second) == PlaceState.WAITING
    assert (slot.taken_count, slot.waiting_count) == (1, 1)


@pytest.mark.parametrize(
    ("starts", "until"),
    [
        ("2026-07-16 10:00", "2026-07-16 09:00"),  # asked at eight, half of what is left
        ("2026-07-16 07:30", "2026-07-16 07:30"),  # nobody can be asked before: she keeps it
        ("2026-07-20 10:00", "2026-07-17 08:00"),
    ],
)
def test_a_seat_freed_in_the_evening_is_not_lost_before_the_question_may_ring(starts, until):
    night, who = town("2026-07-15 21:30"), solidarity.helper()
    slot = solidarity.slot(starts_at=town(starts))
    taken, first = solidarity.place(slot, who), solidarity.place(slot)

    leave(taken, who, at=night)

    first.refresh_from_db()
    assert first.confirm_by == town(until)


def test_who_is_brought_in_and_says_nothing_gives_way_to_the_next():
    slot, who = solidarity.slot(seats=1), solidarity.helper()
    taken = solidarity.place(slot, who)
    first, second = solidarity.place(slot), solidarity.place(slot)
    leave(taken, who)

    count = release_unconfirmed(actor=who, at=EVE + DAY)

    assert count == 1
    assert (state_of(first), state_of(second)) == (PlaceState.LAPSED, PlaceState.BOOKED)


def test_a_confirmed_place_is_kept_and_confirming_again_is_nothing():
    slot, who, next_one = solidarity.slot(seats=1), solidarity.helper(), solidarity.helper()
    taken, waiting = solidarity.place(slot, who), solidarity.place(slot, next_one)
    leave(taken, who)

    for _ in range(2):
        confirm_place(actor=next_one, place_id=waiting.pk, at=EVE)
    release_unconfirmed(actor=who, at=EVE + 2 * DAY)

    assert state_of(waiting) == PlaceState.CONFIRMED


def test_leaving_late_asks_for_a_substitute_until_somebody_comes():
    slot, who = solidarity.slot(seats=1), solidarity.helper()
    place = solidarity.place(slot, who)

    leave(place, who, at=slot.starts_at - timedelta(hours=5))

    assert state_of(place) == PlaceState.WITHDRAWN_LATE
    assert Slot.objects.get(pk=slot.pk).is_substitute_wanted is True
    solidarity.place(slot, at=slot.starts_at - timedelta(hours=4))
    assert Slot.objects.get(pk=slot.pk).is_substitute_wanted is False


def test_who_left_the_waiting_list_late_leaves_nobody_in_trouble():
    slot, who = solidarity.slot(seats=1), solidarity.helper()
    solidarity.place(slot)
    waiting = solidarity.place(slot, who)

    leave(waiting, who, at=slot.starts_at - timedelta(hours=5))

    assert state_of(waiting) == PlaceState.WITHDRAWN
    assert Slot.objects.get(pk=slot.pk).is_substitute_wanted is False


def test_nobody_is_twice_in_a_slot_nor_in_two_places_at_once():
    action, who = solidarity.action(), solidarity.helper()
    one, other = solidarity.slot(action, seats=5), solidarity.slot(action, seats=5, task="Accueil")
    solidarity.place(one, who)

    with pytest.raises(Refused, match=Refusal.ALREADY_BOOKED):
        solidarity.place(one, who)
    with pytest.raises(Refused, match=Refusal.AT_THAT_TIME):
        solidarity.place(other, who)


@pytest.mark.parametrize(("minimum", "age", "is_let_in"), [(18, 16, False), (16, 16, True)])
def test_an_action_says_from_which_age(minimum, age, is_let_in):
    slot = solidarity.slot(solidarity.action(minimum_age=minimum))

    if not is_let_in:
        with pytest.raises(Refused, match=Refusal.TOO_YOUNG):
            solidarity.place(slot, age=age)
        return

    assert solidarity.place(slot, age=age).is_minor is True


@pytest.mark.parametrize("state", ["DRAFT", "VALIDATED", "HELD"])
def test_only_an_open_action_is_booked(state):
    slot = solidarity.slot(solidarity.action(state=state))

    with pytest.raises(Refused, match=Refusal.SLOT_OVER):
        solidarity.place(slot)


def test_the_desk_books_for_a_person_without_account_and_nobody_else_does():
    slot = solidarity.slot(seats=2)
    desk, person = accounts.actor(Role.GO_BETWEEN), uuid4()
    asked = {"slot_id": slot.pk, "age": 18, "may_wait": True, "at": EVE}

    book_place(actor=desk, holder=Holder(person=person), **asked)

    assert Place.objects.get().person == person
    for stranger in (solidarity.helper(), solidarity.runner(slot.action)):
        with pytest.raises(Refused, match=Refusal.NOT_YOUR_ACTION):
            book_place(actor=stranger, holder=Holder(person=uuid4()), **asked)


def test_the_database_holds_who_holds_a_place():
    slot = solidarity.slot()
    moment = {"state": "BOOKED", "booked_at": EVE, "changed_at": EVE}

    for holder in ({}, {"user": accounts.user(), "person": uuid4()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.create(slot=slot, **moment, **holder)


def test_the_database_gives_no_more_seats_than_there_are():
    slot = solidarity.slot(seats=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(taken_count=2)


def test_a_place_is_confirmed_and_freed_by_its_holder_alone():
    slot = solidarity.slot()
    place = solidarity.place(slot)

    for gesture in (confirm_place, leave_place):
        with pytest.raises(Refused, match=Refusal.NOT_HELD):
            gesture(actor=solidarity.helper(), place_id=place.pk, at=EVE)


def test_the_time_of_those_present_is_counted_and_of_nobody_else():
    slot = solidarity.slot(seats=3)
    places = [solidarity.place(slot) for _ in range(3)]
    said = (PlaceState.PRESENT, PlaceState.EXCUSED, PlaceState.ABSENT)
    asked = {"slot_id": slot.pk, "presences": dict(zip([p.pk for p in places], said, strict=True))}

    with pytest.raises(Refused, match=Refusal.NOT_BEGUN):
        note_presence(actor=solidarity.runner(slot.action), at=EVE, **asked)
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_ACTION):
        note_presence(actor=accounts.actor(Role.PARTNER), at=slot.ends_at, **asked)
    note_presence(actor=solidarity.runner(slot.action), at=slot.ends_at, **asked)

    minutes = [Place.objects.get(pk=one.pk).minutes for one in places]
    assert (minutes, [state_of(one) for one in places]) == ([180, 0, 0], list(said))
