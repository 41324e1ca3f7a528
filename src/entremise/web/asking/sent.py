"""The code of a form just sent, sealed in the session: shown again on a reload, gone after a quarter of an hour."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import Fernet
from django.http import HttpRequest

from entremise.kernel.sealing import seal_for
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.web.shell.visit import visit_of

SHOWN_FOR: Final = timedelta(minutes=15)
SENT_KEY: Final = "aid_sent"


@dataclass(frozen=True, slots=True)
class SentCode:
    code: str
    is_danger: bool = False
    is_for_other: bool = False


def keeper() -> Fernet:
    return seal_for("aid sent")


def keep_code(request: HttpRequest, kind: Thing, sent: SentCode) -> None:
    until = (visit_of(request).at + SHOWN_FOR).isoformat()
    held = json.dumps([kind, sent.code, sent.is_danger, sent.is_for_other, until])
    request.session[SENT_KEY] = keeper().encrypt(held.encode()).decode()


def kept_code(request: HttpRequest, kind: Thing) -> SentCode | None:
    """What this browser sent last, of this kind, while it is shown."""
    held = request.session.get(SENT_KEY, "")
    if not held:
        return None
    known, code, is_danger, is_for_other, until = json.loads(keeper().decrypt(held.encode()))
    if known != kind or datetime.fromisoformat(until) < visit_of(request).at:
        return None
    return SentCode(code, is_danger, is_for_other)
