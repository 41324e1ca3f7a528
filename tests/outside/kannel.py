"""Kannel with its fake operator, on ports of its own, as docs/operate/messages.md says to set it up."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.waiting import free_ports, is_open, wait_until

FAKE_OPERATOR = "/usr/lib/kannel/test/fakesmsc"
PASSWORD = "mot-de-passe-de-kannel"
CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = {password}
smsbox-port = {boxes}
box-allow-ip = 127.0.0.1
log-level = 3

group = smsc
smsc = fake
smsc-id = operator
host = 127.0.0.1
port = {operator}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
log-level = 3
global-sender = 36000

group = sendsms-user
username = entremise
password = {password}
concatenation = true
max-messages = 4

group = sms-service
keyword = default
catch-all = true
post-url = "http://kannel:{secret}@localhost:{web}/passerelle/kannel?id=%I"
send-sender = true
max-messages = 0
omit-empty = true
"""


@dataclass(frozen=True, slots=True)
class Kannel:
    folder: Path
    operator: int
    sendsms: int
    web: int
    secret: str

    @property
    def url(self) -> str:
        """`ENTREMISE_SMS_URL`, with reports of delivery."""
        back = f"http://kannel:{self.secret}@localhost:{self.web}/passerelle/kannel/remise"
        report = quote(f"{back}?id=", safe="") + "{id}" + quote("&status=%d", safe="")
        return (
            f"http://127.0.0.1:{self.sendsms}/cgi-bin/sendsms?username=entremise&password={PASSWORD}"
            "&charset=UTF-8&coding={coding}&to={to}&text={text}&dlr-mask=19&dlr-url=" + report
        )

    @contextmanager
    def operator_sending(self, *messages: str) -> Iterator[Path]:
        """The fake operator brings these messages, then takes ours; its log says which."""
        log = self.folder / f"operator{time.monotonic_ns()}.log"
        command = [FAKE_OPERATOR, "-H", "127.0.0.1", "-r", str(self.operator), "-i", "0.1"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, "-m", str(len(messages)), *messages], stdout=output, stderr=output
            )
        try:
            yield log
        finally:
            process.kill()
            process.wait()


@contextmanager
def kannel(folder: Path, *, web: int, secret: str) -> Iterator[Kannel]:
    ports = dict(zip(("admin", "boxes", "operator", "sendsms"), free_ports(4), strict=True))
    file = folder / "kannel.conf"
    file.write_text(CONFIGURATION.format(password=PASSWORD, secret=secret, web=web, **ports))
    boxes: list[subprocess.Popen[bytes]] = []
    try:
        for program, port in (("bearerbox", ports["boxes"]), ("smsbox", ports["sendsms"])):
            with (folder / f"{program}.log").open("wb") as log:
                boxes.append(
                    subprocess.Popen([program, str(file)], stdout=log, stderr=log, cwd=folder)
                )
            wait_until(lambda port=port: is_open(port))
        yield Kannel(folder, ports["operator"], ports["sendsms"], web, secret)
    finally:
        for box in reversed(boxes):
            box.terminate()
            box.wait()
