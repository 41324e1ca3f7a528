"""What the person wants: talk now, be called again, or no more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys.ring_back import stop_on_the_line
from entremise.outreach.operations.ring_backs import promise_call, talk_now
from entremise.outreach.queries.hours import callback_slots
from entremise.outreach.queries.ring_backs import ring_back
from entremise.web.phone.views_endings import READ_BACK
from entremise.web.ringing.forms import PromiseForm, StopForm
from entremise.web.ringing.views import answering
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.CALLER)
@require_POST
def talk(request: HttpRequest, ring_back_id: int) -> HttpResponse:
    """The page of the talk opens, as after any take."""
    taken = talk_now(actor=actor_of(request), ring_back_id=ring_back_id, at=visit_of(request).at)
    return redirect("phone:talk", call_id=taken.call_id)


@answering
def promise(request: HttpRequest, ring_back_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    one = ring_back(actor=actor, ring_back_id=ring_back_id, at=at)
    form = PromiseForm(
        request.POST or None,
        slots=callback_slots(campaign_id=one.campaign_id, at=at),
        is_caller=actor.has(Role.CALLER),
    )
    if form.is_valid():
        promise_call(
            actor=actor,
            ring_back_id=ring_back_id,
            due_at=form.cleaned_data["when"],
            is_mine=form.is_mine,
            at=at,
        )
        messages.success(request, _("The call is promised. Repeat the day and the hour to her."))
        return redirect("ringing:desk")
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("Promise a call"),
        act=_("Promise this call"),
        back=_("Back to the line"),
        back_url=reverse("ringing:line", args=[ring_back_id]),
    )


@answering
def stop(request: HttpRequest, ring_back_id: int) -> HttpResponse:
    """The scope is chosen, read back, then it acts at once."""
    actor, at = actor_of(request), visit_of(request).at
    one = ring_back(actor=actor, ring_back_id=ring_back_id, at=at)
    form = StopForm(request.POST or None)
    if not form.is_valid():
        return page(
            request,
            "phone/one_form.html",
            form=form,
            title=_("She refuses"),
            act=_("Read her choice back"),
            back=_("Back to the line"),
            back_url=reverse("ringing:line", args=[ring_back_id]),
        )
    scope = form.cleaned_data["scope"]
    if "read" not in request.POST:
        return page(request, "ringing/read_back.html", one=one, scope=scope, words=READ_BACK[scope])
    stop_on_the_line(actor=actor, one=one, scope=scope, at=at)
    messages.success(request, _("It is stopped. A letter waits to be printed."))
    return redirect("ringing:desk")
