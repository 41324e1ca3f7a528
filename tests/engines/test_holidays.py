"""Public holidays: the eleven, and those of some départements."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.holidays import easter_of, holidays, is_holiday

# As the ministry of labour published them.
PUBLISHED = {
    2024: "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25",
    2025: "01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25",
    2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
    2027: "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_eleven_days_fall_as_published(year):
    assert sorted(f"{one:%m-%d}" for one in holidays(year)) == PUBLISHED[year].split()


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1961, date(1961, 4, 2)),
        (2008, date(2008, 3, 23)),
        (2019, date(2019, 4, 21)),
        (2024, date(2024, 3, 31)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_moves_as_the_church_says(year, sunday):
    assert easter_of(year) == sunday


@pytest.mark.parametrize("place", ["67482", "68", "57463"])
def test_alsace_and_moselle_have_two_more(place):
    assert is_holiday(date(2026, 4, 3), place)
    assert is_holiday(date(2026, 12, 26), place)
    assert len(holidays(2026, place)) == 13


@pytest.mark.parametrize("place", ["", "75056", "93", "00001", "2A004"])
def test_elsewhere_they_are_days_of_work(place):
    assert holidays(2026, place) == holidays(2026)


@pytest.mark.parametrize(
    ("place", "day"), [("97411", date(2026, 12, 20)), ("97209", date(2026, 5, 22))]
)
def test_overseas_keeps_the_day_of_the_abolition(place, day):
    assert is_holiday(day, place)
    assert not is_holiday(day)


@given(st.integers(1900, 2400))
def test_easter_is_a_sunday_of_march_or_april(year):
    easter = easter_of(year)

    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)
