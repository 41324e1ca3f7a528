"""Leaving a screen open: after fifteen minutes without a gesture, one is signed out."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest

from entremise.accounts.vocabulary import Actor
from entremise.web.shell.contributions import contributions
from entremise.web.shell.devices import note_device
from entremise.web.shell.kept import KEPT_KEY, sealed_form
from entremise.web.shell.visit import visit_of

SEEN_KEY: Final = "seen_at"
IDLE_SECONDS: Final = 15 * 60
NOTED_EVERY_SECONDS: Final = 60  # one write a minute at most
QUIET_HEADER: Final = "X-Quiet"
QUIET_PARAMETER: Final = "live"

IsActive = Callable[[Actor, datetime], bool]


def hooks() -> Iterator[IsActive]:
    """`is_active` of each audience's `activity` module: a held call keeps its caller signed in."""
    for _, module in contributions("activity"):
        is_active: IsActive = module.is_active
        yield is_active


def is_forgotten(request: HttpRequest) -> bool:
    """Whether fifteen minutes went by without a gesture, and nothing says she is at work."""
    visit = visit_of(request)
    seen = request.session.get(SEEN_KEY)
    if seen is None or visit.at.timestamp() - seen <= IDLE_SECONDS:
        return False
    return not any(is_active(visit.actor, visit.at) for is_active in hooks())


def is_gesture(request: HttpRequest) -> bool:
    """A page that refreshes by itself is no gesture."""
    return QUIET_HEADER not in request.headers and QUIET_PARAMETER not in request.GET


def note_activity(request: HttpRequest) -> None:
    if not is_gesture(request):
        return
    note_device(request)
    moment = visit_of(request).at.timestamp()
    if moment - request.session.get(SEEN_KEY, 0) >= NOTED_EVERY_SECONDS:
        request.session[SEEN_KEY] = moment


def sign_out_and_keep(request: HttpRequest) -> None:
    """End the session; what was being sent waits, sealed, for the same account."""
    is_sent = request.method == "POST" and is_gesture(request)  # a page saving by itself sends none
    sealed = sealed_form(request) if is_sent else None
    logout(request)
    vars(request).pop("visit", None)
    if sealed is not None:
        request.session[KEPT_KEY] = sealed
