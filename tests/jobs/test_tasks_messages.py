"""Messages leave by a true mail server and a double of a gateway, through the job."""

import socket
from datetime import timedelta

import pytest
from tests.make import commons, messages

from entremise.jobs.sending.gateway import gateway_answers
from entremise.jobs.sending.mail import mail_answers
from entremise.jobs.tasks.messages import send_messages
from entremise.notices.models import Message
from entremise.notices.vocabulary import Channel, Fault, MessageState

pytestmark = pytest.mark.django_db


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run():
    send_messages.func(timestamp=0)


def make_due():
    Message.objects.update(next_try_at=commons.now() - timedelta(seconds=1))


def test_a_mail_leaves_once_names_nobody_in_its_subject_and_is_erased(settings, port):
    with messages.mail_server(settings, port) as box:
        row = messages.message(at=commons.now() - timedelta(minutes=1))
        run()
        run()

    ((to, mail),) = box.taken
    row.refresh_from_db()
    assert to == [messages.MAIL]
    assert messages.TEXT in mail.get_payload(decode=True).decode()
    assert "Votre lien" in mail["Subject"]
    assert row.state == MessageState.SENT
    assert (row.content, row.provider_id) == ("", mail["Message-ID"])


def test_a_server_that_is_down_is_tried_later_and_takes_the_mail_when_it_is_up(settings, port):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    row = messages.message(at=commons.now() - timedelta(minutes=1))
    run()
    row.refresh_from_db()
    assert (row.state, row.fault) == (MessageState.FAILED_FOR_NOW, Fault.UNREACHABLE)
    assert not mail_answers()

    with messages.mail_server(settings, port) as box:
        run()  # not due yet
        assert box.taken == []
        make_due()
        run()
        assert mail_answers()

    row.refresh_from_db()
    assert (len(box.taken), row.state, row.fault) == (1, MessageState.SENT, "")


def test_an_address_that_does_not_exist_is_not_tried_again(settings, port):
    at = commons.now() - timedelta(minutes=1)
    with messages.mail_server(settings, port):
        row = messages.message(at=at, recipient="inconnu@exemple.invalid")
        other = messages.message(at=at, recipient="a\nb@exemple.invalid")
        run()

    for one in (row, other):
        one.refresh_from_db()
        assert (one.state, one.fault) == (MessageState.DEAD, Fault.BAD_ADDRESS)


def test_a_gateway_that_answers_200_to_a_failure_is_not_believed(settings):
    row = messages.message(
        at=commons.now() - timedelta(minutes=1),
        channel=Channel.SMS,
        recipient=messages.PHONE,
        text="Un lien & un accent : é",
    )
    settings.ENTREMISE_SMS_OK = r"^0: Accepted (?P<id>\S+)"
    with messages.gateway(settings, "1: Authorization failed", "0: Accepted a-7") as asked:
        run()
        row.refresh_from_db()
        assert (row.state, row.fault) == (MessageState.FAILED_FOR_NOW, Fault.REFUSED)
        make_due()
        run()
        assert gateway_answers()

    row.refresh_from_db()
    assert (row.state, row.provider_id) == (MessageState.SENT, "a-7")
    assert asked == [{"to": [messages.PHONE], "text": ["Un lien & un accent : é"]}] * 2
    assert not gateway_answers()
