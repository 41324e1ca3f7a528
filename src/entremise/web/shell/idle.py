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
LEFT_KEY: Final = "left_by"  # whom the clock has signed out of this browser
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
    """The moment of a gesture; a session that begins on a live page has its first moment too, else it would never end."""
    if SEEN_KEY in request.session and not is_gesture(request):
        return
    note_device(request)
    moment = visit_of(request).at.timestamp()
    if moment - request.session.get(SEEN_KEY, 0) >= NOTED_EVERY_SECONDS:
        request.session[SEEN_KEY] = moment


def sign_out_and_keep(request: HttpRequest) -> None:
    """End the session; what was being sent, or is sent later from another tab, waits for the same account."""
    user_id = request.user.pk
    logout(request)
    vars(request).pop("visit", None)
    request.session[LEFT_KEY] = user_id
    keep_for_whoever_left(request)


def keep_for_whoever_left(request: HttpRequest) -> None:
    """A form that arrives after its account was signed out here by the clock: sealed for that account alone."""
    user_id = request.session.get(LEFT_KEY)
    is_sent = request.method == "POST" and is_gesture(request)  # a page saving by itself sends none
    if is_sent and user_id is not None:
        request.session[KEPT_KEY] = sealed_form(request, user_id=user_id)
