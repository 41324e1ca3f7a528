"""Ports that nobody listens on, and waiting until something is so."""

import secrets
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Final

LOWEST: Final = 12_000
HIGHEST: Final = 32_000  # from 32768 on, Linux gives them to connections that go out


def free_port() -> int:
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """All different, and none that the system gives by itself to whoever rings out meanwhile."""
    with ExitStack() as held:
        return [held_port(held) for _ in range(count)]


def held_port(held: ExitStack) -> int:
    while True:
        listener = held.enter_context(socket.socket())
        with suppress(OSError):  # taken
            listener.bind(("127.0.0.1", LOWEST + secrets.randbelow(HIGHEST - LOWEST)))
            return int(listener.getsockname()[1])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_so: Callable[[], bool], *, within: float = 60) -> None:
    """Fail after so many seconds."""
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, f"not so within {within} s"
        time.sleep(0.02)
