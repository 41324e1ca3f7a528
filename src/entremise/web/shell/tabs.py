"""Pages that a code has opened carry its mark in addresses and forms: no tab acts on what another tab opened since."""

from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from entremise.kernel.errors import Refused

MARK_FIELD: Final = "onglet"
MARK_LENGTH: Final = 12


class Refusal(StrEnum):
    OTHER_PAGE_OPEN = "OTHER_PAGE_OPEN"  # this browser has opened somebody else's since


def stay_with(request: HttpRequest, *what: object) -> None:
    """What this session has open is what the page asks for; refuse with `OTHER_PAGE_OPEN`."""
    asked = {request.POST.get(MARK_FIELD), request.GET.get(MARK_FIELD)} - {None}
    if asked - {mark_for(*what)}:
        raise Refused(Refusal.OTHER_PAGE_OPEN)
    turn_to(request, *what)


def turn_to(request: HttpRequest, *what: object) -> None:
    """The addresses and forms of this answer lead to this."""
    vars(request)["tab_mark"] = mark_for(*what)


def mark_for(*what: object) -> str:
    value = "/".join(str(one) for one in what)
    return salted_hmac("tab", value, algorithm="sha256").hexdigest()[:MARK_LENGTH]


def mark_of(request: HttpRequest) -> str:
    """The mark of this answer; empty where no code opened it."""
    mark: str = vars(request).get("tab_mark", "")
    return mark


def address_here(request: HttpRequest, name: str, *args: object) -> str:
    mark, address = mark_of(request), reverse(name, args=args)
    return f"{address}?{urlencode({MARK_FIELD: mark})}" if mark else address


def redirect_here(request: HttpRequest, name: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address_here(request, name))
