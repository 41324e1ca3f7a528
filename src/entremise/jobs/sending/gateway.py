"""Text messages, by any gateway that takes an address with the number and the text, Kannel's sendsms among them."""

import re
import socket
from http.client import HTTPException
from ssl import SSLCertVerificationError
from typing import Final
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

from django.conf import settings

from entremise.engines.text_messages import is_gsm
from entremise.notices.vocabulary import Attempt, Envelope, Fault

SECONDS: Final = 10
READ_BYTES: Final = 64 * 1024
GIVEN: Final = re.compile(r"\{(to|text|id|coding)\}")
FICTION: Final = re.compile(r"^\+33(19900|26191|35301|46571|53649|63998)\d{4}$")
REFUSES_US: Final = (401, 403)


def send_sms(envelope: Envelope) -> Attempt:
    """Judged on what the gateway says: some answer 200 to a failure. Numbers of fiction are never written to."""
    if FICTION.match(envelope.to):
        return Attempt(Fault.BAD_ADDRESS, is_final=True)
    try:
        said = answer_to(envelope)
    except HTTPError as refused:
        return Attempt(Fault.LOGIN if refused.code in REFUSES_US else Fault.REFUSED)
    except (OSError, HTTPException) as fault:
        is_untrusted = isinstance(getattr(fault, "reason", None), SSLCertVerificationError)
        return Attempt(Fault.CERTIFICATE if is_untrusted else Fault.UNREACHABLE)
    success = re.search(settings.ENTREMISE_SMS_OK, said, re.MULTILINE)
    if success is None:
        return Attempt(Fault.REFUSED)
    number = success.groupdict().get("id") or ""
    return Attempt(provider_id=number[:200])


def answer_to(envelope: Envelope) -> str:
    given = {
        "to": envelope.to,
        "text": envelope.text,
        "id": envelope.reference.hex,
        "coding": "0" if is_gsm(envelope.text) else "2",  # seven bits a sign, or sixteen
    }
    url = GIVEN.sub(lambda found: quote(given[found[1]], safe=""), settings.ENTREMISE_SMS_URL)
    with urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 -- the settings refuse other schemes
        return str(answer.read(READ_BYTES).decode(errors="replace"))


def gateway_fault() -> Fault | None:
    """Whether somebody listens there; nothing is sent."""
    where = urlsplit(settings.ENTREMISE_SMS_URL)
    port = where.port or (443 if where.scheme == "https" else 80)
    try:
        socket.create_connection((where.hostname or "", port), timeout=SECONDS).close()
    except OSError:
        return Fault.UNREACHABLE
    return None
