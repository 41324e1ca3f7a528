"""Real connections at the same time: nobody is given twice, nobody is left although free."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connections
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, Wave
from entremise.outreach.operations import waves
from entremise.outreach.operations.calls import show_number
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.waves import begin_due_wave, begin_wave, call_begun, set_rhythm
from entremise.outreach.vocabulary.calls import CallState, Closing, Outcome
from entremise.solidarity.models import Booking
from entremise.solidarity.operations.shifts import book_shift

pytestmark = pytest.mark.django_db(transaction=True)
NOON = make.NOON
CALLERS, CALLS = 32, 200


def together(count: int, work: Callable[[int], object]) -> list[object]:
    """Run the work in so many threads that start at once, each on its own connection."""
    barrier = Barrier(count)

    def alone(number: int) -> object:
        try:
            barrier.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(alone, range(count)))


def test_thirty_two_callers_drain_a_campaign_and_nobody_is_given_twice():
    campaign = make.campaign()
    seat = make.shift(campaign)
    for number in range(CALLS):
        make.call(campaign=campaign, level=1 + number % 3, language=("fr", "pt")[number % 5 == 0])
    callers = [
        make.caller(campaign, level=3, languages=("fr", "pt"), seat=seat) for _ in range(CALLERS)
    ]

    def drain(number: int) -> int:
        caller, done = callers[number], 0
        while True:
            try:
                taken = make.held(caller, campaign)
            except Refused:
                return done
            show_number(actor=caller, call_id=taken.call_id, token=taken.token, at=NOON)
            closing = Closing(outcome=Outcome.NO_ANSWER)
            close_call(
                actor=caller, call_id=taken.call_id, token=taken.token, closing=closing, at=NOON
            )
            done += 1

    done = together(CALLERS, drain)

    given = Counter(Attempt.objects.values_list("call_id", flat=True))
    assert (sum(done), len(given), max(given.values())) == (CALLS, CALLS, 1)
    assert set(Call.objects.values_list("state", flat=True)) == {CallState.WAITING}


def test_the_tabs_of_one_caller_find_the_same_person():
    campaign = make.campaign()
    for _ in range(8):
        make.call(campaign=campaign)
    caller = make.caller(campaign)

    taken = together(6, lambda _number: make.held(caller, campaign).call_id)

    assert len(set(taken)) == 1
    assert Attempt.objects.count() == 1


def test_a_caller_of_two_campaigns_holds_one_person():
    first, second = make.campaign(), make.campaign()
    make.call(campaign=first), make.call(campaign=second)
    caller = make.caller(first)
    make.caller(second, user=make.User.objects.get(pk=caller.user_id))

    taken = together(2, lambda number: make.held(caller, (first, second)[number]).call_id)

    assert len(set(taken)) == 1


def test_the_last_seat_of_a_shift_goes_to_one():
    campaign = make.campaign()
    shift = make.shift(campaign, seats=1)
    people = [accounts.actor() for _ in range(6)]

    def book(number: int) -> bool:
        who = people[number]
        try:
            book_shift(actor=who, shift_id=shift.pk, user_id=who.user_id, level=1, at=NOON)
        except Refused:
            return False
        return True

    assert together(6, book).count(True) == 1
    assert Booking.objects.count() == 1


def test_callers_take_while_a_wave_is_being_called(monkeypatch):
    """A batch is held open in the middle: those who wait on the list are taken all the same."""
    room = make.room(*[people.sheet() for _ in range(6)])
    Call.objects.filter(person__in=room.people[:3]).update(
        state=CallState.DONE, ended_at=commons.now() - timedelta(days=1)
    )
    inserted, taken = Event(), Event()
    insert = waves.insert_anew

    def held_open(*given, **named):
        insert(*given, **named)
        inserted.set()
        assert taken.wait(20)

    monkeypatch.setattr(waves, "insert_anew", held_open)
    begin_wave(actor=SYSTEM, campaign_id=room.campaign.pk, at=commons.now())

    def work(number: int) -> object:
        if number == 0:
            return call_begun(campaign_id=room.campaign.pk, at=commons.now())
        assert inserted.wait(20)
        found = make.held(room.caller, room.campaign, commons.now())
        taken.set()
        return found.person

    _, person = together(2, work)

    assert Wave.objects.get().called_count == 3
    assert person in room.people[3:]


def test_workers_at_the_same_moment_begin_one_wave():
    room, tomorrow = make.room(), commons.now() + timedelta(days=1)
    set_rhythm(actor=SYSTEM, campaign_id=room.campaign.pk, days=1, at=commons.now())
    Call.objects.update(state=CallState.DONE, ended_at=commons.now())

    began = together(6, lambda _: begin_due_wave(campaign_id=room.campaign.pk, at=tomorrow))

    assert sum(map(bool, began)) == 1
    assert (Wave.objects.count(), Call.objects.filter(ended_at=None).count()) == (1, 1)
