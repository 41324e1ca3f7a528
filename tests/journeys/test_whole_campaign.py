"""A small campaign through the operations with a clock that is moved; `ENTREMISE_CAMPAIGN=300,4` for another size, `benchmarks/campaign.py` for the large one."""

import os

import pytest
from tests.make.whole_campaign import Size, play

from entremise.outreach.models import Call

pytestmark = pytest.mark.django_db
PEOPLE, CALLERS = map(int, os.environ.get("ENTREMISE_CAMPAIGN", "120,2").split(","))


def test_a_campaign_ends_and_its_half_time_forecast_was_right():
    told = play(Size(PEOPLE, CALLERS, weeks=3, shifts_a_week=4))

    assert told.left == 0
    assert 0.75 < told.talks / PEOPLE < 0.92
    assert told.to_visit == Call.objects.filter(state="UNREACHABLE").count()
    assert told.error <= max(0.1, 1 / told.lasted_days), told  # a day is the smallest grain
