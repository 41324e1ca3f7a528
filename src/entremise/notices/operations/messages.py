"""Messages that are queued with the act that they tell, tried again, given up by somebody."""

import json
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kernel.sealing import mark_for, seal_for
from entremise.kernel.work import defer
from entremise.notices.models import Message
from entremise.notices.rules import may_leave_at
from entremise.notices.vocabulary import (
    Channel,
    GivenUp,
    MessageState,
    MessageTemplate,
    NewMessage,
    Refusal,
    Registered,
)

PURPOSE: Final = "outgoing-message"


@transaction.atomic
def queue_message(*, new: NewMessage, at: datetime) -> int:
    """Have a message sent once the caller's transaction stands; one key is one message; return its id.

    A text message leaves by day; to a number that said stop it is noted, and never leaves."""
    leaves_at = may_leave_at(channel=new.channel, template=new.template, at=at)
    row, is_new = Message.objects.get_or_create(
        key=new.key,
        defaults={
            "channel": new.channel,
            "template": new.template,
            "state": MessageState.QUEUED,
            "made_at": at,
            "next_try_at": leaves_at,
            "useful_until": new.useful_until,
            "expects_kind": "" if new.expects is None else new.expects.kind,
            "expects_id": None if new.expects is None else new.expects.id,
            **recipient_columns(new),
        },
    )
    if is_new and leaves_at == at:
        defer("send_messages", timestamp=0)
    return row.pk


def recipient_columns(new: NewMessage) -> dict[str, Any]:
    """An address is sealed with the facts; a person of the registers is named by her uuid alone."""
    to, facts = new.recipient, dict(new.facts)
    if isinstance(to, Registered):
        return {
            "content": sealed("", facts),
            "person": to.person,
            "grant_id": to.grant_id,
            "user_id": to.user_id,
            "organization_id": to.organization_id,
        }
    mark = number_mark(to) if new.channel is Channel.SMS else None
    return {"content": sealed(to, facts), "mark": mark}


def sealed(recipient: str, facts: dict[str, str]) -> str:
    return seal_for(PURPOSE).encrypt(json.dumps([recipient, facts]).encode()).decode()


def number_mark(number: str) -> bytes:
    """The blind index of a number in international form."""
    return mark_for("text-message-number", number)


@transaction.atomic
def retry_message(*, message_id: int, at: datetime) -> None:
    """Try a message again from now on; refuse with `NO_MESSAGE` when nothing is left to send."""
    stopped = (MessageState.FAILED, MessageState.DEAD)
    rows = Message.objects.filter(pk=message_id, state__in=stopped).exclude(content="")
    row = rows.select_for_update().order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NO_MESSAGE)
    row.state, row.tries_count, row.fault = MessageState.QUEUED, 0, ""
    channel, template = Channel(row.channel), MessageTemplate(row.template)
    row.next_try_at = may_leave_at(channel=channel, template=template, at=at)
    row.save(update_fields=["state", "tries_count", "fault", "next_try_at"])
    defer("send_messages", timestamp=0)


@transaction.atomic
def give_up_message(*, user_id: int | None, message_id: int, reason: GivenUp, at: datetime) -> None:
    """Somebody settles a dead message otherwise, and says how; refuse with `NO_MESSAGE`."""
    dead = Message.objects.filter(pk=message_id, state=MessageState.DEAD)
    ended = {"given_up": reason, "given_up_by": user_id, "given_up_at": at}
    if not dead.update(state=MessageState.GIVEN_UP, content="", **ended):
        raise Refused(Refusal.NO_MESSAGE)
