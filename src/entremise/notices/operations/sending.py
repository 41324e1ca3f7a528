"""One message is held, sent by somebody else, noted: no transaction is open while the network speaks."""

import json
import re
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import InvalidToken
from django.db import transaction

from entremise.kernel.sealing import seal_for
from entremise.notices.models import WAITING_STATES, Message
from entremise.notices.operations.messages import PURPOSE, tell_unreached
from entremise.notices.queries import is_set_up
from entremise.notices.rules import may_leave_at, number_mark
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    Fault,
    HeldMessage,
    MessageState,
    MessageTemplate,
    Registered,
)

BACK_OFF: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
OURS: Final = re.compile(r"[0-9a-f]{32}")
LEASE: Final = timedelta(minutes=5)  # longer than all the steps of a slow server


def hold_next_message(*, at: datetime) -> HeldMessage | None:
    """The message that is due, held until its lease lapses; none when nothing is due.

    One that was held by a process that died is due when its lease has lapsed: it may leave twice, with one reference."""
    while (row := held_row(at)) is not None:
        if row.state == MessageState.SENDING:
            return opened(row)
    return None


@transaction.atomic
def held_row(at: datetime) -> Message | None:
    """Held; or put off until the morning; or stopped by the database when its number said stop in the meantime."""
    row = (
        Message.objects.filter(state__in=WAITING_STATES, next_try_at__lte=at)
        .filter(useful_until__gt=at, tries_count__lte=len(BACK_OFF))
        .select_for_update(skip_locked=True)
        .order_by("next_try_at", "pk")
        .first()
    )
    if row is None:
        return None
    leaves_at = may_leave_at(
        channel=Channel(row.channel), template=MessageTemplate(row.template), at=at
    )
    if leaves_at > at:
        row.state, row.next_try_at = MessageState.QUEUED, leaves_at
    else:
        row.state, row.next_try_at = MessageState.SENDING, at + LEASE
        row.tries_count += 1
    row.save(update_fields=["state", "next_try_at", "tries_count"])
    row.refresh_from_db(fields=["state"])
    return row


def opened(row: Message) -> HeldMessage:
    """With an empty recipient when the secret of the product is not the one that sealed it."""
    recipient: str | Registered
    try:
        recipient, facts = json.loads(seal_for(PURPOSE).decrypt(row.content))
    except InvalidToken:
        recipient, facts = "", {}
    else:
        recipient = registered(row) or recipient
    return HeldMessage(
        message_id=row.pk,
        number_of_try=row.tries_count,
        reference=row.reference,
        channel=Channel(row.channel),
        template=MessageTemplate(row.template),
        recipient=recipient,
        facts=facts,
    )


def registered(row: Message) -> Registered | None:
    if row.person is None or row.grant_id is None:
        return None
    return Registered(row.person, row.grant_id, row.user_id or 0, row.organization_id or 0)


@transaction.atomic
def note_number(*, held: HeldMessage, number: str, parts: int, at: datetime) -> bool:
    """Note the number that a text message leaves for, by its blind index; false when it said stop."""
    row = Message.objects.select_for_update().get(pk=held.message_id)
    row.mark, row.parts_count = number_mark(number), parts
    row.save(update_fields=["mark", "parts_count"])
    row.refresh_from_db(fields=["state"])
    if row.state == MessageState.STOPPED:
        tell_unreached(row, at)
    return row.state == MessageState.SENDING and row.tries_count == held.number_of_try


@transaction.atomic
def note_attempt(*, held: HeldMessage, attempt: Attempt, at: datetime) -> None:
    """Note what came of a try; a failure told after its lease lapsed says nothing of the try that runs now."""
    rows = Message.objects.select_for_update().filter(pk=held.message_id)
    row = rows.filter(state=MessageState.SENDING).order_by("pk").first()
    if row is None:
        return
    if attempt.fault is None:
        row.state, row.sent_at, row.content = MessageState.SENT, at, ""
        row.fault, row.provider_id = "", attempt.provider_id
    elif row.tries_count != held.number_of_try:
        return
    elif attempt.fault is Fault.NO_NUMBER and may_go_by_mail(row):
        row.channel, row.state, row.next_try_at = Channel.EMAIL, MessageState.QUEUED, at
        row.tries_count = 0
    elif attempt.is_final or row.tries_count > len(BACK_OFF):
        row.state, row.fault = MessageState.DEAD, attempt.fault
        tell_unreached(row, at)
    else:
        row.state, row.fault = MessageState.FAILED, attempt.fault
        again = at + BACK_OFF[row.tries_count - 1]
        row.next_try_at = may_leave_at(channel=held.channel, template=held.template, at=again)
    row.save()


def may_go_by_mail(row: Message) -> bool:
    """A person without a mobile phone may have given a mail."""
    is_by_phone = row.person is not None and row.channel == Channel.SMS
    return is_by_phone and is_set_up(channel=Channel.EMAIL)


@transaction.atomic
def note_delivery(*, reference: str, is_delivered: bool, at: datetime) -> bool:
    """A gateway says whether the phone has it, by our reference or its own number; whether such a message left.

    It may say so before we have noted that it took the message; what was delivered is never taken back."""
    row = left_with(reference)
    if row is None:
        return False
    if is_delivered:
        row.state, row.fault, row.content = MessageState.DELIVERED, "", ""
        row.sent_at = row.sent_at or at
    elif row.state != MessageState.DELIVERED:
        if row.state != MessageState.DEAD:
            tell_unreached(row, at)
        row.state, row.fault, row.content = MessageState.DEAD, Fault.UNDELIVERED, ""
    row.save()
    return True


def left_with(reference: str) -> Message | None:
    """The message that left under this reference, ours or the gateway's."""
    known = (MessageState.SENDING, MessageState.SENT, MessageState.DELIVERED, MessageState.DEAD)
    rows = Message.objects.select_for_update().filter(channel=Channel.SMS, state__in=known)
    is_ours = OURS.fullmatch(reference)
    found = rows.filter(reference=reference) if is_ours else rows.filter(provider_id=reference)
    return found.order_by("-pk").first()
