"""Messages leave by a true mail server and a double of a gateway, through the job."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.make import commons, messages

from entremise.jobs.sending.gateway import gateway_fault
from entremise.jobs.sending.mail import mail_fault
from entremise.jobs.tasks.messages import send_messages
from entremise.kernel.work import defer
from entremise.notices.models import Message
from entremise.notices.vocabulary import Channel, Fault, MessageState, MessageTemplate

pytestmark = pytest.mark.django_db


def run():
    send_messages.func(timestamp=0)


def make_due():
    Message.objects.update(next_try_at=commons.now() - timedelta(seconds=1))


def test_a_mail_leaves_once_names_nobody_in_its_subject_and_is_erased(settings, free_port):
    with messages.mail_server(settings, free_port) as box:
        row = messages.message(at=commons.now() - timedelta(minutes=1))
        run()
        run()

    ((to, mail),) = box.taken
    row.refresh_from_db()
    assert to == [messages.MAIL]
    assert messages.LINK in mail.get_payload(decode=True).decode()
    assert "Votre lien" in mail["Subject"]
    assert row.state == MessageState.SENT
    assert (row.content, row.provider_id) == ("", mail["Message-ID"])


def test_a_server_that_is_down_is_tried_later_and_takes_the_mail_when_it_is_up(settings, free_port):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    row = messages.message(at=commons.now() - timedelta(minutes=1))
    run()
    row.refresh_from_db()
    assert (row.state, row.fault) == (MessageState.FAILED, Fault.UNREACHABLE)
    assert mail_fault() is Fault.UNREACHABLE

    with messages.mail_server(settings, free_port) as box:
        run()  # not due yet
        assert box.taken == []
        make_due()
        run()
        assert mail_fault() is None

    row.refresh_from_db()
    assert (len(box.taken), row.state, row.fault) == (1, MessageState.SENT, "")


def test_messages_that_wait_hold_back_no_alarm():
    for _turn in range(3):
        messages.message(at=commons.now())
    defer("watch_visitors", timestamp=0)

    waiting = ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "id")
    assert [job.task_name for job in waiting] == ["watch_visitors", *["send_messages"] * 3]


def test_an_address_that_does_not_exist_is_not_tried_again(settings, free_port):
    at = commons.now() - timedelta(minutes=1)
    with messages.mail_server(settings, free_port):
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
        recipient="+447700900042",
        template=MessageTemplate.RESET_ANNOUNCED,
    )
    settings.ENTREMISE_SMS_OK = r"^0: Accepted (?P<id>\S+)"
    with messages.gateway(settings, "1: Authorization failed", "0: Accepted a-7") as asked:
        run()
        row.refresh_from_db()
        assert (row.state, row.fault) == (MessageState.FAILED, Fault.REFUSED)
        make_due()
        run()
        assert gateway_fault() is None

    row.refresh_from_db()
    assert (row.state, row.provider_id) == (MessageState.SENT, "a-7")
    (first, second) = asked
    assert first == second
    assert (first["to"], first["id"]) == (["+447700900042"], [row.reference.hex])
    assert "Un lien pour changer votre mot de passe" in first["text"][0]
    assert gateway_fault() is Fault.UNREACHABLE
