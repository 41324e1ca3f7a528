"""One message is held, sent by somebody else, noted: no transaction is open while the network speaks."""

import json
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import InvalidToken
from django.db import transaction

from entremise.kernel.sealing import seal_for
from entremise.notices.models import Message
from entremise.notices.operations.messages import PURPOSE
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    Fault,
    HeldMessage,
    MessageState,
    MessageTemplate,
)

WAITING: Final = (MessageState.QUEUED, MessageState.FAILED)
ENDED: Final = (MessageState.SENT, MessageState.DEAD, MessageState.GIVEN_UP)
BACK_OFF: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
LEASE: Final = timedelta(minutes=5)  # longer than all the steps of a slow server
ENDED_ARE_KEPT: Final = timedelta(days=90)


@transaction.atomic
def hold_next_message(*, at: datetime) -> HeldMessage | None:
    """The message that is due, held until its lease lapses; none when nothing is due.

    One that was held by a process that died is due when its lease has lapsed: it may leave twice, with one reference."""
    row = (
        Message.objects.filter(state__in=(*WAITING, MessageState.SENDING), next_try_at__lte=at)
        .filter(useful_until__gt=at, tries_count__lte=len(BACK_OFF))
        .select_for_update(skip_locked=True)
        .order_by("next_try_at", "pk")
        .first()
    )
    if row is None:
        return None
    row.state, row.next_try_at = MessageState.SENDING, at + LEASE
    row.tries_count += 1
    row.save(update_fields=["state", "next_try_at", "tries_count"])
    return opened(row)


def opened(row: Message) -> HeldMessage:
    """Without recipient when the secret of the product is not the one that sealed it."""
    try:
        recipient, facts = json.loads(seal_for(PURPOSE).decrypt(row.content))
    except InvalidToken:
        recipient, facts = "", {}
    return HeldMessage(
        message_id=row.pk,
        number_of_try=row.tries_count,
        reference=row.reference,
        channel=Channel(row.channel),
        template=MessageTemplate(row.template),
        recipient=recipient,
        facts=facts,
    )


@transaction.atomic
def note_attempt(*, held: HeldMessage, attempt: Attempt, at: datetime) -> None:
    """Note what came of a try; a failure told after its lease lapsed says nothing of the try that runs now."""
    row = (
        Message.objects.select_for_update()
        .filter(pk=held.message_id, state=MessageState.SENDING)
        .order_by("pk")
        .first()
    )
    if row is None:
        return
    if attempt.fault is None:
        row.state, row.sent_at, row.content = MessageState.SENT, at, ""
        row.fault, row.provider_id = "", attempt.provider_id
    elif row.tries_count != held.number_of_try:
        return
    elif attempt.is_final or row.tries_count > len(BACK_OFF):
        row.state, row.fault = MessageState.DEAD, attempt.fault
    else:
        row.state, row.fault = MessageState.FAILED, attempt.fault
        row.next_try_at = at + BACK_OFF[row.tries_count - 1]
    row.save()


@transaction.atomic
def end_late_messages(*, at: datetime) -> None:
    """What can serve no more loses its content, and is dead if it still waited; what ended long ago goes."""
    lapsed = Message.objects.filter(state=MessageState.SENDING, next_try_at__lte=at)
    lapsed.filter(tries_count__gt=len(BACK_OFF)).update(
        state=MessageState.DEAD, fault=Fault.INTERRUPTED
    )  # each of its tries ended a process
    late = Message.objects.filter(useful_until__lte=at)
    for waiting in (late.filter(state__in=WAITING), late & lapsed):
        waiting.update(state=MessageState.DEAD, fault=Fault.TOO_LATE, content="")
    late.filter(state=MessageState.DEAD).exclude(content="").update(content="")
    Message.objects.filter(state__in=ENDED, useful_until__lte=at - ENDED_ARE_KEPT).delete()
