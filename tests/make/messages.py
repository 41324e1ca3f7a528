"""Builders of messages, and the servers that take them: a true one for mail, a double for the gateway."""

from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from tests.make import commons

from entremise.journeys.deliver_notice import deliver_notice
from entremise.notices.models import Message
from entremise.notices.operations import queue_message
from entremise.notices.vocabulary import Attempt, Channel, Fault, MessageTemplate, NewMessage

numbers = count(1)
MAIL, PHONE, LINK = "awa.diarra@exemple.invalid", "+33639980042", "https://exemple.invalid/lien/abc"


def message(*, at=None, **given: object) -> Message:
    at = at or commons.now()
    defaults = {
        "key": f"fact:{next(numbers)}",
        "channel": Channel.EMAIL,
        "template": MessageTemplate.RESET_LINK,
        "recipient": MAIL,
        "facts": {
            "name": "Iris Bellanger",
            "login": "awa.diarra",
            "link": LINK,
            "at": at.isoformat(),
        },
        "useful_until": at + timedelta(days=1),
    }
    return Message.objects.get(pk=queue_message(new=NewMessage(**(defaults | given)), at=at))


def tried(attempt: Attempt, *, at=None) -> bool:
    """One message that is due is tried with this result; whether one was due."""
    return deliver_notice(send=lambda _envelope: attempt, at=at or commons.now())


def dead(**given: object) -> Message:
    row = message(**given)
    tried(Attempt(Fault.BAD_ADDRESS, is_final=True))
    return row


class Box:
    """What a mail server took; it knows nobody called « inconnu »."""

    def __init__(self) -> None:
        self.taken = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 -- named by aiosmtpd
        if address.startswith("inconnu"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- named by aiosmtpd
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 taken"


@contextmanager
def mail_server(settings, port: int, *, box: Box | None = None, **more: object):
    """A true server; `more` is what aiosmtpd takes: certificate, login."""
    box = box or Box()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    server = Controller(box, hostname="127.0.0.1", port=port, **more)
    server.start()
    try:
        yield box
    finally:
        server.stop()


@contextmanager
def gateway(settings, *answers: str):
    """Answers 200 whatever it says, in this order."""
    asked, left = [], list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(parse_qs(urlsplit(self.path).query))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(left.pop(0).encode())

        def log_message(self, *_words: object) -> None:
            """The output of tests holds no number."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    port = server.server_port
    settings.ENTREMISE_SMS_URL = (
        f"http://127.0.0.1:{port}/cgi-bin/sendsms?to={{to}}&text={{text}}&id={{id}}"
    )
    try:
        yield asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
