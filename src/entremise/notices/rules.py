"""When a text message may ring: not at night, unless it says that somebody touches an account; how a number is known again."""

from datetime import datetime, time, timedelta
from typing import Final

from django.utils.timezone import get_default_timezone, localtime

from entremise.kernel.sealing import mark_for
from entremise.notices.vocabulary import URGENT, Channel, MessageTemplate

DAY_BEGINS: Final = time(8)
DAY_ENDS: Final = time(20)


def number_mark(number: str) -> bytes:
    """The blind index of a number in international form."""
    return mark_for("text-message-number", number)


def is_quiet(*, channel: Channel, template: MessageTemplate, at: datetime) -> bool:
    """Whether this message must not ring now: local hours, between 20:00 and 8:00."""
    is_night = not DAY_BEGINS <= localtime(at, get_default_timezone()).time() < DAY_ENDS
    return channel is Channel.SMS and template not in URGENT and is_night


def may_leave_at(*, channel: Channel, template: MessageTemplate, at: datetime) -> datetime:
    """This moment, or eight in the morning that follows."""
    if not is_quiet(channel=channel, template=template, at=at):
        return at
    local = localtime(at, get_default_timezone())
    day = local.date() + timedelta(days=local.time() >= DAY_ENDS)
    return datetime.combine(day, DAY_BEGINS, tzinfo=get_default_timezone())
