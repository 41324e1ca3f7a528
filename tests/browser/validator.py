"""The Nu validator as a service of one run: its first page costs what a hundred further ones do."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

VNU = Path(os.environ.get("ENTREMISE_VNU_JAR", "build/vnu.jar"))
# It reads some hundreds of pages and ends: its second compiler would cost more than it gives; its frames are larger then.
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m")
START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Validator:
    url: str

    def faults(self, html: str) -> list[str]:
        """Its errors in one page, each with its line."""
        kind = {"Content-Type": "text/html; charset=utf-8"}
        with urlopen(Request(self.url, html.encode(), kind), timeout=60) as answer:
            said = json.load(answer)["messages"]
        assert all(one["type"] == "error" for one in said), said
        return [f"html line {one['lastLine']}: {one['message']}" for one in said]


@contextmanager
def running_validator() -> Iterator[Validator]:
    port = free_port()
    home = "-Dnu.validator.servlet.bind-address=127.0.0.1"
    command = ["java", *BRIEF, home, "-cp", str(VNU), "nu.validator.servlet.Main", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(process, port)
            yield Validator(f"http://127.0.0.1:{port}/?out=json&level=error")
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with closing(socket.create_connection(("127.0.0.1", port))):
                return
        except ConnectionError:
            time.sleep(0.2)
    raise AssertionError("the validator does not answer")
