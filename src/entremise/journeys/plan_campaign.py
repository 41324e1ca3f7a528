"""A campaign as it stands, as the engine of capacity reads it: people left, seats to come, rates seen, orienteurs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Role
from entremise.engines.capacity.rostering import prolonged, slot_of
from entremise.engines.capacity.vocabulary import (
    WEEK,
    Assumptions,
    Crew,
    HalfHour,
    Plan,
    Triage,
)
from entremise.kernel.origin import Origin
from entremise.outreach.queries.planning import (
    assumptions_of,
    calling_half_hours,
    crews_of,
    half_hour_of,
    pools_left,
    tries_allowed,
)
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.referral.queries.counts import reports_made
from entremise.solidarity.queries.attendance import attendance_of
from entremise.solidarity.queries.shifts import shifts_of_origin
from entremise.solidarity.vocabulary.shifts import ShiftCard

HOURS_OF_ORIENTEUR: Final = 7.0  # on a working day
LATER_AT_LEAST: Final = 28  # days beyond the date, to say how late it may be
DAYS_AT_MOST: Final = 180
HALF_HOUR: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Levers:
    """What may be moved; none is as it stands."""

    more_hours: int = 0  # of seats, a week
    is_taken_only: bool = False  # seats that nobody took yet do not count
    tries: int | None = None
    until: date | None = None
    orienteurs: int | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan whose day 0 is `first`."""

    plan: Plan
    first: date
    orienteurs: int

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    @property
    def last(self) -> date:
        return self.day(self.plan.until)

    @property
    def weeks(self) -> float:
        return (self.plan.until + 1) / WEEK

    @property
    def seat_hours(self) -> float:
        """Hours of seats until the date, all crews together."""
        seats = (sum(one.seats) for one in self.plan.half_hours if one.day <= self.plan.until)
        return sum(seats) / 2


def plan_campaign(*, campaign: CampaignCard, levers: Levers, at: datetime) -> Planned:
    """What is planned from now, or from its first day; a date that has passed counts as today."""
    since = localtime(max(at, campaign.starts_at))
    until = levers.until or localtime(campaign.ends_at - HALF_HOUR).date()
    last = min(max((until - since.date()).days, 0), DAYS_AT_MOST)
    staff = accounts_with_role(role=Role.ORIENTEUR, organization_id=campaign.organization_id, at=at)
    orienteurs = len(staff) if levers.orienteurs is None else levers.orienteurs
    _made, waiting = reports_made(register_id=campaign.register_id)
    crews = crews_of(campaign_id=campaign.campaign_id)
    plan = Plan(
        pools=pools_left(campaign_id=campaign.campaign_id),
        crews=crews,
        half_hours=half_hours_of(campaign, crews, levers, since, last) if crews else (),
        until=last,
        tries=levers.tries or tries_allowed(campaign_id=campaign.campaign_id),
        triage=Triage(hours_by_day(since.date(), orienteurs), waiting),
        assumptions=seen(campaign, at),
    )
    return Planned(plan, since.date(), orienteurs)


def hours_by_day(first: date, orienteurs: int) -> tuple[float, ...]:
    days = (first + timedelta(days=day) for day in range(WEEK))
    return tuple(orienteurs * HOURS_OF_ORIENTEUR * (day.weekday() < 5) for day in days)


def half_hours_of(
    campaign: CampaignCard, crews: tuple[Crew, ...], levers: Levers, since: datetime, last: int
) -> tuple[HalfHour, ...]:
    """Seats of the shifts within the calling hours, more hours spread over these; after the date, as in the last week."""
    days = min(last + max(last, LATER_AT_LEAST), DAYS_AT_MOST * 2)
    open_ = calling_half_hours(campaign_id=campaign.campaign_id, first=since.date(), days=last + 1)
    now = (0, half_hour_of(since))
    still_open = {one for one in open_ if one >= now}
    more = levers.more_hours * 2 * (last + 1) / WEEK / max(len(still_open), 1)
    seats = dict.fromkeys(still_open, more)
    for shift in shifts_of_origin(
        origin=Origin("CAMPAIGN", campaign.campaign_id),
        since=since,
        until=since + timedelta(days=last + 1),
        at=since,
    ):
        taken = shift.taken if levers.is_taken_only else shift.seats
        for place in places_of(shift, since.date()):
            if place in seats:
                seats[place] += taken
    callers = sum(one.callers for one in crews)
    parts = [one.callers / callers for one in crews]
    found = (
        HalfHour(day, slot_of(half_hour), tuple(count * part for part in parts))
        for (day, half_hour), count in sorted(seats.items())
        if count > 0
    )
    return prolonged(tuple(found), since=last + 1, days=days)


def places_of(shift: ShiftCard, first: date) -> Iterator[tuple[int, int]]:
    """The half-hours that a shift lasts."""
    moment = localtime(shift.starts_at)
    while moment < shift.ends_at:
        yield (moment.date() - first).days, half_hour_of(moment)
        moment += HALF_HOUR


def seen(campaign: CampaignCard, at: datetime) -> Assumptions:
    """What was counted in calls, in shifts and in reports, beside what is assumed."""
    base = assumptions_of(campaign_id=campaign.campaign_id)
    made, _waiting = reports_made(register_id=campaign.register_id)
    came = attendance_of(origin=Origin("CAMPAIGN", campaign.campaign_id), at=at)
    talks = base.talk_minutes.seen
    busy = (base.talk_minutes.total + base.try_minutes.total) / 60
    return replace(
        base,
        no_shows=replace(base.no_shows, hits=came.absent, seen=came.seats),
        on_task=replace(base.on_task, hits=min(busy, came.hours), seen=came.hours),
        reports=replace(base.reports, hits=min(made, talks), seen=talks),
    )
