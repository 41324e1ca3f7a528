"""When something is due: the clocks of a kit, told from one moment."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from entremise.engines.open_hours import OpenSpan, after_open_minutes
from entremise.kits.queries import version
from entremise.kits.vocabulary import KitContent, Severity

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OPEN_CLOCK_UP_TO: Final = 2  # severities whose minutes run in open hours only
RECEIVED_WITHIN: Final = timedelta(days=1)
QUESTION_STOPS_AT_MOST: Final = timedelta(days=3)
CALLER_ANSWERS_WITHIN: Final = timedelta(days=1)


def severity_rule(kit_version_id: int, level: int) -> Severity:
    return next(rule for rule in version(kit_version_id).severity if rule.level == level)


def triage_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    """Until when somebody must have looked at a report of this severity."""
    kit = version(kit_version_id)
    minutes = severity_rule(kit_version_id, level).triage_minutes
    if level > OPEN_CLOCK_UP_TO:
        return at + timedelta(minutes=minutes)
    return after_open_minutes(localtime(at), minutes, open_spans(kit)).astimezone(at.tzinfo)


def open_spans(kit: KitContent) -> tuple[OpenSpan, ...]:
    return tuple(
        OpenSpan(frozenset(DAYS.index(day) for day in hours.days), hours.start, hours.end)
        for hours in kit.calling.hours
        if not hours.only_when
    )


def first_reply_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    """Until when a service accepts or refuses."""
    return at + max(
        timedelta(days=severity_rule(kit_version_id, level).service_days), timedelta(hours=1)
    )


def answer_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    """Until when a service that accepted says what it did."""
    return at + timedelta(days=severity_rule(kit_version_id, level).end_days)


def check_day(kit_version_id: int, at: datetime) -> date:
    """When the person is asked whether it helped."""
    days = version(kit_version_id).durations.get("outcome_check_days", 21)
    return localtime(at).date() + timedelta(days=days)
