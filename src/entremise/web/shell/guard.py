"""The door of every page: marked views only, signed in, second factor, role; nothing stored."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from entremise.web.shell.audience import Audience, audience_of
from entremise.web.shell.idle import (
    is_forgotten,
    keep_for_whoever_left,
    note_activity,
    sign_out_and_keep,
)
from entremise.web.shell.routes import views_without_audience
from entremise.web.shell.second_factor import lacks_second_factor
from entremise.web.shell.visit import actor_of

View = Callable[..., HttpResponseBase]


class GuardMiddleware:
    """Reads the mark of the view before it runs; a view without mark stops the start."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        forgotten = views_without_audience()
        if forgotten:
            raise ImproperlyConfigured(f"Views without audience: {', '.join(forgotten)}")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated or vars(request).get("is_personal", False):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        mark = audience_of(view)
        if mark is None:
            raise PermissionDenied
        vars(request)["is_personal"] = mark.is_personal
        turned_away = None if mark.is_public else let_in(request, mark)
        vars(request)["was_let_in"] = turned_away is None
        return turned_away


def let_in(request: HttpRequest, mark: Audience) -> HttpResponse | None:
    """Nothing for those the view is for, else the way to sign in or to enrol; refuse with 403."""
    if not request.user.is_authenticated:
        keep_for_whoever_left(request)
        return to_sign_in(request)
    if is_forgotten(request):
        sign_out_and_keep(request)
        return to_sign_in(request)
    note_activity(request)
    if mark.doors:
        return None
    if lacks_second_factor(request):
        return redirect("account:second_factor")
    if not mark.roles & actor_of(request).roles:
        raise PermissionDenied
    return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return redirect_to_login(back, settings.LOGIN_URL) if back else redirect(settings.LOGIN_URL)
