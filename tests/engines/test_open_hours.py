"""Clocks that run only while an office is open."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.open_hours import OpenSpan, after_open_days, after_open_minutes

FRIDAY = datetime(2026, 7, 17, 16, tzinfo=UTC)
WEEK = frozenset(range(5))


def test_one_open_day_after_friday_is_monday():
    assert after_open_days(FRIDAY, 1, WEEK) == FRIDAY + timedelta(days=3)


def test_no_day_from_a_sunday_is_the_monday():
    sunday = FRIDAY + timedelta(days=2)

    assert after_open_days(sunday, 0, WEEK) == sunday + timedelta(days=1)


def test_an_office_that_never_opens_counts_plain_days():
    assert after_open_days(FRIDAY, 4, frozenset()) == FRIDAY + timedelta(days=4)


@given(
    st.datetimes(timezones=st.just(UTC), max_value=datetime(2900, 1, 1)),
    st.integers(0, 60),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_so_many_open_days_lie_between_and_the_last_is_open(moment, days, weekdays):
    found = after_open_days(moment, days, weekdays)

    passed = ((moment + timedelta(days=at)).weekday() for at in range(1, (found - moment).days + 1))
    counted = sum(day in weekdays for day in passed)
    assert found.weekday() in weekdays
    assert counted == days or (days == 0 and counted == 1)


def is_national_day(day):
    return (day.month, day.day) == (7, 14)


def test_a_holiday_counts_as_no_open_day():
    monday = datetime(2026, 7, 13, 16, tzinfo=UTC)

    assert after_open_days(monday, 1, WEEK, is_national_day) == monday + timedelta(days=2)


def test_minutes_do_not_pass_on_a_holiday():
    monday = datetime(2026, 7, 13, 16, tzinfo=UTC)
    spans = (OpenSpan(WEEK, time(9), time(17)),)

    assert after_open_minutes(monday, 120, spans, is_national_day) == monday.replace(
        day=15, hour=10
    )
