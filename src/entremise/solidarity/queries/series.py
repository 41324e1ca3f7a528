"""The moments of a series, from its RFC 5545 rule, by the clock of the town."""

from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.conf import settings

from entremise.kernel.errors import Refused
from entremise.solidarity.vocabulary.actions import OCCURRENCES_AT_MOST, Refusal


def occurrences(rule: str, first: datetime) -> tuple[datetime, ...]:
    """The first moment and those that the rule adds, sixty at most; refuse with `BAD_RULE`, also when it has no end.

    The rule is read on the clock of the town: ten o'clock stays ten o'clock when the hour changes.
    """
    if not rule:
        return (first,)
    zone = ZoneInfo(settings.TIME_ZONE)
    local = first.astimezone(zone).replace(tzinfo=None)
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    if not {"COUNT", "UNTIL"} & parts.keys() or {"\n", ":"} & set(rule):
        raise Refused(Refusal.BAD_RULE)
    try:
        found = tuple(islice(rrulestr(rule, dtstart=local), OCCURRENCES_AT_MOST + 1))
    except (ValueError, TypeError):
        raise Refused(Refusal.BAD_RULE) from None
    if not 0 < len(found) <= OCCURRENCES_AT_MOST:
        raise Refused(Refusal.BAD_RULE)
    return tuple(one.replace(tzinfo=zone).astimezone(first.tzinfo) for one in found)
