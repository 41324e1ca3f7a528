"""What gateways say, under the names that they give it."""

import json
import re
from collections.abc import Mapping
from typing import Final

import phonenumbers
from django.http import HttpRequest

from entremise.engines.numbering import parsed
from entremise.notices.vocabulary import NewIncoming

NAMES: Final = {
    "id": ("id", "message_id", "messageId", "smsId", "MessageSid"),
    "from": ("from", "sender", "msisdn", "originator", "From"),
    "text": ("text", "message", "content", "body", "Body"),
    "status": ("status", "dlr", "MessageStatus"),
}
DELIVERED: Final = frozenset({"delivered", "delivrd", "received", "1"})
NOT_DELIVERED: Final = frozenset(
    {"failed", "undelivered", "undeliv", "rejected", "rejectd", "expired", "2", "16"}
)
ID_LENGTH: Final = 100


def said_in(request: HttpRequest) -> Mapping[str, str]:
    """The fields of a form or of a JSON object; none when they cannot be read."""
    if request.content_type != "application/json":
        return {name: str(value) for name, value in request.POST.items()}
    try:
        said = json.loads(request.body)
    except ValueError:
        return {}
    return {name: whole(value) for name, value in said.items()} if isinstance(said, dict) else {}


def whole(value: object) -> str:
    """Half a sign, where a gateway cuts a long text in two parts, cannot be written: « ? » stands for it."""
    return str(value).encode(errors="replace").decode()


def field(said: Mapping[str, str], name: str) -> str:
    return next((said[one] for one in NAMES[name] if said.get(one)), "")


def incoming_of(gateway_id: str, number: str, text: str) -> NewIncoming | None:
    """None without an id or a number: a second copy could not be told from the first."""
    if not gateway_id or len(gateway_id) > ID_LENGTH or not number:
        return None
    return NewIncoming(gateway_id, number_of(number), text.replace("\x00", ""))


def number_of(written: str) -> str:
    """The international form that our own numbers have; a short number or a name stays as it is."""
    digits = re.sub(r"[^\d+]", "", written)
    if not digits.startswith(("+", "0")):
        digits = f"+{digits}"
    try:
        number = parsed(re.sub(r"^00", "+", digits))
    except phonenumbers.NumberParseException:
        return written[:20]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_delivered(status: str) -> bool | None:
    """None for a step on the way, which changes nothing."""
    said = status.strip().lower()
    return True if said in DELIVERED else False if said in NOT_DELIVERED else None
