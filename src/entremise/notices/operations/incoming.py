"""Text messages received: a stop acts at once, an answer goes to who expects it, the rest waits for a human."""

import json
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.engines.short_answers import Word, word_of
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.kernel.sealing import seal_for
from entremise.kernel.work import defer
from entremise.notices.models import LEFT_STATES, Incoming, Message, StoppedNumber
from entremise.notices.operations.messages import tell_unreached
from entremise.notices.queries import incoming_card
from entremise.notices.rules import number_mark
from entremise.notices.vocabulary import (
    IncomingState,
    MessageState,
    NewIncoming,
    OpenedIncoming,
    Refusal,
)

PURPOSE: Final = "incoming-message"
READ_AN_HOUR: Final = 10
ANSWERED_WITHIN: Final = timedelta(days=7)
UNSENT: Final = (MessageState.QUEUED, MessageState.FAILED)


@transaction.atomic
def take_incoming(*, new: NewIncoming, at: datetime) -> bool:
    """Do what a text message says, or keep it for a human; false when this copy was taken before."""
    word, is_all = word_of(new.text)
    mark = number_mark(new.number)
    row, is_new = Incoming.objects.get_or_create(
        gateway_id=new.gateway_id,
        defaults={
            "word": word or "",
            "received_at": at,
            "state": IncomingState.TAKEN,
        },
    )
    if not is_new:
        return False
    is_taken = act_on(word, mark, at)
    if not (is_taken and is_all) and not is_flooding(mark, at):
        row.state, row.mark = IncomingState.TO_READ, mark
        words = json.dumps([new.number, new.text]).encode()
        row.content = seal_for(PURPOSE).encrypt(words).decode()
        row.save(update_fields=["state", "mark", "content"])
    return True


def is_flooding(mark: bytes, at: datetime) -> bool:
    """Ten messages an hour of one number are read; what comes beyond them still stops, and answers."""
    rows = Incoming.objects.filter(mark=mark, received_at__gt=at - timedelta(hours=1))
    return rows.count() >= READ_AN_HOUR


def act_on(word: Word | None, mark: bytes, at: datetime) -> bool:
    """Whether the word did something."""
    if word is Word.STOP:
        for row in Message.objects.filter(mark=mark, state__in=UNSENT).exclude(about_kind=""):
            tell_unreached(row, at)
        StoppedNumber.objects.get_or_create(mark=mark, defaults={"stopped_at": at})
        return True
    if word is Word.START:
        StoppedNumber.objects.filter(mark=mark).delete()
        return True
    return word is not None and hand_answer(word, mark, at)


def hand_answer(word: Word, mark: bytes, at: datetime) -> bool:
    """Hand the answer to whom the last question came from; a human decides when two questions are open."""
    asked = (
        Message.objects.select_for_update()
        .filter(mark=mark, state__in=(*LEFT_STATES, MessageState.SENDING))
        .filter(made_at__gt=at - ANSWERED_WITHIN)
        .exclude(expects_kind="")
        .order_by("-made_at", "-pk")
    )
    rows = list(asked[:50])
    waiting = [row for row in rows if not row.answer and row.useful_until > at]
    if not rows or len({(row.expects_kind, row.expects_id) for row in waiting}) > 1:
        return False
    row = (waiting or rows)[0]  # none waits: she changes her mind about the last, or comes too late
    take_answer(row, word, at)
    return True


def take_answer(row: Message, word: Word, at: datetime) -> None:
    row.answer, row.answered_at = word, at
    row.save(update_fields=["answer", "answered_at"])
    defer(
        "incoming_answer",
        kind=row.expects_kind,
        origin_id=row.expects_id or 0,
        word=word.value,
        at=at.isoformat(),
    )


@transaction.atomic
def answer_question(*, origin: Origin, word: Word, at: datetime) -> bool:
    """The answer of whoever opened the link of a mailed question; false when none was asked within a week."""
    asked = Message.objects.select_for_update().filter(made_at__gt=at - ANSWERED_WITHIN)
    rows = asked.filter(expects_kind=origin.kind, expects_id=origin.id)
    row = rows.order_by("-made_at", "-pk").first()
    if row is not None:
        take_answer(row, word, at)
    return row is not None


@transaction.atomic
def open_incoming(*, user_id: int | None, incoming_id: int, at: datetime) -> OpenedIncoming:
    """Number and words, for the one who reads them now, whose name stays; refuse with `NO_INCOMING`."""
    row = row_to_read(incoming_id)
    if row.opened_at is None or row.opened_by != user_id:
        row.opened_by, row.opened_at = user_id, at
        row.save(update_fields=["opened_by", "opened_at"])
    number, text = json.loads(seal_for(PURPOSE).decrypt(row.content))
    return OpenedIncoming(incoming_card(row), number, text)


@transaction.atomic
def settle_incoming(*, user_id: int | None, incoming_id: int, at: datetime) -> None:
    """Somebody has done what it asks: its words are erased; refuse with `NO_INCOMING`."""
    row = row_to_read(incoming_id)
    row.state, row.content, row.mark = IncomingState.SETTLED, "", None
    row.settled_by, row.settled_at = user_id, at
    row.save()


def row_to_read(incoming_id: int) -> Incoming:
    rows = Incoming.objects.select_for_update().filter(pk=incoming_id, state=IncomingState.TO_READ)
    row = rows.order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NO_INCOMING)
    return row
