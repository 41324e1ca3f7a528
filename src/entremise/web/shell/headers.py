"""Headers of safety on every answer: nothing from elsewhere, no script without the nonce of the page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from entremise.web.shell.visit import nonce_of

POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "style-src 'self'; frame-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "script-src 'nonce-{nonce}'"
)
FIXED = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def framed(response: HttpResponse) -> HttpResponse:
    """This answer may stand in a frame of our own pages, and runs no script."""
    policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response.headers["Content-Security-Policy"] = policy.partition("script-src")[0].strip("; ")
    return response


def with_place(response: HttpResponse) -> HttpResponse:
    """This page may ask the device where it is; what it learns stays in the device."""
    policy = FIXED["Permissions-Policy"].replace("geolocation=()", "geolocation=(self)")
    response.headers["Permissions-Policy"] = policy
    return response


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy", POLICY.format(nonce=nonce_of(request))
        )
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        return response
