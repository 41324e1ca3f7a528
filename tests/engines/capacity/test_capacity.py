from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.capacity.plans import OPENINGS, SURE, plan

from entremise.engines.capacity.foretelling import aimed, expect, foretell
from entremise.engines.capacity.formula import callers_exactly, callers_needed, course
from entremise.engines.capacity.rostering import Opening, prolonged, spread_evenly
from entremise.engines.capacity.vocabulary import (
    LOCKDOWN,
    ORDINARY,
    Aim,
    Crew,
    HalfHour,
    Minutes,
    Plan,
    Pool,
    Share,
    Slot,
    Triage,
)

# calls.md, §6: callers for 50,000 in eight weeks, one shift of three hours a week or three.
TABLE = (
    (LOCKDOWN, Aim.CALLS, 3, 470),
    (ORDINARY, Aim.CALLS, 3, 370),
    (LOCKDOWN, Aim.CALLS, 9, 160),
    (ORDINARY, Aim.CALLS, 9, 125),
    (LOCKDOWN, Aim.PEOPLE, 3, 860),
    (ORDINARY, Aim.PEOPLE, 3, 770),
    (LOCKDOWN, Aim.PEOPLE, 9, 290),
    (ORDINARY, Aim.PEOPLE, 9, 260),
)


@pytest.mark.parametrize(("given_", "aim", "hours", "callers"), TABLE)
def test_the_formula_gives_the_table_of_the_specification(given_, aim, hours, callers):
    found = callers_needed(
        people=50_000, aim=aim, tries=4, hours_a_week=hours, weeks=8, assumptions=given_
    )

    assert found == pytest.approx(callers, rel=0.08)


@pytest.mark.parametrize(("given_", "aim", "hours", "callers"), TABLE)
def test_the_simulation_gives_the_table_of_the_specification(given_, aim, hours, callers):
    """A tenth fewer callers are rarely done in time, a tenth more mostly are."""
    few, many = (
        foretell(
            aimed(
                plan(callers=round(callers * part), hours=hours, assumptions=given_, more_weeks=0),
                aim,
            ),
            runs=40,
        ).chance
        for part in (0.9, 1.1)
    )

    assert few < 0.5 < many


def test_a_person_takes_as_many_tries_as_the_specification_says():
    lockdown, ordinary = course(LOCKDOWN, 4), course(ORDINARY, 4)

    assert (lockdown.tries, lockdown.reached) == pytest.approx((2.0, 0.83), rel=0.01)
    assert (ordinary.tries, ordinary.reached) == pytest.approx((2.5, 0.65), rel=0.02)


@pytest.mark.parametrize("drop_out", [0, 0.05])
def test_without_chance_the_simulation_is_the_formula(drop_out):
    sure = replace(LOCKDOWN, promises=Share(0), losses=Share(0), drop_outs=Share(drop_out))
    callers = callers_exactly(
        people=50_000,
        minutes=course(sure, 1).minutes,
        hours_a_week=3,
        weeks=8,
        assumptions=sure,
    )
    whole = plan(callers=100, hours=3 * callers / 100, assumptions=sure, more_weeks=1)

    found = expect(aimed(whole, Aim.CALLS))

    assert found.day_50 in (8 * 7 - 4, 8 * 7 - 3)  # the last Thursday, or Friday
    assert found.talks.expected == pytest.approx(25_000, abs=1)


def test_one_caller_and_sure_answers_are_counted_by_hand():
    """Each answers, ten minutes each: three in half an hour, so seven people take three half-hours of one morning."""
    sure = replace(SURE, talks=(Share(1),) * 3, by_try=(Share(1),), talk_minutes=Minutes(10))
    half_hours = tuple(HalfHour(0, Slot.MORNING, (1.0,)) for _turn in range(3))
    small = plan(people=7, callers=1, assumptions=sure, half_hours=half_hours, until=0)

    assert expect(small).chance == 1
    assert expect(replace(small, half_hours=half_hours[:2])).left.expected == pytest.approx(1)
    assert expect(small).talks.expected == pytest.approx(7)


def test_nobody_answers_and_each_try_takes_another_half_day():
    sure = replace(SURE, talks=(Share(0),) * 3)
    slots = (Slot.MORNING, Slot.AFTERNOON)
    half_hours = tuple(HalfHour(day, slot, (100.0,)) for day in range(5) for slot in slots)
    whole = plan(people=10, callers=100, assumptions=sure, half_hours=half_hours, until=4)

    assert foretell(whole).day_90 == 1  # four tries: two days of two half-days
    assert foretell(whole).tries.expected == 40
    assert foretell(whole).unreached.expected == 10
    assert foretell(replace(whole, tries=1)).day_90 == 0


def test_the_same_seed_gives_the_same_forecast():
    one = plan(people=300, callers=4)

    assert foretell(one, seed=3) == foretell(one, seed=3)
    assert foretell(one, seed=3) != foretell(one, seed=4)


def test_nobody_is_lost_or_invented():
    found = foretell(plan(people=3000, callers=20, weeks=4), runs=20)

    assert found.talks.expected + found.unreached.expected + found.left.expected == pytest.approx(
        3000
    )


def test_what_was_seen_replaces_what_was_assumed():
    assert Share(0.5).value == 0.5
    assert Share(0.5, hits=0, seen=100).value == 0.25
    assert Share(0.5, hits=900, seen=1000).value == pytest.approx(0.5, abs=0.4)
    assert Minutes(10, total=2000, seen=100).value == 15
    slow = replace(LOCKDOWN, talks=(Share(0.5, hits=100, seen=1000),) * 3)
    assert (
        expect(plan(weeks=4)).talks.expected
        > expect(plan(weeks=4, assumptions=slow)).talks.expected
    )


def test_a_level_is_taken_by_those_who_have_it_and_missing_hours_say_which():
    crews = (Crew(2, ("fr",), 40), Crew(3, ("fr", "pt"), 1))
    pools = (Pool(2, "fr", (400,)), Pool(3, "pt", (400,)))
    half_hours = spread_evenly(OPENINGS, [120, 3], 28)
    found = foretell(plan(pools=pools, crews=crews, half_hours=half_hours, until=13), runs=50)

    easy, hard = found.missing

    assert (easy.level, hard.level) == (2, 3)
    assert easy.hours.at_90 == 0
    assert hard.hours.expected > 10
    assert found.chance == 0


def test_one_caller_of_a_rare_language_ends_her_small_pool():
    """A budget of exactly one try is one try, whatever its rounding."""
    crews = (Crew(1, ("fr",), 17), Crew(1, ("tr",), 1))
    half_hours = spread_evenly(OPENINGS, [170, 6], 28)
    pools = (Pool(1, "fr", (100,)), Pool(1, "tr", (1,)))

    assert foretell(plan(pools=pools, crews=crews, half_hours=half_hours, until=20)).chance > 0.95


def test_people_whom_nobody_may_call_are_told_apart():
    pools = (Pool(1, "fr", (50,)), Pool(1, "tr", (7,)))
    found = foretell(plan(pools=pools, callers=60), runs=20)

    assert [(one.language, one.people) for one in found.out_of_reach] == [("tr", 7)]
    assert (found.people, found.chance) == (50, 1)


def with_more_hours(plan: Plan, hours_a_week: float) -> Plan:
    """So many hours a week more for its one crew, over the half-hours that there are."""
    weeks = len({one.day // 7 for one in plan.half_hours})
    more = hours_a_week * 2 * weeks / len(plan.half_hours)
    return replace(
        plan,
        half_hours=tuple(replace(one, seats=(one.seats[0] + more,)) for one in plan.half_hours),
    )


def test_the_hours_that_are_missing_are_enough():
    late = plan(people=10_000, callers=120, more_weeks=0)
    missing = foretell(late).missing[0].hours.at_90

    assert foretell(late).chance < 0.1
    assert foretell(with_more_hours(late, missing)).chance > 0.7


def test_reports_wait_when_orienteurs_are_few():
    """50,000 people, 6.2 % of talks: 64 a day, at 25 minutes; one full-time orienteur does not keep up."""
    whole = plan(callers=950)
    few = replace(whole, triage=Triage(hours=(7.0,) * 5 + (0.0, 0.0)))
    many = replace(whole, triage=Triage(hours=(120.0,) * 5 + (0.0, 0.0)))

    assert foretell(few, runs=50).peak.backlog.expected > 1000
    assert foretell(many, runs=50).peak.backlog.at_90 < 150
    assert (
        foretell(replace(few, triage=replace(few.triage, backlog=90)), runs=20)
        .days[0]
        .backlog.expected
        > 90
    )


def test_weeks_go_on_as_the_last_one():
    week = spread_evenly([Opening(0, 20, 22), Opening(3, 20, 21)], [3], 7)

    longer = prolonged(week, since=7, days=21)
    later = prolonged(week, since=12, days=21)

    assert [one.day for one in longer] == [0, 0, 3, 7, 7, 10, 14, 14, 17]
    assert [one.day for one in later] == [0, 0, 3, 14, 14, 17]
    assert prolonged((), since=7, days=21) == ()


def test_hours_are_spread_over_the_week():
    week = spread_evenly(OPENINGS, [240, 16], 7)

    assert [sum(one.seats[crew] / 2 for one in week) for crew in (0, 1)] == pytest.approx([240, 16])


DONE = st.fixed_dictionaries(
    {
        "people": st.integers(1, 3000),
        "callers": st.integers(1, 60),
        "weeks": st.integers(1, 6),
        "tries": st.integers(1, 6),
    }
)


@settings(max_examples=25, deadline=None)
@given(DONE, st.floats(0, 2))
def test_more_hours_are_never_done_later(given_, more):
    one = plan(**given_, more_weeks=6)
    before, after = expect(one), expect(with_more_hours(one, one.crews[0].callers * more))

    assert (after.day_50 is not None) >= (before.day_50 is not None)
    assert before.day_50 is None or after.day_50 <= before.day_50


@settings(max_examples=25, deadline=None)
@given(DONE)
def test_more_tries_never_reach_fewer_where_hours_are_enough(given_):
    one = plan(**given_, hours=400, more_weeks=4, assumptions=replace(LOCKDOWN, drop_outs=Share(0)))
    end = replace(one, until=one.half_hours[-1].day)

    fewer, more = expect(end), expect(replace(end, tries=end.tries + 1))

    assert (fewer.chance, more.chance) == (1, 1)
    assert more.talks.expected >= fewer.talks.expected - 0.01


@settings(max_examples=15, deadline=None)
@given(DONE, st.integers(0, 2**32))
def test_figures_hold_together(given_, seed):
    one = plan(**given_)
    found = foretell(one, runs=20, seed=seed)
    counted = found.talks.expected + found.unreached.expected + found.left.expected

    assert counted == pytest.approx(given_["people"])
    assert 0 <= found.chance <= 1
    assert found.day_50 is None or found.day_90 is None or found.day_50 <= found.day_90
    assert all(day.left_10 <= day.left_50 <= day.left_90 for day in found.days)
    assert all(one.hours.expected >= 0 for one in found.missing)
