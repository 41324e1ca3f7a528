"""Drawing a page: the frame around it, and the status that an unanswered form deserves."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entremise.web.shell.chrome import chrome_of
from entremise.web.shell.idle import QUIET_PARAMETER


def page(
    request: HttpRequest, template: str, *, status: int | None = None, **context: object
) -> HttpResponse:
    """The page, drawn; 422 when it shows a posted form again with its errors."""
    chrome_of(request)  # asked before the template renders
    return render(request, template, context, status=status or status_for(request, context))


def status_for(request: HttpRequest, context: Mapping[str, object]) -> int:
    forms = [one for one in context.values() if isinstance(one, BaseForm | BaseFormSet)]
    wrong = request.method == "POST" and any(
        form.is_bound and not form.is_valid() for form in forms
    )
    return 422 if wrong else 200


def refreshed(request: HttpRequest, response: HttpResponse, *, seconds: int) -> HttpResponse:
    """A live page: the browser asks again by itself, which does not count as a gesture."""
    asked = request.GET.copy()
    asked[QUIET_PARAMETER] = "1"
    response["Refresh"] = f"{seconds};url={request.path}?{urlencode(list(asked.items()))}"
    return response


def closing(response: HttpResponse, address: str, *, seconds: int) -> HttpResponse:
    """A page that is not left on the screen: after this time the browser goes to another, that shows nobody."""
    response["Refresh"] = f"{seconds};url={address}"
    return response
