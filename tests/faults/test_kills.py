"""Processes of the running product are killed in the middle of writes: nothing acknowledged is lost."""

import json
import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, build_opener

import pytest
from tests.faults.served import Served
from tests.jobs.instance import folder, set_up
from tests.moulds import Moulds
from tests.waiting import free_port, wait_until

from entremise.jobs.database.home import Home
from entremise.jobs.database.instance import database

WRITES_BETWEEN_KILLS = 5
ROUNDS = int(os.environ.get("ENTREMISE_KILLS", "1"))  # more for a long run
KILLS = ("web", "web_worker", "database", "worker") * ROUNDS
ENTRY = {
    "who": "SELF",
    "title": "MADAME",
    "first": "Odette",
    "birth_day": "1",
    "birth_month": "1",
    "birth_year": "1938",
    "quality": "65 ans ou plus",
    "line": "4 rue de la Butte",
    "postcode": "00100",
    "town": "Aubrelle",
    "phone": "01 99 00 31 07",
    "lives_alone": "yes",
    "hot_home": "no",
}


class StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


class Writer(threading.Thread):
    """A resident's web form, sent again and again; a name counts once its answer has come."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.acknowledged, self.sent = url, list[str](), 0
        self.strange: list[str] = []
        self.is_over = threading.Event()

    def run(self) -> None:
        form = None
        while not self.is_over.is_set():
            try:
                form = form or self.opened()
                self.send(*form)
            except (URLError, OSError, ValueError):  # cut in the middle: not acknowledged
                form = None
                self.is_over.wait(0.05)

    def opened(self) -> tuple[OpenerDirector, str]:
        opener = build_opener(HTTPCookieProcessor(CookieJar()), StayHere)
        with opener.open(self.url, timeout=10) as answer:
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
        if found is None:
            raise ValueError("no form")
        return opener, found[1]

    def send(self, opener: OpenerDirector, token: str) -> None:
        self.sent += 1
        name = f"Marque{self.sent:05d}"
        body = urlencode(ENTRY | {"last": name, "csrfmiddlewaretoken": token}).encode()
        try:
            opener.open(self.url, body, timeout=10).close()
        except URLError as answer:
            code = getattr(answer, "code", 0)
            if code == 302:
                self.acknowledged.append(name)
                return
            if code not in {0, 500, 502, 503}:
                self.strange.append(f"{code} {answer.read()[:2000]!r}")
            raise

    def wait_for_more(self, count: int) -> None:
        goal = len(self.acknowledged) + count
        wait_until(lambda: len(self.acknowledged) >= goal or bool(self.strange))
        assert not self.strange, self.strange[0]


@contextmanager
def writing(served: Served) -> Iterator[Writer]:
    writer = Writer(f"http://localhost:{served.port}/s-inscrire/")
    writer.start()
    try:
        yield writer
    finally:
        writer.is_over.set()
        writer.join(timeout=30)


@pytest.fixture
def served(moulds: Moulds) -> Iterator[Served]:
    with folder() as place:
        instance = set_up(moulds, place / "town")
        with database(Home(instance.path)):
            instance.residents("open")
        running = Served(instance, free_port())
        try:
            yield running
        finally:
            running.stop()


def test_nothing_acknowledged_is_lost_when_processes_are_killed(served):
    with writing(served) as writer:
        for name in KILLS:
            writer.wait_for_more(WRITES_BETWEEN_KILLS)
            served.kill(name)
        writer.wait_for_more(WRITES_BETWEEN_KILLS)
        for _turn in range(ROUNDS):
            served.kill_all()
            writer.wait_for_more(WRITES_BETWEEN_KILLS)

    sys.stdout.write(f"{len(writer.acknowledged)} acknowledged of {writer.sent} sent")
    kept = Counter(json.loads(served.instance.residents("every_name")))

    assert len(writer.acknowledged) > WRITES_BETWEEN_KILLS * len(KILLS)
    assert [name for name in writer.acknowledged if kept[name] != 1] == []
