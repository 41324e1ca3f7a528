"""Many at once: two hundred for one seat, one person twice, a seat freed while somebody waits, a slot called off."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.make import solidarity
from tests.make.solidarity import EVE

from entremise.kernel.errors import Refused
from entremise.solidarity.models import Place, Slot
from entremise.solidarity.operations.actions import cancel_slot
from entremise.solidarity.operations.places import book_place, confirm_place, leave_place
from entremise.solidarity.vocabulary.actions import PlaceState, Refusal

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, CONNECTIONS = 200, 40


def at_once(*acts, connections=None):
    """Each act on a connection of its own, started together; what each returned, or its refusal."""
    start = Barrier(min(len(acts), connections or len(acts)))

    def run(act):
        try:
            return act()
        except Refused as refused:
            return refused.reason

    def share(mine):
        start.wait()
        try:
            return [run(act) for act in mine]
        finally:
            connection.close()

    shares = [acts[first :: start.parties] for first in range(start.parties)]
    with ThreadPoolExecutor(start.parties) as crowd:
        return [answer for answers in crowd.map(share, shares) for answer in answers]


def booking(slot, who, *, may_wait=False):
    return lambda: book_place(actor=who, slot_id=slot.pk, age=18, may_wait=may_wait, at=EVE)


def counts(slot):
    row = Slot.objects.get(pk=slot.pk)
    return row.taken_count, row.waiting_count


def test_two_hundred_ask_for_one_seat_and_one_has_it():
    slot = solidarity.slot(seats=1)
    crowd = [solidarity.helper() for _ in range(CROWD)]

    answers = at_once(*(booking(slot, who) for who in crowd), connections=CONNECTIONS)

    assert answers.count(Refusal.SLOT_FULL) == CROWD - 1
    assert (Place.objects.count(), counts(slot)) == (1, (1, 0))


def test_who_waits_waits_once_and_nobody_is_lost():
    slot = solidarity.slot(seats=3)
    crowd = [solidarity.helper() for _ in range(20)]

    answers = at_once(*(booking(slot, who, may_wait=True) for who in crowd))

    assert len(set(answers)) == 20
    assert counts(slot) == (3, 17)


def test_a_double_click_takes_one_seat():
    for _ in range(5):
        slot, who = solidarity.slot(seats=5), solidarity.helper()

        answers = at_once(*[booking(slot, who)] * 4)

        assert answers.count(Refusal.ALREADY_BOOKED) == 3
        assert counts(slot) == (1, 0)


def test_a_seat_freed_while_others_ask_is_never_lost_nor_given_twice():
    for _ in range(5):
        slot, who = solidarity.slot(seats=1), solidarity.helper()
        place = solidarity.place(slot, who)
        waiting = [solidarity.place(slot) for _ in range(2)]
        asking = [booking(slot, solidarity.helper(), may_wait=True) for _ in range(4)]

        at_once(
            lambda one=place, actor=who: leave_place(actor=actor, place_id=one.pk, at=EVE), *asking
        )

        assert counts(slot) == (1, 5)
        assert Place.objects.get(pk=waiting[0].pk).state == PlaceState.BOOKED


def test_confirmed_and_freed_at_once_is_one_of_both_and_counted():
    for _ in range(5):
        slot, who = solidarity.slot(seats=1), solidarity.helper()
        place = solidarity.place(slot, who)
        asked = {"actor": who, "place_id": place.pk, "at": EVE}

        at_once(lambda a=asked: confirm_place(**a), lambda a=asked: leave_place(**a))

        assert Place.objects.get(pk=place.pk).state == PlaceState.WITHDRAWN
        assert counts(slot) == (0, 0)


def test_nobody_has_a_place_in_a_slot_called_off_meanwhile():
    for _ in range(5):
        slot = solidarity.slot(seats=9)
        runner = solidarity.runner(slot.action)
        asking = [booking(slot, solidarity.helper()) for _ in range(4)]

        at_once(lambda s=slot, r=runner: cancel_slot(actor=r, slot_id=s.pk, at=EVE), *asking)

        assert not Place.objects.filter(slot=slot).exclude(state=PlaceState.CANCELLED).exists()


@pytest.mark.parametrize("turn", range(5))
def test_two_slots_of_the_same_hour_booked_at_once_by_one_person_are_one(turn):
    who = solidarity.helper()
    first, second = (solidarity.slot() for _ in range(2))

    answers = at_once(booking(first, who), booking(second, who))

    assert answers.count(Refusal.AT_THAT_TIME) == 1
    assert Place.objects.filter(user_id=who.user_id).count() == 1
