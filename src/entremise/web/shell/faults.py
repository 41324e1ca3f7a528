"""Pages for what went wrong; they keep what was typed, and those for a fault ask the database nothing."""

import secrets
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from entremise.web.shell.kept import fields_of
from entremise.web.shell.pages import page
from entremise.web.shell.returning import page_before, way_back
from entremise.web.shell.theme import USUAL_HUE, theme_url


def is_database_fault(fault: Exception) -> bool:
    return isinstance(fault, OperationalError | InterfaceError)


def troubled(request: HttpRequest, *, status: int, title: str, advice: str) -> HttpResponse:
    """A page that says what happened, what to do, and gives back what was typed."""
    return page(
        request,
        "errors/trouble.html",
        status=status,
        title=title,
        advice=advice,
        typed=typed_in(request),
        back=way_back(request),
    )


def typed_in(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What was sent from our own pages; a form of another site is never offered again."""
    return fields_of(request.POST) if request.method == "POST" and is_from_here(request) else ()


def is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return plain(request, 400, _("We could not read this request"), _("Go back and try once more."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return troubled(
        request,
        status=403,
        title=_("This page needs another role"),
        advice=_("Choose another role in the menu. Your manager can ask for the role you lack."),
    )


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is missing or old: E15 of the texts."""
    return troubled(
        request,
        status=403,
        title=_("The page was waiting for a long time"),
        advice=_("Your text is kept. Send it again."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return troubled(
        request,
        status=404,
        title=_("This page does not exist"),
        advice=_("The address may be cut or old. Start again from the home page."),
    )


def wrong_method(request: HttpRequest) -> HttpResponse:
    return troubled(
        request,
        status=405,
        title=_("This address does not open by itself"),
        advice=_("It is where a button leads. Go back and press the button again."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """What no middleware has answered: the session is kept outside of them all."""
    fault = sys.exception()
    if isinstance(fault, Exception) and is_database_fault(fault):
        return unavailable(request)
    vars(request)["reference"] = secrets.token_hex(3).upper()  # the log bears it too
    return plain(
        request, 500, _("Something broke on our side"), _("Nothing you sent before is lost.")
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    since = localtime().strftime("%H h %M")
    title = _("The service has been down since {time}").format(time=since)
    response = plain(request, 503, title, _("Nothing is lost. Try again in one minute."))
    response["Retry-After"] = "60"
    return response


def plain(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """A page drawn without the database: no name, no menu; the phone comes from the settings."""
    context = {
        "title": title,
        "advice": advice,
        "phone": settings.ENTREMISE_PHONE,
        "typed": fields_safely(request),
        "back": request.path if request.method == "GET" else page_before(request) or "/",
        "reference": vars(request).get("reference", ""),
        "theme_url": theme_url(USUAL_HUE),
    }
    return HttpResponse(render_to_string("errors/plain.html", context), status=status)


def fields_safely(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What was typed, or nothing when the request itself cannot be read."""
    try:
        return typed_in(request)
    except Exception:  # noqa: BLE001 -- this page answers a fault and must not make another
        return ()
