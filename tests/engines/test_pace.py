from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.pace import finish

TODAY = date(2026, 7, 16)


def days(*counts):
    first = TODAY - timedelta(days=len(counts))
    return [(first + timedelta(days=number), count) for number, count in enumerate(counts)]


def test_a_steady_pace_leads_to_a_day():
    found = finish(100, days(20, 20, 20), TODAY)

    assert (found.per_day, found.days, found.on) == (20, 5, TODAY + timedelta(days=5))


def test_only_the_last_five_days_count():
    assert finish(100, days(900, 10, 10, 10, 10, 10), TODAY).per_day == 10


def test_a_day_without_work_slows_the_pace():
    done = [(TODAY - timedelta(days=2), 30), (TODAY - timedelta(days=4), 30)]

    assert finish(40, sorted(done), TODAY).per_day == 20


def test_today_is_not_over_and_does_not_count():
    assert finish(10, [(TODAY, 5)], TODAY) is None


def test_without_progress_nothing_is_foretold():
    assert finish(10, days(0, 0), TODAY) is None
    assert finish(10, [], TODAY) is None
    assert finish(0, days(5), TODAY) is None


@given(st.integers(1, 10_000), st.lists(st.integers(0, 500), min_size=1, max_size=20))
def test_what_is_left_is_done_on_that_day_and_not_before(left, counts):
    found = finish(left, days(*counts), TODAY)

    if found is not None:
        assert found.per_day * found.days >= left - 1e-6
        assert found.per_day * (found.days - 1) < left
