from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.calling import (
    ALL_DAY,
    Retry,
    Rules,
    Window,
    half_day,
    half_hour_bit,
    half_hours_of,
    is_unreachable,
    is_within,
    next_try,
    next_within,
)

PARIS = ZoneInfo("Europe/Paris")
WEEK = frozenset(range(5))
RULES = Rules(
    windows=(
        Window(WEEK, time(9, 30), time(12, 30)),
        Window(WEEK, time(14), time(19)),
        Window(frozenset({5}), time(9, 30), time(12, 30)),
    ),
    tries_per_day=4,
    unreachable_within=timedelta(hours=48),
)
OTHER_HALF_DAY = Retry(after=timedelta(hours=3), is_other_half_day=True)
THURSDAY = datetime(2026, 7, 16, 10, tzinfo=PARIS)
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 1), timezones=st.just(PARIS)
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (THURSDAY, True),
        (THURSDAY.replace(hour=12, minute=30), False),
        (THURSDAY.replace(hour=13), False),
        (datetime(2026, 7, 18, 10, tzinfo=PARIS), True),
        (datetime(2026, 7, 19, 10, tzinfo=PARIS), False),
        (datetime(2026, 7, 14, 10, tzinfo=PARIS), False),
    ],
    ids=["morning", "end of the morning", "lunch", "saturday", "sunday", "national day"],
)
def test_calls_keep_to_the_hours_of_the_campaign(moment, expected):
    assert is_within(RULES, moment) is expected


def test_a_written_order_opens_sundays_and_holidays_at_the_hours_of_saturday():
    ordered = Rules(windows=RULES.windows, is_sunday_ordered=True)

    assert is_within(ordered, datetime(2026, 7, 19, 10, tzinfo=PARIS))
    assert not is_within(ordered, datetime(2026, 7, 14, 15, tzinfo=PARIS))


def test_hours_written_for_sundays_are_those_of_sundays_and_holidays():
    windows = (*RULES.windows, Window(frozenset({6}), time(10), time(12)))
    ordered = Rules(windows=windows, is_sunday_ordered=True)

    for day in (datetime(2026, 7, 19, tzinfo=PARIS), datetime(2026, 7, 14, tzinfo=PARIS)):
        assert is_within(ordered, day.replace(hour=11))
        assert not is_within(ordered, day.replace(hour=9, minute=45))
    assert not is_within(Rules(windows=windows), datetime(2026, 7, 19, 11, tzinfo=PARIS))


@given(MOMENTS)
def test_the_next_opening_is_within_the_hours_and_not_before(moment):
    opening = next_within(RULES, moment)

    assert opening is not None
    assert opening >= moment
    assert is_within(RULES, opening)


def test_without_any_hour_there_is_no_opening():
    assert next_within(Rules(windows=()), THURSDAY) is None


@given(MOMENTS)
def test_a_retry_falls_in_another_half_day_after_its_pause(moment):
    slot = next_try(RULES, OTHER_HALF_DAY, [], moment)

    assert slot is not None
    assert slot >= moment + timedelta(hours=3)
    assert half_day(slot) != half_day(moment)


def test_a_day_has_no_more_tries_than_its_cap():
    tries = [THURSDAY + timedelta(minutes=20 * number) for number in range(4)]

    slot = next_try(RULES, Retry(after=timedelta(minutes=20)), tries, tries[-1])

    assert slot == datetime(2026, 7, 17, 9, 30, tzinfo=PARIS)


def test_four_tries_in_one_morning_are_not_enough_to_give_up():
    tries = [THURSDAY + timedelta(minutes=20 * number) for number in range(4)]

    assert not is_unreachable(RULES, tries, tries[-1])


def test_four_tries_on_two_half_days_ask_for_a_visit():
    tries = [THURSDAY, THURSDAY.replace(hour=15), THURSDAY.replace(hour=17)]
    tries.append(datetime(2026, 7, 17, 9, 40, tzinfo=PARIS))

    assert is_unreachable(RULES, tries, tries[-1])


def test_tries_of_last_week_do_not_count_for_an_alert():
    tries = [THURSDAY - timedelta(days=7), THURSDAY - timedelta(days=6), THURSDAY]

    assert not is_unreachable(RULES, [*tries, THURSDAY.replace(hour=15)], THURSDAY.replace(hour=15))


def test_the_hours_of_a_person_become_half_hours():
    mask = half_hours_of([(time(9), time(10)), (time(16), time(16, 30))])

    assert mask & half_hour_bit(THURSDAY.replace(hour=9, minute=45))
    assert mask & half_hour_bit(THURSDAY.replace(hour=16, minute=10))
    assert not mask & half_hour_bit(THURSDAY.replace(hour=10))


def test_without_hours_of_her_own_a_person_may_be_called_all_day():
    assert half_hours_of([]) == ALL_DAY


def test_a_place_with_holidays_of_its_own_does_not_call_on_them():
    saint_stephen = datetime(2025, 12, 26, 10, tzinfo=PARIS)  # a Friday

    assert is_within(RULES, saint_stephen)
    assert not is_within(Rules(windows=RULES.windows, place="67482"), saint_stephen)
