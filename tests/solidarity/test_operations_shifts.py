from datetime import timedelta

import pytest
from tests.make import accounts
from tests.make.outreach import NOON

from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.solidarity.operations.shifts import (
    book_shift,
    cancel_shift,
    confirm,
    end_shift,
    give_up_seat,
    open_shift,
    start_shift,
)
from entremise.solidarity.queries.shifts import (
    hours_worked,
    on_shift,
    presence_of,
    shift,
    shifts_of,
)
from entremise.solidarity.vocabulary.shifts import (
    Debrief,
    NewShift,
    Refusal,
    ShiftState,
)

pytestmark = pytest.mark.django_db
ORIGIN = Origin("CAMPAIGN", 7)
HOUR = timedelta(hours=1)


def opened(seats=2, **given):
    defaults = {"starts_at": NOON, "ends_at": NOON + 3 * HOUR}
    new = NewShift(origin=ORIGIN, seats=seats, **(defaults | given))
    return open_shift(actor=accounts.actor(), new=new, at=NOON - HOUR)


def booked(shift_id, actor=None, level=1, at=NOON - HOUR):
    who = actor or accounts.actor()
    number = book_shift(actor=who, shift_id=shift_id, user_id=who.user_id, level=level, at=at)
    return who, number


def test_a_shift_has_no_more_people_than_seats():
    shift_id = opened(seats=1)
    booked(shift_id)

    with pytest.raises(Refused, match=Refusal.SHIFT_FULL):
        booked(shift_id)


def test_a_freed_seat_is_for_somebody_else():
    shift_id = opened(seats=1)
    who, booking_id = booked(shift_id)
    give_up_seat(actor=who, booking_id=booking_id, at=NOON)

    assert booked(shift_id)


def test_one_seat_each():
    shift_id = opened()
    who, _booking_id = booked(shift_id)

    with pytest.raises(Refused, match=Refusal.ALREADY_BOOKED):
        booked(shift_id, who)


def test_a_shift_lasts_three_hours_at_most():
    with pytest.raises(Refused, match=Refusal.SHIFT_TOO_LONG):
        opened(ends_at=NOON + timedelta(hours=3, minutes=1))


def test_work_begins_a_quarter_of_an_hour_early_at_most():
    who, booking_id = booked(opened())

    with pytest.raises(Refused, match=Refusal.TOO_EARLY):
        start_shift(actor=who, booking_id=booking_id, at=NOON - timedelta(minutes=16))
    start_shift(actor=who, booking_id=booking_id, at=NOON - timedelta(minutes=15))
    assert [one.user_id for one in on_shift(origin=ORIGIN, at=NOON)] == [who.user_id]


def test_nobody_starts_for_another():
    _who, booking_id = booked(opened())

    with pytest.raises(Refused, match=Refusal.NOT_BOOKED):
        start_shift(actor=accounts.actor(), booking_id=booking_id, at=NOON)


def test_the_highest_level_is_named_first_among_those_at_work():
    shift_id = opened()
    for level in (1, 4):
        who, booking_id = booked(shift_id, level=level)
        start_shift(actor=who, booking_id=booking_id, at=NOON)

    assert [one.level for one in on_shift(origin=ORIGIN, at=NOON)] == [4, 1]
    assert [one.level for one in on_shift(origin=ORIGIN, at=NOON, level=4)] == [4]


def test_who_ended_is_not_at_work_and_her_hours_count():
    who, booking_id = booked(opened())
    start_shift(actor=who, booking_id=booking_id, at=NOON)

    debrief = Debrief(energy=3, wants_to_talk=True)
    end_shift(actor=who, booking_id=booking_id, at=NOON + 2 * HOUR, debrief=debrief)

    assert on_shift(origin=ORIGIN, at=NOON + 2 * HOUR) == ()
    assert hours_worked(user_id=who.user_id, since=NOON, until=NOON + 3 * HOUR) == 2
    assert presence_of(user_id=who.user_id, origin=ORIGIN, at=NOON + 2 * HOUR) is None


def test_who_did_not_come_frees_her_seat_and_may_still_arrive():
    shift_id = opened(seats=1)
    who, booking_id = booked(shift_id)

    half_an_hour = NOON + timedelta(minutes=30)
    before, after = (
        shift(shift_id=shift_id, at=moment)
        for moment in (half_an_hour - timedelta(seconds=1), half_an_hour)
    )
    assert (before.taken, before.missing, before.state) == (1, 0, ShiftState.FULL)
    assert (after.taken, after.missing, after.state) == (0, 1, ShiftState.OPEN)
    booked(shift_id, at=half_an_hour)
    start_shift(actor=who, booking_id=booking_id, at=NOON + HOUR)
    assert on_shift(origin=ORIGIN, at=NOON + HOUR)


def test_a_seat_taken_late_is_kept_for_half_an_hour_too():
    shift_id = opened(seats=1)
    late = NOON + HOUR
    booked(shift_id, at=late)

    soon, later = (
        shift(shift_id=shift_id, at=moment) for moment in (late, late + timedelta(minutes=30))
    )

    assert (soon.taken, later.taken) == (1, 0)
    with pytest.raises(Refused, match=Refusal.SHIFT_FULL):
        booked(shift_id, at=late)


def test_a_cancelled_shift_names_whom_to_tell():
    shift_id = opened()
    who, booking_id = booked(shift_id)
    confirm(actor=who, booking_id=booking_id, at=NOON - HOUR)

    told = cancel_shift(actor=accounts.actor(), shift_id=shift_id, origin=ORIGIN, at=NOON)

    assert told == (who.user_id,)
    assert shifts_of(user_id=who.user_id, at=NOON) == ()


def test_a_shift_of_another_campaign_is_not_cancelled():
    shift_id = opened()

    with pytest.raises(Refused, match=Refusal.SHIFT_OVER):
        cancel_shift(
            actor=accounts.actor(), shift_id=shift_id, origin=Origin("CAMPAIGN", 8), at=NOON
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_my_shifts_cost_two_statements(rows, django_assert_num_queries):
    who = accounts.actor()
    for _ in range(rows):
        booked(opened(), who)

    with django_assert_num_queries(2):
        assert len(shifts_of(user_id=who.user_id, at=NOON)) == rows
