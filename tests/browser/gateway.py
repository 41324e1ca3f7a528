"""A gateway for text messages beside the town: it takes what leaves, and hands in what somebody answers."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

SECRET = "un secret de vingt signes au moins"
ANSWERED_WITHIN_SECONDS = 60
# The true sender, by day whatever the hour: at night a text message waits for eight in the morning.
BY_DAY = """
import os
from entremise.jobs.database.home import home
from entremise.jobs.database.instance import environment
os.environ.update(environment(home()))
import django
django.setup()
from datetime import timedelta
from django.utils.timezone import now
from entremise.jobs.tasks.messages import send
from entremise.journeys.deliver_notice import deliver_notice
from entremise.notices.rules import may_leave_at
from entremise.notices.vocabulary import Channel, MessageTemplate
at = may_leave_at(channel=Channel.SMS, template=MessageTemplate.HELPER_ASKED, at=now())
while deliver_notice(send=send, at=at + timedelta(seconds=1)):
    continue
"""


@dataclass(frozen=True, slots=True)
class Gateway:
    url: str
    taken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """What the town is told of it."""
        return {
            "ENTREMISE_SMS_URL": f"{self.url}?to={{to}}&text={{text}}&id={{id}}",
            "ENTREMISE_SMS_SECRET": SECRET,
        }

    def send_by_day(self, town_home: Path) -> None:
        given = os.environ | self.environment | {"ENTREMISE_HOME": str(town_home)}
        subprocess.run([sys.executable, "-c", BY_DAY], env=given, check=True, timeout=120)

    def last(self, town_home: Path, said: str) -> tuple[str, str]:
        """The number and the text of the last message that says this."""
        until = time.monotonic() + ANSWERED_WITHIN_SECONDS
        while time.monotonic() < until:
            self.send_by_day(town_home)
            found = [one for one in self.taken if said in one[1]]
            if found:
                return found[-1]
            time.sleep(1)
        raise AssertionError(f"no text message says « {said} »")

    def answer(self, town: str, number: str, text: str) -> None:
        """Hand in an answer at the door of the town."""
        body = json.dumps({"id": uuid.uuid4().hex, "from": number, "text": text}).encode()
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
        with urlopen(Request(f"{town}/passerelle/sms", body, headers), timeout=30) as said:
            assert said.status == 200


@contextmanager
def running_gateway(port: int = 0) -> Iterator[Gateway]:
    taken: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            taken.append((asked["to"][0], asked["text"][0]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"0: Accepted for delivery")

        def log_message(self, *_words: object) -> None:
            """The output of tests holds no number."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Gateway(f"http://127.0.0.1:{server.server_port}/", taken)
    finally:
        server.shutdown()
        server.server_close()
