"""Letters that are asked for and noted as sent; messages that are queued, tried, retried, forgotten."""

import json
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.kernel.sealing import seal_for
from entremise.kernel.work import defer
from entremise.notices.models import Letter, Message
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    Fault,
    LetterState,
    MessageState,
    MessageTemplate,
    NewMessage,
    Outgoing,
    Refusal,
    Template,
)

WAITING: Final = (MessageState.QUEUED, MessageState.FAILED_FOR_NOW)
BACK_OFF: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
SENT_ARE_KEPT: Final = timedelta(days=90)
PURPOSE: Final = "outgoing-message"


@transaction.atomic
def ask_letter(*, template: Template, fact: Origin, person: UUID, at: datetime) -> int:
    """Queue a letter about a fact; of a fact that comes again, one letter waits, the last; return its id."""
    waiting = {"state": LetterState.TO_PRINT, "made_at": at, "sent_at": None, "sent_by": None}
    row, _made = Letter.objects.update_or_create(
        template=template,
        fact_kind=fact.kind,
        fact_id=fact.id,
        defaults={"person": person, **waiting},
    )
    return row.pk


@transaction.atomic
def note_sent(*, user_id: int | None, letter_ids: Collection[int], at: datetime) -> int:
    """The letters were printed and left; return how many still waited."""
    waiting = Letter.objects.filter(pk__in=letter_ids, state=LetterState.TO_PRINT)
    return waiting.update(state=LetterState.SENT, sent_at=at, sent_by=user_id)


@transaction.atomic
def forget_sent(*, letter_ids: Collection[int], sent_at: datetime, at: datetime) -> int:
    """Those noted as sent at this moment wait again; return how many."""
    noted = Letter.objects.filter(pk__in=letter_ids, state=LetterState.SENT, sent_at=sent_at)
    return noted.update(state=LetterState.TO_PRINT, sent_at=None, sent_by=None)


@transaction.atomic
def queue_message(*, new: NewMessage, at: datetime) -> int:
    """Have a message sent once the caller's transaction stands; one key is one message; return its id."""
    content = json.dumps([new.recipient, new.text]).encode()
    row, is_new = Message.objects.get_or_create(
        key=new.key,
        defaults={
            "channel": new.channel,
            "template": new.template,
            "content": seal_for(PURPOSE).encrypt(content).decode(),
            "state": MessageState.QUEUED,
            "made_at": at,
            "next_try_at": at,
            "useful_until": new.useful_until,
        },
    )
    if is_new:
        defer("send_messages", timestamp=0)
    return row.pk


@transaction.atomic
def try_next_message(*, send: Callable[[Outgoing], Attempt], at: datetime) -> bool:
    """Send one message that is due; false when none is. Its row stays locked meanwhile: a worker that dies lets it go."""
    row = (
        Message.objects.filter(state__in=WAITING, next_try_at__lte=at, useful_until__gt=at)
        .select_for_update(skip_locked=True)
        .order_by("next_try_at", "pk")
        .first()
    )
    if row is None:
        return False
    outgoing = opened(row)
    unreadable = Attempt(Fault.UNREADABLE, is_final=True)
    note_attempt(row, unreadable if outgoing is None else send(outgoing), at)
    return True


def opened(row: Message) -> Outgoing | None:
    """None when the secret of the product is not the one that sealed it."""
    try:
        recipient, text = json.loads(seal_for(PURPOSE).decrypt(row.content))
    except InvalidToken:
        return None
    return Outgoing(row.key, Channel(row.channel), MessageTemplate(row.template), recipient, text)


def note_attempt(row: Message, attempt: Attempt, at: datetime) -> None:
    row.tries_count += 1
    row.fault = attempt.fault or ""
    if attempt.fault is None:
        row.state, row.sent_at, row.content = MessageState.SENT, at, ""
        row.provider_id = attempt.provider_id
    elif attempt.is_final or row.tries_count > len(BACK_OFF):
        row.state = MessageState.DEAD
    else:
        row.state = MessageState.FAILED_FOR_NOW
        row.next_try_at = at + BACK_OFF[row.tries_count - 1]
    row.save()


@transaction.atomic
def erase_messages(*, at: datetime) -> None:
    """What can serve no more is dead and loses its content; what was sent long ago goes."""
    late = Message.objects.filter(useful_until__lte=at).exclude(content="")
    late.update(state=MessageState.DEAD, fault=Fault.TOO_LATE, content="")
    Message.objects.filter(sent_at__lte=at - SENT_ARE_KEPT).delete()


@transaction.atomic
def retry_message(*, message_id: int, at: datetime) -> None:
    """Try a message again from now on; refuse with `NO_MESSAGE` when nothing is left to send."""
    stopped = (MessageState.FAILED_FOR_NOW, MessageState.DEAD)
    rows = Message.objects.filter(pk=message_id, state__in=stopped).exclude(content="")
    if not rows.update(state=MessageState.QUEUED, tries_count=0, fault="", next_try_at=at):
        raise Refused(Refusal.NO_MESSAGE)
    defer("send_messages", timestamp=0)


@transaction.atomic
def forget_message(*, message_id: int, at: datetime) -> None:
    """Take a dead message away with its content; refuse with `NO_MESSAGE`."""
    found, _of = Message.objects.filter(pk=message_id, state=MessageState.DEAD).delete()
    if not found:
        raise Refused(Refusal.NO_MESSAGE)
