"""A port that nobody listens on, and waiting until something is so."""

import socket
import time
from collections.abc import Callable


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
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
