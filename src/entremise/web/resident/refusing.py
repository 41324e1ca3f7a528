"""Saying no without a code: a first name and a number; it acts at once, and the page never says who was found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.journeys.say_no import say_no_without_code
from entremise.web.resident.forms import StopForm
from entremise.web.resident.words import purpose_of
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.tries import is_tried_out, same_time
from entremise.web.shell.visit import visit_of

STOPS_AN_HOUR = 5


@audience(PUBLIC, is_personal=True)
def stop(request: HttpRequest) -> HttpResponse:
    form, at = StopForm(request.POST or None), visit_of(request).at
    if form.is_valid() and may_stop(request, form):
        with same_time():
            say_no_without_code(
                first=form.cleaned_data["first"],
                number=form.cleaned_data["phone"],
                purpose=purpose_of(form.cleaned_data["scope"]),
                at=at,
            )
        return redirect("resident:stopped")
    return page(request, "resident/stop.html", form=form)


def may_stop(request: HttpRequest, form: StopForm) -> bool:
    is_over = is_tried_out(request, "stop", at_most=STOPS_AN_HOUR, at=visit_of(request).at)
    if is_over:
        form.add_error(None, _("Many refusals came from here. Ring us: we note yours at once."))
    return not is_over


@audience(PUBLIC)
@require_safe
def show_stopped(request: HttpRequest) -> HttpResponse:
    return page(request, "resident/stopped.html")
