"""The outbox: one key, one message; sealed, tried at its hours, erased when it has served."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.make import commons, messages

from entremise.kernel.errors import Refused
from entremise.notices.models import Message
from entremise.notices.operations import (
    BACK_OFF,
    erase_messages,
    forget_message,
    retry_message,
    try_next_message,
)
from entremise.notices.vocabulary import Attempt, Fault, MessageState, Refusal

pytestmark = pytest.mark.django_db


def failing(_outgoing):
    return Attempt(Fault.UNREACHABLE)


def sent(_outgoing):
    return Attempt()


def dead():
    row, at = messages.message(), commons.now()
    try_next_message(send=lambda _one: Attempt(Fault.BAD_ADDRESS, is_final=True), at=at)
    return row


def test_one_fact_is_told_once():
    assert messages.message(key="link:1").pk == messages.message(key="link:1").pk


def test_what_is_rolled_back_is_not_told():
    with transaction.atomic():
        messages.message()
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_address_and_text_are_sealed_while_they_wait():
    row = messages.message()

    assert row.content
    assert not [one for one in (messages.MAIL, messages.TEXT, "Diarra") if one in row.content]


def test_five_waits_then_it_is_dead():
    row, at = messages.message(), commons.now()
    for wait in BACK_OFF:
        assert try_next_message(send=failing, at=at)
        row.refresh_from_db()
        assert (row.state, row.next_try_at) == (MessageState.FAILED_FOR_NOW, at + wait)
        assert not try_next_message(send=sent, at=at)
        at += wait

    try_next_message(send=failing, at=at)

    row.refresh_from_db()
    assert (row.state, row.tries_count) == (MessageState.DEAD, 6)
    assert not try_next_message(send=sent, at=at + timedelta(hours=7))


def test_a_dead_message_is_retried_or_forgotten():
    row, other = dead(), dead()

    retry_message(message_id=row.pk, at=commons.now())
    assert try_next_message(send=sent, at=commons.now())
    forget_message(message_id=other.pk, at=commons.now())

    assert list(Message.objects.values_list("pk", "state")) == [(row.pk, MessageState.SENT)]


@pytest.mark.parametrize("act", [retry_message, forget_message])
def test_a_message_that_is_sent_is_neither_retried_nor_forgotten(act):
    row = messages.message()
    try_next_message(send=sent, at=commons.now())

    with pytest.raises(Refused, match=Refusal.NO_MESSAGE):
        act(message_id=row.pk, at=commons.now())


def test_what_serves_no_more_is_erased_unsent():
    row = messages.message(useful_until=commons.now() + timedelta(minutes=2))
    later = commons.now() + timedelta(minutes=3)

    assert not try_next_message(send=sent, at=later)
    erase_messages(at=later)

    row.refresh_from_db()
    assert (row.state, row.fault, row.content) == (MessageState.DEAD, Fault.TOO_LATE, "")
    with pytest.raises(Refused, match=Refusal.NO_MESSAGE):
        retry_message(message_id=row.pk, at=later)


def test_another_secret_opens_nothing(settings):
    row = messages.message()
    settings.SECRET_KEY = "another"

    try_next_message(send=sent, at=commons.now())

    row.refresh_from_db()
    assert (row.state, row.fault) == (MessageState.DEAD, Fault.UNREADABLE)


def test_a_worker_that_dies_while_sending_loses_nothing():
    row = messages.message()

    def dying(_outgoing):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        try_next_message(send=dying, at=commons.now())

    row.refresh_from_db()
    assert row.state == MessageState.QUEUED
    assert try_next_message(send=sent, at=commons.now())
