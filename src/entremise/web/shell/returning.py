"""Where a page of trouble leads back to: the page one came from, when it can be opened, else one's own start."""

from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from entremise.web.shell.navigation import start_of
from entremise.web.shell.routes import methods_of
from entremise.web.shell.visit import role_of


def way_back(request: HttpRequest) -> str:
    """The page before this one, else the start of the role in use, else the home page."""
    before = page_before(request)
    if before:
        return before
    return (start_of(role_of(request)) if request.user.is_authenticated else None) or "/"


def page_before(request: HttpRequest) -> str:
    """Its address without the host; empty for another site, for an address that takes posts alone, and for this page."""
    referer = request.headers.get("Referer", "")
    try:
        host = request.get_host()
    except DisallowedHost:  # the page that says so leads nowhere
        return ""
    if not url_has_allowed_host_and_scheme(referer, {host}):
        return ""
    parts = urlsplit(referer)
    is_this = request.method == "GET" and parts.path == request.path
    if is_this or not opens(parts.path):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def opens(path: str) -> bool:
    """Whether a page can be asked for at this address."""
    try:
        return "GET" in methods_of(resolve(path).func)
    except Resolver404:
        return False
