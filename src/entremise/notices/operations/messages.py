"""Messages that are queued with the act that they tell, tried again, given up by somebody."""

import json
from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kernel.sealing import seal_for
from entremise.kernel.work import defer
from entremise.notices.models import Message
from entremise.notices.vocabulary import (
    GivenUp,
    MessageState,
    NewMessage,
    Refusal,
)

PURPOSE: Final = "outgoing-message"


@transaction.atomic
def queue_message(*, new: NewMessage, at: datetime) -> int:
    """Have a message sent once the caller's transaction stands; one key is one message; return its id."""
    row, is_new = Message.objects.get_or_create(
        key=new.key,
        defaults={
            "channel": new.channel,
            "template": new.template,
            "content": sealed(new),
            "state": MessageState.QUEUED,
            "made_at": at,
            "next_try_at": at,
            "useful_until": new.useful_until,
        },
    )
    if is_new:
        defer("send_messages", timestamp=0)
    return row.pk


def sealed(new: NewMessage) -> str:
    content = json.dumps([new.recipient, dict(new.facts)]).encode()
    return seal_for(PURPOSE).encrypt(content).decode()


@transaction.atomic
def retry_message(*, message_id: int, at: datetime) -> None:
    """Try a message again from now on; refuse with `NO_MESSAGE` when nothing is left to send."""
    stopped = (MessageState.FAILED, MessageState.DEAD)
    rows = Message.objects.filter(pk=message_id, state__in=stopped).exclude(content="")
    if not rows.update(state=MessageState.QUEUED, tries_count=0, fault="", next_try_at=at):
        raise Refused(Refusal.NO_MESSAGE)
    defer("send_messages", timestamp=0)


@transaction.atomic
def give_up_message(*, user_id: int | None, message_id: int, reason: GivenUp, at: datetime) -> None:
    """Somebody settles a dead message otherwise, and says how; refuse with `NO_MESSAGE`."""
    dead = Message.objects.filter(pk=message_id, state=MessageState.DEAD)
    ended = {"given_up": reason, "given_up_by": user_id, "given_up_at": at}
    if not dead.update(state=MessageState.GIVEN_UP, content="", **ended):
        raise Refused(Refusal.NO_MESSAGE)
