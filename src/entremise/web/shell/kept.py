"""A form that was sent after the session had ended: sealed, kept a while, and sent again."""

import json
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict

from entremise.kernel.sealing import seal_for

KEPT_KEY = "kept"
KEPT_SECONDS = 12 * 3600
NEVER_KEPT = frozenset(
    {
        *("csrfmiddlewaretoken", "once", "code", "credential"),
        *("password", "oldpassword", "password1", "password2"),
    }
)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where a form was going, whose it was, and its fields in order."""

    path: str
    user_id: int
    fields: tuple[tuple[str, str], ...]


def fields_of(posted: QueryDict) -> tuple[tuple[str, str], ...]:
    """What was typed, without secrets and without the keys of the form."""
    return tuple(
        (name, value)
        for name, values in posted.lists()
        if name not in NEVER_KEPT
        for value in values
        if isinstance(value, str)
    )


def sealed_form(request: HttpRequest, *, user_id: int) -> str:
    """The posted form as a sealed word, for this account."""
    kept = {"path": request.path, "user_id": user_id, "fields": fields_of(request.POST)}
    return seal_for("kept-form").encrypt(json.dumps(kept).encode()).decode()


def kept_form(request: HttpRequest) -> KeptForm | None:
    """The form that waits for this account; none when it is another's, too old or torn."""
    sealed = request.session.get(KEPT_KEY)
    if sealed is None:
        return None
    try:
        opened = json.loads(seal_for("kept-form").decrypt(sealed, ttl=KEPT_SECONDS))
    except InvalidToken:
        return None
    if opened["user_id"] != request.user.pk:
        return None
    fields = tuple((str(name), str(value)) for name, value in opened["fields"])
    return KeptForm(path=opened["path"], user_id=opened["user_id"], fields=fields)
