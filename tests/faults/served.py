"""`entremise serve` as a town runs it, its processes by name, and how they are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from tests.jobs.instance import Instance
from tests.waiting import wait_until

UNHURRIED = {"ENTREMISE_ENTRIES_AN_HOUR": "1000000"}  # one address sends more than a town
NAMES = {"granian": "web", "procrastinate": "worker", "postgres": "database"}


class Served:
    """`entremise serve`, and its processes by name."""

    def __init__(self, instance: Instance, port: int) -> None:
        self.instance, self.port = instance, port
        self.log = instance.path.with_suffix(".log").open("ab")
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "entremise.jobs.main", "serve", "--port", str(self.port)],
            env=self.instance.environment | UNHURRIED,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def pids(self) -> dict[str, int]:
        mine = {words: pid for pid, words in children_of(self.process.pid)}
        found = {
            name: pid
            for mark, name in NAMES.items()
            for words, pid in mine.items()
            if mark in words
        }
        if "web" in found:
            found |= dict(
                zip(["web_worker"], (pid for pid, _ in children_of(found["web"])), strict=False)
            )
        return found

    def kill(self, name: str) -> None:
        wait_until(lambda: name in self.pids())
        os.kill(self.pids()[name], signal.SIGKILL)

    def kill_all(self) -> None:
        """The supervisor itself, then as a town would: the same command again."""
        self.process.kill()
        self.process.wait()
        self.process = self.start()

    def interrupt(self) -> None:
        """Ctrl-C, until everything has ended."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)

    def kill_everything(self) -> None:
        """As when the machine loses its power: no process has a word to say."""
        mine = list(descendants(self.process.pid))
        for pid in (self.process.pid, *mine):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in mine))

    def start_again(self) -> None:
        self.process = self.start()
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        wait_until(lambda: answers(self.port))

    def stop(self) -> None:
        self.interrupt()
        self.log.close()


def children_of(parent: int) -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").iterdir():
        try:
            if (
                entry.name.isdigit()
                and int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == parent
            ):
                yield int(entry.name), (entry / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue


def descendants(parent: int) -> Iterator[int]:
    for pid, _ in children_of(parent):
        yield pid
        yield from descendants(pid)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://localhost:{port}/", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
