from datetime import date, timedelta

import pytest
from tests.make import accounts
from tests.make.outreach import NOON

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.solidarity.operations.shifts import (
    book_shift,
    cancel_shift,
    confirm,
    end_shift,
    give_up_seat,
    name_orienteur,
    note_no_shows,
    note_reminded,
    open_shift,
    start_shift,
)
from entremise.solidarity.queries.shift_work import debriefs_of, minutes_by_month
from entremise.solidarity.queries.shifts import (
    on_shift,
    presence_of,
    seats_to_remind,
    shift,
    shifts_of,
)
from entremise.solidarity.vocabulary.shifts import (
    Debrief,
    NewShift,
    Refusal,
    ShiftState,
    Talk,
)

pytestmark = pytest.mark.django_db
ORIGIN = Origin("CAMPAIGN", 7)
HOUR = timedelta(hours=1)


def opened(seats=2, **given):
    reachable = accounts.actor(Role.ORIENTEUR)
    defaults = {
        "starts_at": NOON,
        "ends_at": NOON + 3 * HOUR,
        "orienteur_id": reachable.user_id,
    }
    new = NewShift(origin=ORIGIN, seats=seats, **(defaults | given))
    return open_shift(actor=accounts.actor(), new=new, at=NOON - HOUR)


def backed(shift_id):
    """A referent will be there."""
    return booked(shift_id, level=4)


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
    shift_id = opened()
    backed(shift_id)
    who, booking_id = booked(shift_id)

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
    for level in (4, 1):
        who, booking_id = booked(shift_id, level=level)
        start_shift(actor=who, booking_id=booking_id, at=NOON)

    assert [one.level for one in on_shift(origin=ORIGIN, at=NOON)] == [4, 1]
    assert [one.level for one in on_shift(origin=ORIGIN, at=NOON, level=4)] == [4]


def test_who_ended_is_not_at_work_and_her_hours_count():
    shift_id = opened()
    backed(shift_id)
    who, booking_id = booked(shift_id)
    start_shift(actor=who, booking_id=booking_id, at=NOON)

    debrief = Debrief(energy=3, talk=Talk.LATER)
    end_shift(actor=who, booking_id=booking_id, at=NOON + 2 * HOUR, debrief=debrief)

    assert on_shift(origin=ORIGIN, at=NOON + 2 * HOUR) == ()
    worked = minutes_by_month(user_ids=[who.user_id], since=NOON, until=NOON + 3 * HOUR)
    assert worked == ((who.user_id, date(2026, 7, 1), 120),)
    news = debriefs_of(origin=ORIGIN, since=NOON)
    assert (news.energy, news.told, news.tired, news.wanting_to_talk) == (3, 1, 0, 1)
    assert presence_of(user_id=who.user_id, origin=ORIGIN, at=NOON + 2 * HOUR) is None


def test_who_did_not_come_frees_her_seat_and_may_still_arrive():
    shift_id = opened(seats=1)
    who, booking_id = booked(shift_id, level=4)

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


def test_nobody_begins_without_a_referent_for_twelve_callers():
    shift_id = opened(seats=20)
    alone, first = booked(shift_id)

    with pytest.raises(Refused, match=Refusal.NO_REFERENT):
        start_shift(actor=alone, booking_id=first, at=NOON)
    backed(shift_id)
    start_shift(actor=alone, booking_id=first, at=NOON)
    for _ in range(11):
        who, number = booked(shift_id)
        start_shift(actor=who, booking_id=number, at=NOON)
    thirteenth, number = booked(shift_id)
    with pytest.raises(Refused, match=Refusal.NO_REFERENT):
        start_shift(actor=thirteenth, booking_id=number, at=NOON)
    backed(shift_id)
    start_shift(actor=thirteenth, booking_id=number, at=NOON)


def test_nobody_begins_without_an_orienteur_within_reach():
    shift_id = opened(orienteur_id=accounts.actor(Role.CLERK).user_id)
    referent, booking_id = backed(shift_id)

    with pytest.raises(Refused, match=Refusal.NO_ORIENTEUR):
        start_shift(actor=referent, booking_id=booking_id, at=NOON)
    name_orienteur(
        actor=accounts.actor(),
        shift_id=shift_id,
        origin=ORIGIN,
        user_id=accounts.actor(Role.ORIENTEUR).user_id,
        at=NOON,
    )
    start_shift(actor=referent, booking_id=booking_id, at=NOON)


def test_who_did_not_come_is_noted_once_and_her_seat_is_given_away():
    shift_id = opened(seats=2)
    backed(shift_id)
    who, booking_id = booked(shift_id)
    late = NOON + timedelta(minutes=31)

    noted = note_no_shows(actor=SYSTEM, at=late)

    assert booking_id in {one.booking_id for one in noted}
    assert note_no_shows(actor=SYSTEM, at=late) == ()
    for level in (4, 1):
        somebody, number = booked(shift_id, level=level, at=late)
        start_shift(actor=somebody, booking_id=number, at=late)
    with pytest.raises(Refused, match=Refusal.SHIFT_FULL):
        start_shift(actor=who, booking_id=booking_id, at=late)


def test_two_tired_shifts_in_a_row_make_the_next_one_light():
    who, ends = accounts.actor(), []
    for days in (0, 1, 2):
        start = NOON + timedelta(days=days)
        shift_id = opened(starts_at=start, ends_at=start + HOUR)
        _who, booking_id = booked(shift_id, who, level=4)
        ends.append((booking_id, start))

    for booking_id, start in ends[:2]:
        start_shift(actor=who, booking_id=booking_id, at=start)
        over = end_shift(actor=who, booking_id=booking_id, at=start + HOUR, debrief=Debrief(2))

    assert over.is_second_tired
    (following,) = shifts_of(user_id=who.user_id, at=start + 2 * HOUR)
    assert following.is_light


def test_a_seat_is_reminded_of_once_the_day_before():
    shift_id = opened(starts_at=NOON + timedelta(hours=25), ends_at=NOON + timedelta(hours=28))
    _who, booking_id = booked(shift_id)

    assert [one.booking_id for one in seats_to_remind(at=NOON)] == [booking_id]
    assert seats_to_remind(at=NOON - 6 * HOUR) == ()
    note_reminded(actor=SYSTEM, booking_ids=[booking_id], at=NOON)
    assert seats_to_remind(at=NOON) == ()
