"""The calls of a campaign, half-hour by half-hour, in many runs at once: arrays are (pools, tries, runs), minutes and people."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from entremise.engines.capacity.chances import Chance, Floats
from entremise.engines.capacity.vocabulary import HALF_HOUR, WEEK, HalfHour, Plan, Slot

RETRIES_AT_MOST: Final = 0.4  # of the time, while somebody was never called
NOBODY: Final = 0.5  # people are whole; what is left of a mean below that is nobody


@dataclass(slots=True)
class Rates:
    """What each run holds true: chance of a talk and minutes of a try by slot (slots, tries, runs)."""

    talk: Floats
    cost: Floats
    promise: Floats
    kept: Floats
    kept_cost: Floats
    loss: Floats
    on_task: Floats
    no_show: Floats
    drop_out: Floats
    report: Floats


@dataclass(slots=True)
class State:
    """Where people stand; `parked` and `promised` wait for another half-day."""

    waiting: Floats  # (pools, tries, runs): ready for their next try
    parked: Floats
    due: Floats  # (pools, runs): promised, now
    promised: Floats
    promised_before: Floats
    spare: Floats  # minutes not used, or talked beyond the half-hour
    there: Floats  # (crews, runs): share of the seats where somebody sits
    staying: Floats  # (crews, runs): callers who have not given up
    talks: Floats  # (runs,)
    tries: Floats
    unreached: Floats
    backlog: Floats
    triage_spare: Floats

    def left(self) -> Floats:
        people = self.waiting.sum(axis=(0, 1)) + self.parked.sum(axis=(0, 1))
        left: Floats = people + (self.due + self.promised + self.promised_before).sum(axis=0)
        return left


@dataclass(slots=True)
class Course:
    """What the runs recorded: (days, runs), and who was left at the date (pools, tries, runs)."""

    left: Floats
    backlog: Floats
    at_date: State
    rates: Rates


def simulate(plan: Plan, chance: Chance) -> Course:
    """All runs to the last half-hour, or until everybody is done. Pools that nobody serves must be left out before."""
    rates, state = rates_of(plan, chance), start_of(plan, chance)
    pairs = pairs_of(plan)
    left, backlog, at_date, last = [], [], state, (-1, False)
    for day, half_hours in days_of(plan):
        talked = state.talks.copy()
        if day and day % WEEK == 0:
            state.staying = chance.of(state.staying, 1 - rates.drop_out)
        for half_hour in half_hours:
            if half_hour.half_day != last:
                last = half_hour.half_day
                turn(state)
                state.there = presence(plan, half_hour, state, rates, chance)
            call(plan, half_hour, state, rates, pairs, chance)
        triage(plan, day, state, rates, talked, chance)
        left.append(state.left())
        backlog.append(state.backlog)
        if day == plan.until:
            at_date = copied(state)
        if day >= plan.until and not (left[-1] > NOBODY).any():
            break
    return Course(np.array(left), np.array(backlog), at_date, rates)


def days_of(plan: Plan) -> Iterator[tuple[int, tuple[HalfHour, ...]]]:
    """Each day with its half-hours, those without any too, as far as the date at least."""
    found = {day: tuple(rows) for day, rows in groupby(plan.half_hours, key=lambda one: one.day)}
    for day in range(max(plan.until, *found, 0) + 1):
        yield day, found.get(day, ())


def rates_of(plan: Plan, chance: Chance) -> Rates:
    given = plan.assumptions
    first = np.array([chance.share(one) for one in given.talks])
    numbers = range(plan.tries)
    later = [chance.share(given.by_try[min(n, len(given.by_try) - 1)]) for n in numbers]
    ratio = np.array(later) / given.by_try[0].value
    ratio[0] = 1
    talk = np.minimum(first[:, None, :] * ratio[None], 1.0)
    kept = chance.share(given.promises_kept)
    spoken, silent = given.talk_minutes.value, given.try_minutes.value
    return Rates(
        talk=talk,
        cost=talk * spoken + (1 - talk) * silent,
        promise=chance.share(given.promises),
        kept=kept,
        kept_cost=kept * spoken + (1 - kept) * silent,
        loss=chance.share(given.losses),
        on_task=chance.share(given.on_task),
        no_show=chance.share(given.no_shows),
        drop_out=chance.share(given.drop_outs),
        report=chance.share(given.reports),
    )


def start_of(plan: Plan, chance: Chance) -> State:
    runs, shape = chance.runs, (len(plan.pools), plan.tries, chance.runs)
    waiting = np.zeros(shape)
    for place, pool in enumerate(plan.pools):
        for tried, count in enumerate(pool.left):
            waiting[place, min(tried, plan.tries - 1)] += count
    callers = np.array([[float(crew.callers)] for crew in plan.crews]).reshape(-1, 1)
    promised = np.array([[float(pool.promised)] for pool in plan.pools]).reshape(-1, 1)
    of_pools = (len(plan.pools), runs)
    return State(
        waiting=waiting,
        parked=np.zeros(shape),
        due=np.repeat(promised, runs, axis=1),
        promised=np.zeros(of_pools),
        promised_before=np.zeros(of_pools),
        spare=np.zeros(of_pools),
        there=np.ones((len(plan.crews), runs)),
        staying=np.repeat(callers, runs, axis=1),
        talks=np.zeros(runs),
        tries=np.zeros(runs),
        unreached=np.zeros(runs),
        backlog=np.full(runs, float(plan.triage.backlog)),
        triage_spare=np.zeros(runs),
    )


def pairs_of(plan: Plan) -> tuple[tuple[int, int], ...]:
    """Which crew takes from which pool, in order: the least able crew chooses first, each its hardest pool first."""
    able = {
        place: [at for at, pool in enumerate(plan.pools) if crew.serves(pool)]
        for place, crew in enumerate(plan.crews)
    }
    return tuple(
        (crew, pool)
        for crew in sorted(able, key=lambda one: len(able[one]))
        for pool in sorted(able[crew], key=lambda one: -plan.pools[one].level)
    )


def turn(state: State) -> None:
    """Another half-day: who did not answer may be tried again, a promise becomes due; nobody works on."""
    state.waiting += state.parked
    state.parked[:] = 0
    state.due += state.promised_before
    state.promised_before = state.promised
    state.promised = np.zeros_like(state.promised)
    state.spare[:] = 0


def presence(plan: Plan, half_hour: HalfHour, state: State, rates: Rates, chance: Chance) -> Floats:
    """Of the seats of each crew, the share where somebody sits this half-day."""
    callers = np.array([[max(crew.callers, 1)] for crew in plan.crews])
    seats = np.ceil(np.array(half_hour.seats))[:, None] + np.zeros_like(state.staying)
    came = chance.of(seats, state.staying / callers * (1 - rates.no_show))
    share: Floats = came / np.maximum(seats, 1)
    return share


def call(
    plan: Plan,
    half_hour: HalfHour,
    state: State,
    rates: Rates,
    pairs: tuple[tuple[int, int], ...],
    chance: Chance,
) -> None:
    """Half an hour: the minutes of those there are shared out, then promises, new people and new tries."""
    slot = half_hour.slot
    seats = np.array(half_hour.seats)[:, None]
    minutes = seats * state.there * rates.on_task * HALF_HOUR
    need = (state.waiting * rates.cost[slot]).sum(axis=1) + state.due * rates.kept_cost
    budget = state.spare + shared(minutes, np.maximum(need - state.spare, 0), pairs)
    called = chance.whole(np.clip(budget / rates.kept_cost, 0, state.due))
    tried = tries_of(state, rates, slot, budget - called * rates.kept_cost, chance)
    talks = chance.of(tried, rates.talk[slot]) if tried.any() else tried
    kept = chance.of(called, rates.kept)
    move(state, rates, tried, talks, chance)
    keep_trying(state, called - kept)
    state.due = state.due - called
    spoken = talks.sum(axis=1) + kept
    silent = tried.sum(axis=1) + called - spoken
    given = plan.assumptions
    used = chance.minutes(spoken, given.talk_minutes.value) + silent * given.try_minutes.value
    state.spare = budget - used
    state.talks += spoken.sum(axis=0)
    state.tries += (silent + spoken).sum(axis=0)


def shared(minutes: Floats, need: Floats, pairs: tuple[tuple[int, int], ...]) -> Floats:
    """Minutes for each pool: (pools, runs)."""
    given = np.zeros_like(need)
    for crew, pool in pairs:
        part = np.minimum(minutes[crew], need[pool] - given[pool])
        minutes[crew] -= part
        given[pool] += part
    return given


def tries_of(state: State, rates: Rates, slot: Slot, budget: Floats, chance: Chance) -> Floats:
    """How many are tried, by number of the try: those never called first, new tries in two fifths of the time at most."""
    cost, waiting = rates.cost[slot], state.waiting
    budget = np.maximum(budget, 0)
    tried = np.zeros_like(waiting)
    again = np.maximum(RETRIES_AT_MOST * budget, budget - waiting[:, 0] * cost[0])
    for number in range(1, waiting.shape[1]):
        tried[:, number] = chance.whole(np.minimum(waiting[:, number], again / cost[number]))
        spent = tried[:, number] * cost[number]
        again = np.maximum(again - spent, 0)
        budget = np.maximum(budget - spent, 0)
    tried[:, 0] = chance.whole(np.minimum(waiting[:, 0], budget / cost[0]))
    return tried


def move(state: State, rates: Rates, tried: Floats, talks: Floats, chance: Chance) -> None:
    """Where a try leads: a talk ends it; a promise, a loss, or another try in another half-day."""
    silent = tried - talks
    promised = chance.of(silent, rates.promise)
    silent = silent - promised
    lost = chance.of(silent, rates.loss)
    again = silent - lost
    state.waiting -= tried
    state.promised += promised.sum(axis=1)
    state.parked[:, 1:] += again[:, :-1]
    state.unreached += lost.sum(axis=(0, 1)) + again[:, -1].sum(axis=0)


def keep_trying(state: State, missed: Floats) -> None:
    """A promise that found nobody is a try more, if one is left."""
    if state.parked.shape[1] > 1:
        state.parked[:, 1] += missed
    else:
        state.unreached += missed.sum(axis=0)


def triage(
    plan: Plan, day: int, state: State, rates: Rates, talked: Floats, chance: Chance
) -> None:
    """The reports of the day join those that wait; orienteurs take as many as their hours allow."""
    reports = chance.of(state.talks - talked, rates.report)
    hours = plan.triage.hours[day % len(plan.triage.hours)]
    able = hours * 60 / plan.assumptions.triage_minutes.value + state.triage_spare
    taken = np.minimum(chance.whole(able), state.backlog + reports)
    state.backlog = state.backlog + reports - taken
    state.triage_spare = np.where(state.backlog > 0, able - taken, 0)


def copied(state: State) -> State:
    fields = {name: getattr(state, name).copy() for name in state.__slots__}
    return State(**fields)
