"""Two workers at once: no message is sent twice, none is left."""

import time
from threading import Lock

import pytest
from django.db import connection
from tests.make import commons, messages
from tests.races.test_referral import at_once

from entremise.journeys.deliver_notice import deliver_notice
from entremise.notices.models import Message
from entremise.notices.vocabulary import Attempt, MessageState

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
