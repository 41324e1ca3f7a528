"""How a no is worded: one table of reasons, filled by the audiences, read by one middleware."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.kernel.errors import Refused
from entremise.web.shell.contributions import contributions
from entremise.web.shell.faults import (
    is_database_fault,
    not_found,
    troubled,
    unavailable,
    wrong_method,
)

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """A reason in the person's words: what happened, then what to do; `{name}` takes a fact."""

    reason: StrEnum
    status: int
    title: StrOrPromise
    advice: StrOrPromise


@cache
def table() -> dict[tuple[type[StrEnum], str], Words]:
    """All worded reasons, by enumeration and name; two areas may use one name."""
    worded = (words for _, module in contributions("refusals") for words in module.WORDS)
    return {(type(words.reason), words.reason.value): words for words in worded}


def words_for(reason: StrEnum) -> Words:
    """The words of a reason; a general sentence where an audience has none."""
    general = Words(
        reason,
        409,
        _("This is not possible right now"),
        _("Something has changed in the meantime. Go back and look again."),
    )
    return table().get((type(reason), reason.value), general)


class RefusalMiddleware:
    """Turns an expected no into a page, a thing that is not there into a 404, a lost database into a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        return wrong_method(request) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused(request, exception)
        match = request.resolver_match
        if isinstance(exception, ObjectDoesNotExist) and match is not None and match.kwargs:
            # What the address names is not there; the log says where, should it be a defect of ours.
            LOG.warning("A row is missing", exc_info=exception, extra={"request": request})
            return not_found(request, exception)
        return unavailable(request) if is_database_fault(exception) else None


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    words = words_for(refusal.reason)
    return troubled(
        request,
        status=words.status,
        title=str(words.title).format(**refusal.facts),
        advice=str(words.advice).format(**refusal.facts),
    )
