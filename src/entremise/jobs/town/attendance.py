"""Who sat in the watches of the last two days: those who called then, their referents, and now and then somebody who did not come."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from entremise.accounts.vocabulary import Actor
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.staff import CALLERS, Worker
from entremise.jobs.town.watches import REFERENTS, WATCH
from entremise.journeys.leave_shift import Told, leave_shift
from entremise.kernel.origin import Origin
from entremise.solidarity.queries.shifts import shifts_of_origin
from entremise.solidarity.vocabulary.shifts import BookingState, Debrief, Talk

Sitting = tuple[datetime, Worker]
ABSENT_EVERY = 2  # watches


def round_of_calls(start: datetime, hours: float, count: int) -> Iterator[Sitting]:
    """Who calls when, in a round that the platform plays; some numbers more, for those that find nobody."""
    step = timedelta(hours=hours) / count
    for number in range(count * 4 // 3):
        yield start + step * (number / 2), CALLERS[number % len(CALLERS)]


def seated(sittings: Iterable[Sitting]) -> Callable[[datetime], tuple[Worker, ...]]:
    """By the beginning of a watch: who had a seat in it."""
    known = tuple(sittings)

    def who(starts_at: datetime) -> tuple[Worker, ...]:
        there = {worker: None for at, worker in known if starts_at <= at < starts_at + WATCH}
        turn = int(starts_at.timestamp() // WATCH.total_seconds())
        absent = () if turn % ABSENT_EVERY else (CALLERS[(turn * 5) % len(CALLERS)],)
        return tuple(dict.fromkeys((*REFERENTS, *there, *absent)))

    return who


def end_past_watches(cast: Cast, campaign_id: int, now: datetime, *, days: int = 3) -> None:
    """Those who worked say how it went, and go."""
    origin = Origin("CAMPAIGN", campaign_id)
    for number, worker in enumerate(CALLERS):
        user_id = cast.users[worker.name]
        mine = shifts_of_origin(
            origin=origin, since=now - timedelta(days=days), until=now, at=now, user_id=user_id
        )
        for one in mine:
            if one.mine is BookingState.STARTED and one.ends_at <= now and one.booking_id:
                leave_shift(
                    actor=Actor(user_id=user_id, organization_id=cast.host),
                    booking_id=one.booking_id,
                    debrief=Debrief(energy=3 + number % 3, talk=Talk.NO),
                    told=Told(),
                    at=one.ends_at,
                )
