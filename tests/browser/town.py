"""The demonstration as a visitor starts it: the real command, in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser.gateway import Gateway, running_gateway
from tests.waiting import free_port

STARTS_WITHIN_SECONDS = 480


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: str
    login: str
    password: str
    totp_secret: str
    start_page: str


@dataclass(frozen=True, slots=True)
class RunningTown:
    url: str
    folder: Path
    accounts: tuple[DemoAccount, ...]
    gateway: Gateway
    pid: int

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def environment(self) -> dict[str, str]:
        """For the commands that look into this town."""
        return os.environ | {"ENTREMISE_HOME": str(self.home)}

    def account(self, role: str) -> DemoAccount:
        """The first account of a role."""
        return next(one for one in self.accounts if one.role == role)

    def login(self, login: str) -> DemoAccount:
        return next(one for one in self.accounts if one.login == login)


UNHURRIED = {"ENTREMISE_ENTRIES_AN_HOUR": "6000"}  # one address sends what a whole town does


@contextmanager
def running_town(folder: Path) -> Iterator[RunningTown]:
    """The town, built and served, with its gateway for text messages; stopped as with Ctrl-C."""
    accounts = folder / "accounts.json"
    with (
        running_gateway() as gateway,
        started(folder, gateway, "demo", "--accounts-file", str(accounts)) as (url, pid),
    ):
        listed = tuple(DemoAccount(**one) for one in json.loads(accounts.read_text()))
        yield RunningTown(url=url, folder=folder, accounts=listed, gateway=gateway, pid=pid)


@contextmanager
def started(folder: Path, gateway: Gateway, *command: str) -> Iterator[tuple[str, int]]:
    """A command that serves the home in this folder: its address and its number, once it answers."""
    url, log = f"http://localhost:{(port := free_port())}", folder / "log.txt"
    with log.open("ab") as kept:
        process = subprocess.Popen(
            [sys.executable, "-m", "entremise.jobs.main", *command, "--port", str(port)],
            env=os.environ
            | gateway.environment
            | UNHURRIED
            | {"ENTREMISE_HOME": str(folder / "home")},
            stdout=kept,
            stderr=kept,
            start_new_session=True,
        )
        try:
            wait_for(f"{url}/", process, log)
            yield url, process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the demonstration stopped:\n{log.read_text()[-4000:]}")
        try:
            with urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            process_wait(process)
    raise AssertionError(f"no page after {STARTS_WITHIN_SECONDS} s:\n{log.read_text()[-4000:]}")


def process_wait(process: "subprocess.Popen[bytes]") -> None:
    """Wait a moment for the process to end, which it should not."""
    try:
        process.wait(timeout=0.2)
    except subprocess.TimeoutExpired:
        return
