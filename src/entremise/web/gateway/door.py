"""Who may call as the gateway: whoever knows its secret, said in a header; few tries, small bodies."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from entremise.web.shell.tries import is_tried_out
from entremise.web.shell.visit import visit_of

View = Callable[[HttpRequest], HttpResponse]
BYTES_AT_MOST: Final = 8 * 1024  # ten parts of a text message, and what a gateway says about them
WRONG_SECRETS_AN_HOUR: Final = 20


def for_the_gateway(view: View) -> View:
    """404 without a secret in the settings, 401 for a wrong one, 429 after twenty, 413 for a large body."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.ENTREMISE_SMS_SECRET:
            raise Http404
        if not constant_time_compare(secret_of(request), settings.ENTREMISE_SMS_SECRET):
            return turned_away(request)
        if int(request.headers.get("Content-Length") or 0) > BYTES_AT_MOST:
            return HttpResponse(status=413)
        return view(request)

    return guarded


def turned_away(request: HttpRequest) -> HttpResponse:
    at = visit_of(request).at
    if is_tried_out(request, "gateway", at_most=WRONG_SECRETS_AN_HOUR, at=at):
        return HttpResponse(status=429)
    return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="gateway"'})


def secret_of(request: HttpRequest) -> str:
    """`Authorization: Bearer <secret>`, or the password of `Basic`, for gateways that know only this."""
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    try:
        words = base64.b64decode(given, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return words.partition(":")[2] if scheme.lower() == "basic" else ""
