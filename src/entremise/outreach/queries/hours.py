"""Moments at which a campaign calls: to promise one."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localtime

from entremise.engines.calling import NOON, next_within
from entremise.outreach.models import Campaign
from entremise.outreach.rules import calling_rules, is_running

LATER = timedelta(hours=2)
DAYS_OFFERED = 3
MORNING, AFTERNOON = time(10), time(15)


def callback_slots(*, campaign_id: int, at: datetime) -> tuple[datetime, ...]:
    """In two hours, then mornings and afternoons to come, within the hours; at most four."""
    campaign = Campaign.objects.get(pk=campaign_id)
    now = localtime(at)
    later = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0) + LATER
    days = (now + timedelta(days=offset) for offset in range(1, DAYS_OFFERED + 1))
    wished = [
        later,
        *(
            datetime.combine(day.date(), hour, now.tzinfo)
            for day in days
            for hour in (MORNING, AFTERNOON)
        ),
    ]
    slots = (next_slot(campaign, moment) for moment in wished)
    return tuple(dict.fromkeys(slot for slot in slots if slot is not None))[:4]


def callback_slot(*, campaign_id: int, wished: datetime) -> datetime | None:
    """This moment when the campaign calls then, else the nearest after it; none before its end: none."""
    return next_slot(Campaign.objects.get(pk=campaign_id), localtime(wished))


def has_calls_between(*, campaign_id: int, start: datetime, end: datetime) -> bool:
    """Whether the campaign calls at all between two moments: else a shift is of no use."""
    slot = callback_slot(campaign_id=campaign_id, wished=start)
    return slot is not None and slot < end


def next_slot(campaign: Campaign, moment: datetime) -> datetime | None:
    slot = next_within(calling_rules(campaign), moment)
    return slot if slot is not None and is_running(campaign, slot) else None


def half_day_span(*, on: date, is_afternoon: bool) -> tuple[datetime, datetime]:
    """From when to when a half-day goes, whatever the hours of the campaign."""
    if is_afternoon:
        return local_moment(on, NOON), local_moment(on + timedelta(days=1), time())
    return local_moment(on, time()), local_moment(on, NOON)


def local_moment(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, get_current_timezone())
