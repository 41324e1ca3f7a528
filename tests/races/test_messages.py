"""Two workers at once: no message is sent twice, none is left."""

import time
from threading import Lock

import pytest
from django.db import connection
from tests.make import commons, messages
from tests.races.test_referral import at_once

from entremise.journeys.deliver_notice import deliver_notice
from entremise.notices.models import Message
from entremise.notices.operations import take_incoming
from entremise.notices.vocabulary import Attempt, Channel, MessageState, NewIncoming

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_share_the_messages_and_send_each_once():
    references = sorted(messages.message().reference for _number in range(12))
    told, lock = [], Lock()

    def send(envelope):
        assert not connection.in_atomic_block  # a slow server holds no transaction open
        with lock:
            told.append(envelope.reference)
        time.sleep(0.02)
        return Attempt()

    def worker():
        sent = 0
        while deliver_notice(send=send, at=commons.now()):
            sent += 1
        return sent

    answers = at_once(worker, worker, worker)

    assert sorted(told) == references
    assert sum(answers) == 12
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


def test_a_stop_that_comes_while_messages_are_queued_and_sent_lets_none_leave_afterwards():
    for turn in range(5):
        number, left = f"+44770090010{turn}", []

        def queue(number=number):
            for _message in range(10):
                messages.message(channel=Channel.SMS, recipient=number, template="TRIAL")

        def stop(number=number):
            new = NewIncoming(f"race-{number}", number, "stop")
            take_incoming(new=new, at=commons.now())

        def send(envelope, left=left):
            left.append(envelope.reference)
            return Attempt()

        at_once(queue, stop, lambda send=send: deliver_notice(send=send, at=commons.now()))
        del left[:]
        while deliver_notice(send=send, at=commons.now()):
            continue

        assert left == []
        assert set(Message.objects.values_list("state", flat=True)) <= {"STOPPED", "SENT"}
