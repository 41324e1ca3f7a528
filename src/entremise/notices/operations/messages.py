"""Messages that are queued with the act that they tell, tried again, given up by somebody."""

import json
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.kernel.sealing import seal_for
from entremise.kernel.work import defer
from entremise.notices.models import LEFT_STATES, Message
from entremise.notices.rules import may_leave_at, number_mark
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
            "about_kind": "" if new.about is None else new.about.kind,
            "about_id": None if new.about is None else new.about.id,
            "expects_kind": "" if new.expects is None else new.expects.kind,
            "expects_id": None if new.expects is None else new.expects.id,
            **recipient_columns(new),
        },
    )
    if is_new and leaves_at == at:
        defer("send_messages", timestamp=0)
    if is_new and row.mark is not None:
        row.refresh_from_db(fields=["state"])
        if row.state == MessageState.STOPPED:  # by the database: her number said stop
            tell_unreached(row, at)
    return row.pk


def tell_unreached(row: Message, at: datetime) -> None:
    """Whoever is concerned by what it is about learns that nobody got it."""
    if row.about_kind:
        defer("unreached", kind=row.about_kind, about_id=row.about_id or 0, at=at.isoformat())


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


@transaction.atomic
def withdraw_question(*, origin: Origin, at: datetime) -> bool:
    """It is asked no more: what has not left does not leave; return whether somebody has read it."""
    asked = Message.objects.filter(
        expects_kind=origin.kind, expects_id=origin.id, useful_until__gt=at, answer=""
    )
    unsent = asked.filter(state__in=(MessageState.QUEUED, MessageState.FAILED))
    ended = {"given_up": GivenUp.OF_NO_USE, "given_up_at": at, "content": ""}
    unsent.update(state=MessageState.GIVEN_UP, **ended)
    has_left = asked.filter(state__in=LEFT_STATES).exists()
    asked.update(useful_until=at)
    return has_left


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
