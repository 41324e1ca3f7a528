"""Text messages, by any gateway that takes an address with the number and the text, Kannel's sendsms among them."""

import re
import socket
from http.client import HTTPException
from typing import Final
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

from django.conf import settings

from entremise.notices.vocabulary import Attempt, Fault, Outgoing

SECONDS: Final = 10
READ_BYTES: Final = 64 * 1024


def send_sms(message: Outgoing) -> Attempt:
    """Judged on what the gateway says: some answer 200 to a failure."""
    try:
        said = answer_to(message)
    except (OSError, HTTPException):
        return Attempt(Fault.UNREACHABLE)
    success = re.search(settings.ENTREMISE_SMS_OK, said, re.MULTILINE)
    if success is None:
        return Attempt(Fault.REFUSED)
    number = success.groupdict().get("id") or ""
    return Attempt(provider_id=number[:200])


def answer_to(message: Outgoing) -> str:
    given = {"{to}": message.recipient, "{text}": message.text}
    url = re.sub(
        r"\{to\}|\{text\}",
        lambda found: quote(given[found[0]], safe=""),
        settings.ENTREMISE_SMS_URL,
    )
    with urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 -- the settings refuse other schemes
        return str(answer.read(READ_BYTES).decode(errors="replace"))


def gateway_answers() -> bool:
    """Whether somebody listens there; nothing is sent."""
    where = urlsplit(settings.ENTREMISE_SMS_URL)
    port = where.port or (443 if where.scheme == "https" else 80)
    try:
        socket.create_connection((where.hostname or "", port), timeout=SECONDS).close()
    except OSError:
        return False
    return True
