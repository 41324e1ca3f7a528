"""Moments at which a campaign calls: to promise one."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime

from entremise.engines.calling import next_within
from entremise.outreach.models import Campaign
from entremise.outreach.rules import calling_rules

LATER = timedelta(hours=2)
DAYS_OFFERED = 3
MORNING, AFTERNOON = time(10), time(15)


def callback_slots(*, campaign_id: int, at: datetime) -> tuple[datetime, ...]:
    """In two hours, then mornings and afternoons to come, within the hours; at most four."""
    rules = calling_rules(Campaign.objects.get(pk=campaign_id))
    now = localtime(at)
    days = (now + timedelta(days=offset) for offset in range(1, DAYS_OFFERED + 1))
    wished = [
        now + LATER,
        *(
            datetime.combine(day.date(), hour, now.tzinfo)
            for day in days
            for hour in (MORNING, AFTERNOON)
        ),
    ]
    slots = (next_within(rules, moment.replace(second=0, microsecond=0)) for moment in wished)
    return tuple(dict.fromkeys(slot for slot in slots if slot is not None))[:4]
