"""Opening hours of OpenStreetMap: what is understood, and what is shown as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.osm_hours import hours_of, is_open

MORNING = (510, 750)
NINE_TO_NOON = (540, 720)


@pytest.mark.parametrize(
    ("text", "open_days", "spans"),
    [
        ("Mo-Fr 08:30-12:30; PH off", [0, 1, 2, 3, 4], (MORNING,)),
        ("Mo,We 09:00-12:00", [0, 2], (NINE_TO_NOON,)),
        ("Mo-Fr 09:00-12:00; Tu off", [0, 2, 3, 4], (NINE_TO_NOON,)),
        ("Fr-Mo 09:00-12:00", [0, 4, 5, 6], (NINE_TO_NOON,)),
        ("09:00-12:00", [0, 1, 2, 3, 4, 5, 6], (NINE_TO_NOON,)),
        ("Tu 09:00-12:00,14:00-18:00", [1], (NINE_TO_NOON, (840, 1080))),
        ("Tu 09:00-12:00, 14:00-18:00", [1], (NINE_TO_NOON, (840, 1080))),
        ('Mo 09:00-12:00 "sur rendez-vous"', [0], (NINE_TO_NOON,)),
        ("24/7", [0, 1, 2, 3, 4, 5, 6], ((0, 1440),)),
        ("Sa 22:00-02:00", [5], ((1320, 1560),)),
    ],
)
def test_weekly_hours_are_understood(text, open_days, spans):
    hours = hours_of(text)

    assert [day for day, found in enumerate(hours.week) if found] == open_days
    assert {found for found in hours.week if found} == {spans}


@pytest.mark.parametrize(
    "text",
    ["", "Lundi à vendredi", "We[1] 09:00-10:00", "Jan-Mar Mo 10:00-12:00", "Mo 25:00-26:00", "Mo sunrise-sunset", '"sur rendez-vous"', "off", "Mo-Xx 09:00-10:00"],
)  # fmt: skip
def test_what_needs_a_calendar_or_is_no_such_text_is_not_understood(text):
    assert hours_of(text) is None


def test_it_is_open_until_the_last_minute_and_past_midnight():
    hours = hours_of("Mo 09:00-12:00; Sa 22:00-02:00; PH off")

    assert is_open(hours, weekday=0, minute=719)
    assert not is_open(hours, weekday=0, minute=720)
    assert is_open(hours, weekday=6, minute=60)
    assert not is_open(hours, weekday=0, minute=600, is_holiday=True)


def test_quarters_say_the_same_as_the_hours():
    hours = hours_of("Su 23:30-00:30; We 14:00-14:30")

    assert hours.quarters() == (0, 1, 248, 249, 670, 671)


@given(st.text('MoTuWeThFrSaSuPH 0123456789:-,;"offx[]', max_size=60))
def test_no_text_breaks_it(text):
    hours_of(text)
