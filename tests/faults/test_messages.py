"""A sender is killed while the mail server takes its time: nothing is lost, and the second copy is known as such."""

import asyncio
import os
import signal
import subprocess
import sys
from threading import Event

import pytest
from django.db import connection
from tests.make import commons, messages
from tests.waiting import free_port

from entremise.jobs.tasks.messages import send
from entremise.journeys.deliver_notice import deliver_notice
from entremise.notices.models import Message
from entremise.notices.operations.sending import LEASE
from entremise.notices.vocabulary import MessageState

pytestmark = pytest.mark.django_db(transaction=True)
SENDER = """
import django
django.setup()
from entremise.jobs.tasks.messages import send_messages
send_messages.func(timestamp=0)
"""
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"


class SlowBox(messages.Box):
    """Takes the text at once, and says so only when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.has_text, self.may_answer = Event(), Event()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- named by aiosmtpd
        said = await super().handle_DATA(server, session, envelope)
        self.has_text.set()
        await asyncio.to_thread(self.may_answer.wait, 60)
        return said


def sender(port: int) -> "subprocess.Popen[bytes]":
    given = {
        "ENTREMISE_DB_NAME": connection.settings_dict["NAME"],
        "ENTREMISE_SMTP_URL": f"smtp://127.0.0.1:{port}",
    }
    return subprocess.Popen([sys.executable, "-c", SENDER], env=os.environ | given)


def open_transactions() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [connection.settings_dict["NAME"]])
        return int(cursor.fetchone()[0])


def test_a_killed_sender_loses_nothing_and_holds_no_transaction_open(settings):
    port, box = free_port(), SlowBox()
    row = messages.message()
    with messages.mail_server(settings, port, box=box):
        killed = sender(port)
        assert box.has_text.wait(timeout=60)
        assert open_transactions() == 0
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        box.may_answer.set()

        assert Message.objects.get(pk=row.pk).state == MessageState.SENDING
        assert not deliver_notice(send=send, at=commons.now())
        assert deliver_notice(send=send, at=commons.now() + LEASE)

    row.refresh_from_db()
    (_to, first), (_same, second) = box.taken
    assert row.state == MessageState.SENT
    assert first["Message-ID"] == second["Message-ID"]
