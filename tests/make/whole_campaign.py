"""A campaign of weeks through the operations of callers and orienteurs, with a clock that is moved: what it gives, and what was foretold at half-time."""

import heapq
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localtime
from tests.make import accounts, commons, people, referral
from tests.make import outreach as make

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.law import RegisterKind
from entremise.engines.capacity.foretelling import foretell
from entremise.engines.capacity.vocabulary import Forecast
from entremise.journeys.plan_campaign import Levers, plan_campaign
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, Campaign, Visit
from entremise.outreach.operations.calls import claim_next_call, give_notice, show_number
from entremise.outreach.operations.closing import close_call
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.vocabulary.calls import Closing, Outcome, TakenCall
from entremise.referral.models import Item, Report
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.reports import take_report
from entremise.referral.vocabulary.reports import Ending, UnmetReason
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.vocabulary.shifts import BookingState

MONDAY = datetime(2026, 9, 7, 0, tzinfo=UTC)
WATCHES = ((10, 12.5), (14, 17))  # local hours of the two shifts of a day
NEVER, ANSWERS = 0.15, 0.588  # people who never answer; the others, at each try
NO_SHOW, ON_TASK, REPORTS, UNMET = 0.2, 0.83, 0.062, 0.1
TALK, TRY, PAUSE = (timedelta(minutes=minutes) for minutes in (13, 1.6, 20))


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    callers: int
    weeks: int
    shifts_a_week: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """What it came to; days are those of the last call, foretold at half-time and as it was."""

    tries: int
    talks: int
    reports: int
    unmet: int
    to_visit: int
    left: int
    foretold: date | None
    ended: date
    lasted_days: int

    @property
    def error(self) -> float:
        """Between what was foretold at half-time and the end, as a part of the whole."""
        if self.foretold is None:
            return 1.0
        return abs((self.foretold - self.ended).days) / self.lasted_days


@dataclass(slots=True)
class Play:
    size: Size
    campaign: Campaign
    callers: list[Actor]
    orienteur: Actor
    chance: random.Random
    half: Forecast | None = None
    half_first: date | None = None
    at: datetime = MONDAY


def play(size: Size, say: Callable[[str], object] = str) -> Told:
    """From the first Monday until nobody is left, or the weeks are over; says each Monday how far it is."""
    one = begin(size)
    middle = MONDAY + timedelta(weeks=size.weeks) * 0.5
    for day in range(size.weeks * 7):
        start = MONDAY + timedelta(days=day)
        if one.half is None and is_half_way(one, start, middle):
            planned = plan_campaign(campaign=campaign(one.campaign.pk), levers=Levers(), at=start)
            one.half, one.half_first = foretell(planned.plan), planned.first
        if start.weekday() == 0:
            say(f"{start:%d/%m}: {tries_of(one).count():,} tries, {left_of(one):,} people left")
        if start.weekday() < 5:
            for watch, (begins, ends) in enumerate(WATCHES):
                work(one, moment(start, begins), moment(start, ends), day * 2 + watch)
            triage(one, moment(start, 18))
    return told(one)


def left_of(one: Play) -> int:
    return Call.objects.filter(campaign=one.campaign, ended_at=None).count()


def tries_of(one: Play) -> QuerySet[Attempt]:
    return Attempt.objects.filter(campaign=one.campaign, shown_at__isnull=False)


def is_half_way(one: Play, start: datetime, middle: datetime) -> bool:
    return left_of(one) <= one.size.people / 2 or start >= middle


def moment(day: datetime, hour: float) -> datetime:
    midnight = localtime(day).replace(hour=0, minute=0)
    return (midnight + timedelta(hours=hour)).astimezone(UTC)


def begin(size: Size) -> Play:
    """The campaign with everybody on its list, and all its shifts open."""
    on = make.campaign(
        organization=people.body(),
        register_id=commons.register(RegisterKind.CAMPAIGN),
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(weeks=size.weeks),
        opened_at=MONDAY,
    )
    where = make.pool(on)
    chance = random.Random(size.seed)
    Call.objects.bulk_create(
        (
            Call(
                campaign=on,
                pool=where,
                person=uuid.UUID(int=chance.getrandbits(128)),
                rank=size.people - at,
                created_at=MONDAY,
            )
            for at in range(size.people)
        ),
        batch_size=2000,
    )
    callers = [make.caller(on, is_on_shift=False) for _turn in range(size.callers)]
    one = Play(
        size,
        on,
        callers,
        accounts.actor(Role.ORIENTEUR, organization=people.body()),
        chance,
    )
    for day in range(size.weeks * 7):
        start = MONDAY + timedelta(days=day)
        if start.weekday() < 5:
            for watch, (begins, ends) in enumerate(WATCHES):
                open_watch(one, moment(start, begins), moment(start, ends), day * 2 + watch)
    return one


def team(one: Play, number: int) -> list[Actor]:
    """Whose turn it is: the callers spread over the ten shifts of a week."""
    place = number // 14 * 10 + number % 14  # the two days of rest have no turn
    turns = 10 // one.size.shifts_a_week
    return [caller for at, caller in enumerate(one.callers) if at % turns == place % turns]


def open_watch(one: Play, start: datetime, end: datetime, number: int) -> None:
    seats = len(team(one, number))
    if seats:
        make.shift(one.campaign, starts_at=start, ends_at=end, seats=seats, opened_at=MONDAY)


def work(one: Play, start: datetime, end: datetime, number: int) -> None:
    """One shift: who comes calls until its end, each at her pace, all in the order of the clock."""
    shift = Shift.objects.filter(origin_id=one.campaign.pk, starts_at=start).first()
    if shift is None:
        return
    queue: list[tuple[datetime, int]] = []
    booked = team(one, number)
    for at, caller in enumerate(booked):
        comes = one.chance.random() >= NO_SHOW
        make.booking(
            shift,
            caller,
            state=BookingState.STARTED if comes else BookingState.CONFIRMED,
            started_at=start if comes else None,
        )
        if comes:
            heapq.heappush(queue, (start + timedelta(seconds=at), at))
    while queue:
        now, at = heapq.heappop(queue)
        if now < end - TRY:
            heapq.heappush(queue, (call_once(one, booked[at], now), at))
    Booking.objects.filter(shift=shift, state=BookingState.STARTED).update(
        state=BookingState.ENDED, ended_at=end
    )


def call_once(one: Play, caller: Actor, at: datetime) -> datetime:
    """One person called; when this caller is free again."""
    try:
        taken = claim_next_call(actor=caller, campaign_id=one.campaign.pk, at=at)
    except Refused:
        return at + PAUSE
    show_number(actor=caller, call_id=taken.call_id, token=taken.token, at=at)
    if not answers(one, taken):
        over = at + TRY
        end(caller, taken, Outcome.NO_ANSWER, over)
    else:
        give_notice(actor=caller, call_id=taken.call_id, token=taken.token, at=at)
        over = at + min(one.chance.expovariate(1 / TALK.total_seconds()), 19 * 60) * timedelta(
            seconds=1
        )
        is_hard = one.chance.random() < REPORTS
        end(caller, taken, Outcome.SPOKEN_DIFFICULTY if is_hard else Outcome.SPOKEN_WELL, over)
        if is_hard:
            referral.report(
                at=over, author=caller, register_id=one.campaign.register_id, person=taken.person
            )
    return at + (over - at) / ON_TASK


def answers(one: Play, taken: TakenCall) -> bool:
    """Whether she answers is hers from the start; when, is chance."""
    is_never_there = random.Random(str(taken.person)).random() < NEVER
    return not is_never_there and one.chance.random() < ANSWERS


def end(caller: Actor, taken: TakenCall, outcome: Outcome, at: datetime) -> None:
    close_call(
        actor=caller, call_id=taken.call_id, token=taken.token, closing=Closing(outcome), at=at
    )


def triage(one: Play, at: datetime) -> None:
    """In the evening each report of the day gets its end."""
    waiting = Report.objects.filter(register_id=one.campaign.register_id, state="WAITING")
    for report in waiting.order_by("pk"):
        take_report(actor=one.orienteur, report_id=report.pk, at=at)
        for item in Item.objects.filter(report=report).order_by("pk"):
            is_unmet = one.chance.random() < UNMET
            close_item(
                actor=one.orienteur,
                item_id=item.pk,
                ending=Ending.UNMET if is_unmet else Ending.ANSWERED_AT_ONCE,
                unmet_reason=UnmetReason.NO_CAPACITY if is_unmet else None,
                at=at,
            )


def told(one: Play) -> Told:
    tries = tries_of(one)
    last = localtime(tries.latest("held_at").held_at).date()
    days = None if one.half is None else one.half.day_50
    foretold = (
        None if days is None or one.half_first is None else one.half_first + timedelta(days=days)
    )
    return Told(
        tries=tries.count(),
        talks=tries.filter(outcome__startswith="SPOKEN").count(),
        reports=Report.objects.filter(register_id=one.campaign.register_id).count(),
        unmet=Item.objects.filter(ending=Ending.UNMET).count(),
        to_visit=Visit.objects.filter(campaign=one.campaign).count(),
        left=left_of(one),
        foretold=foretold,
        ended=last,
        lasted_days=max((last - MONDAY.date()).days + 1, 1),
    )
