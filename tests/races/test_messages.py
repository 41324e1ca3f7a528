"""Two workers at once: no message is sent twice, none is left."""

import time
from threading import Lock

import pytest
from tests.make import commons, messages
from tests.races.test_referral import at_once

from entremise.notices.models import Message
from entremise.notices.operations import try_next_message
from entremise.notices.vocabulary import Attempt, MessageState

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_share_the_messages_and_send_each_once():
    keys = sorted(messages.message(key=f"fact:race:{number:02}").key for number in range(12))
    told, lock = [], Lock()

    def send(outgoing):
        with lock:
            told.append(outgoing.key)
        time.sleep(0.02)
        return Attempt()

    def worker():
        sent = 0
        while try_next_message(send=send, at=commons.now()):
            sent += 1
        return sent

    answers = at_once(worker, worker, worker)

    assert sorted(told) == keys
    assert sum(answers) == 12
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
