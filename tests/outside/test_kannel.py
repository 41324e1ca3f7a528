"""Text messages through a true Kannel and its fake operator: they leave, arrive, and are answered."""

from urllib.parse import urlsplit

import pytest
from tests.make import messages
from tests.outside.kannel import kannel
from tests.waiting import wait_until

from entremise.jobs.sending.gateway import gateway_fault
from entremise.jobs.tasks.messages import send_messages
from entremise.kernel.origin import Origin
from entremise.notices.models import Incoming, Message, StoppedNumber
from entremise.notices.vocabulary import Channel, MessageState

pytestmark = [pytest.mark.django_db(transaction=True)]
SECRET = "secret-de-la-passerelle-de-test"
NUMBER = "+447700900042"  # of fiction, in another country: those of ours are never written to


@pytest.fixture
def gateway(settings, live_server, tmp_path):
    settings.ENTREMISE_SMS_SECRET = SECRET
    settings.ENTREMISE_SMS_OK = "^[03]: "
    with kannel(tmp_path, web=urlsplit(live_server.url).port, secret=SECRET) as running:
        settings.ENTREMISE_SMS_URL = running.url
        yield running


def question():
    return messages.message(
        channel=Channel.SMS, recipient=NUMBER, template="TRIAL", expects=Origin("TRIAL", 1)
    )


def state(row):
    return Message.objects.get(pk=row.pk).state


def test_a_text_message_leaves_arrives_and_is_answered(gateway):
    row = question()
    assert gateway_fault() is None
    with gateway.operator_sending("447700900042 36000 text Rappelez-moi, à midi") as log:
        wait_until(Incoming.objects.exists)
        send_messages.func(timestamp=0)
        wait_until(lambda: state(row) == MessageState.DELIVERED)
    said = log.read_bytes().decode(errors="replace")
    assert "Message d'essai" in said
    assert Incoming.objects.get().content

    with gateway.operator_sending("447700900042 36000 text Oui, merci !"):
        wait_until(lambda: Message.objects.get(pk=row.pk).answer == "YES")


def test_a_stop_by_text_message_stops_the_next_one(gateway):
    with gateway.operator_sending("447700900042 36000 text Stop svp"):
        wait_until(StoppedNumber.objects.exists)

    assert state(question()) == MessageState.STOPPED
