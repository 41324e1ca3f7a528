"""Shifts around the clock: a visitor who signs in as a caller always finds work."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from entremise.accounts.queries import host_organization, user_id_of
from entremise.accounts.vocabulary import Actor
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.staff import CALLERS, TOWN_HALL, WORKERS, Worker
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.solidarity.operations.shifts import book_shift, open_shift, start_shift
from entremise.solidarity.queries.shifts import shift, shifts_of_origin
from entremise.solidarity.vocabulary.shifts import NewShift

LEAD = "Awa Diarra"
PLACE = "Salle des Tanneurs, premier étage"
WATCH = timedelta(hours=3)
AHEAD = timedelta(hours=48)
BOOKED_AHEAD = 6
ORIENTEUR = "Mireille Tounkara"
SPARE = 3  # seats for whoever has just learnt to call
REFERENTS = tuple(worker for worker in CALLERS if worker.level == 4)
AT_WORK = REFERENTS + tuple(worker for worker in CALLERS[1:] if worker.level < 4)
THERE_FOR = timedelta(hours=24)  # the referents have begun: a visitor comes at any hour


def freshen(now: datetime) -> None:
    """Shifts for the two days to come, at each start of the demonstration."""
    cast = cast_at_work()
    for campaign in campaigns_running():
        open_watches(cast, campaign.campaign_id, now, since=now, until=now + AHEAD)


def cast_at_work() -> Cast:
    """The callers and their lead, found again by their logins."""
    host = host_organization()
    wanted = [*CALLERS, *(worker for worker in WORKERS if worker.name in {LEAD, ORIENTEUR})]
    users = {worker.name: user_id_of(login=worker.login) for worker in wanted}
    return Cast(
        {TOWN_HALL: host.organization_id if host else 0},
        {name: user_id for name, user_id in users.items() if user_id is not None},
    )


def everybody(starts_at: datetime) -> tuple[Worker, ...]:
    del starts_at
    return CALLERS


def open_watches(
    cast: Cast,
    campaign_id: int,
    now: datetime,
    *,
    since: datetime,
    until: datetime,
    seated: Callable[[datetime], tuple[Worker, ...]] = everybody,
) -> None:
    """Three hours each, without a gap; everybody but one is at work in the one that runs, and who was seated in those that are over."""
    origin = Origin("CAMPAIGN", campaign_id)
    known = {
        shift.starts_at: shift.shift_id
        for shift in shifts_of_origin(origin=origin, since=since - WATCH, until=until, at=now)
    }
    at = since.replace(minute=0, second=0, microsecond=0)
    at -= timedelta(hours=at.hour % 3)
    for number in range((until - at) // WATCH):
        starts_at = at + number * WATCH
        opened_at = min(starts_at, now)
        shift_id = known.get(starts_at) or one_shift(
            cast, campaign_id, starts_at, WATCH, seats=len(CALLERS) + SPARE, opened_at=opened_at
        )
        if starts_at <= now + WATCH:
            is_over = starts_at + WATCH <= now
            book(cast, shift_id, seated(starts_at) if is_over else CALLERS, opened_at)
            runs = starts_at <= now and not is_over
            begin(cast, shift_id, starts_at, AT_WORK if runs else REFERENTS)
        elif starts_at <= now + THERE_FOR:
            book(cast, shift_id, (*REFERENTS, *rota(number)), opened_at)
            begin(cast, shift_id, starts_at, REFERENTS)
        elif starts_at not in known:
            book(cast, shift_id, rota(number), opened_at)


def begin(cast: Cast, shift_id: int, starts_at: datetime, workers: Iterable[Worker]) -> None:
    """They are at work, those who stand behind the others first."""
    for worker in workers:
        user_id = cast.users[worker.name]
        seat = shift(shift_id=shift_id, at=starts_at, user_id=user_id)
        if seat is not None and seat.booking_id is not None:
            actor = Actor(user_id=user_id)
            start_shift(actor=actor, booking_id=seat.booking_id, at=starts_at)


def rota(number: int) -> tuple[Worker, ...]:
    """Six callers in turn; the other seats are free."""
    return tuple(CALLERS[(number * 5 + seat) % len(CALLERS)] for seat in range(BOOKED_AHEAD))


def one_shift(
    cast: Cast,
    campaign_id: int,
    starts_at: datetime,
    length: timedelta,
    *,
    seats: int,
    opened_at: datetime,
) -> int:
    return open_shift(
        actor=cast.actor(LEAD, starts_at),
        new=NewShift(
            origin=Origin("CAMPAIGN", campaign_id),
            starts_at=starts_at,
            ends_at=starts_at + length,
            seats=seats,
            place=PLACE,
            orienteur_id=cast.users[ORIENTEUR],
        ),
        at=opened_at,
    )


def book(cast: Cast, shift_id: int, workers: Iterable[Worker], at: datetime) -> None:
    lead = cast.actor(LEAD, at)
    for worker in workers:
        with suppress(Refused):  # she has her seat already
            book_shift(
                actor=lead,
                shift_id=shift_id,
                user_id=cast.users[worker.name],
                level=worker.level,
                at=at,
            )
