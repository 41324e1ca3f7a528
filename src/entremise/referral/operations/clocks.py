"""When something is due: the clocks of a kit, told from one moment."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from django.utils.timezone import localtime

from entremise.accounts.queries import host_organization
from entremise.engines.holidays import is_holiday
from entremise.engines.open_hours import OpenSpan, after_open_days, after_open_minutes
from entremise.kits.queries import version
from entremise.kits.vocabulary import KitContent, Severity
from entremise.referral.models import Referral
from entremise.referral.vocabulary.referrals import URGENT_UP_TO

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUESTION_STOPS_AT_MOST: Final = timedelta(days=3)
AFTERNOON: Final = time(14)  # the calls of a Saturday morning make no working day of services
CALLER_ANSWERS_WITHIN: Final = timedelta(days=1)
SECOND_CHANCE_DAYS: Final = 1


def severity_rule(kit_version_id: int, level: int) -> Severity:
    return next(rule for rule in version(kit_version_id).severity if rule.level == level)


def triage_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    """Until when somebody must have looked at a report of this severity."""
    kit = version(kit_version_id)
    minutes = severity_rule(kit_version_id, level).triage_minutes
    if level > URGENT_UP_TO:
        return at + timedelta(minutes=minutes)
    due = after_open_minutes(localtime(at), minutes, open_spans(kit), holidays_here())
    return due.astimezone(at.tzinfo)


def holidays_here() -> Callable[[date], bool]:
    """The days on which nobody works where this instance is."""
    host = host_organization()
    return partial(is_holiday, place=host.territory_code if host else "")


def open_spans(kit: KitContent) -> tuple[OpenSpan, ...]:
    return tuple(
        OpenSpan(frozenset(DAYS.index(day) for day in hours.days), hours.start, hours.end)
        for hours in kit.calling.hours
        if not hours.only_when
    )


def service_days(kit_version_id: int, level: int, days: int, at: datetime) -> datetime:
    """So many days of a service: working days of the kit, plain ones for what is urgent; one hour for none."""
    if days == 0:
        return at + timedelta(hours=1)
    if level <= URGENT_UP_TO:
        return at + timedelta(days=days)
    return on_open_day(kit_version_id, at, days)


def on_open_day(kit_version_id: int, at: datetime, days: int = 0) -> datetime:
    whole = [span for span in open_spans(version(kit_version_id)) if span.end > AFTERNOON]
    weekdays = frozenset(day for span in whole for day in span.weekdays)
    found = after_open_days(localtime(at), days, weekdays, holidays_here())
    return found.astimezone(at.tzinfo)


def received_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    """Until when a service has opened what was sent."""
    days = version(kit_version_id).durations.get("referral_received_days", 1)
    return service_days(kit_version_id, level, days, at)


def first_reply_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    """Until when a service accepts or refuses."""
    return service_days(
        kit_version_id, level, severity_rule(kit_version_id, level).service_days, at
    )


def answer_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    """Until when a service that accepted says what it did: plain days, which end on an open one unless it is urgent."""
    end = at + timedelta(days=severity_rule(kit_version_id, level).end_days)
    return end if level <= URGENT_UP_TO else on_open_day(kit_version_id, end)


def service_due(kit_version_id: int, level: int, sent: Referral, at: datetime) -> datetime:
    """Until when a service says what is awaited of it now."""
    if sent.accepted_at is not None:
        return answer_due(kit_version_id, level, at)
    clock = received_due if sent.received_at is None else first_reply_due
    return clock(kit_version_id, level, at)


def second_chance_due(kit_version_id: int, level: int, at: datetime) -> datetime:
    return service_days(kit_version_id, level, SECOND_CHANCE_DAYS, at)


def check_day(kit_version_id: int, at: datetime) -> date:
    """When the person is asked whether it helped."""
    days = version(kit_version_id).durations.get("outcome_check_days", 21)
    return localtime(at).date() + timedelta(days=days)
