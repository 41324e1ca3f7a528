"""The Nu validator as a service of one run: its first page costs what a hundred further ones do."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.waiting import free_port, is_open, wait_until

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
            wait_until(lambda: is_open(port) or process.poll() is not None, within=START_SECONDS)
            yield Validator(f"http://127.0.0.1:{port}/?out=json&level=error")
        finally:
            process.terminate()
