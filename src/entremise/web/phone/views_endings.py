"""How a call ends: one tap, or one page of its own for what needs a word more."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.access import ObjectionScope
from entremise.journeys.close_call import close_call
from entremise.journeys.object_everywhere import object_during_call
from entremise.journeys.record_death import record_death
from entremise.journeys.save_step import save_step
from entremise.outreach.operations.closing import close_call as close
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import ClosedCall, HeldCall
from entremise.web.phone.forms import (
    AwayForm,
    CallbackForm,
    LanguageForm,
    ObjectionForm,
    OutcomeForm,
)
from entremise.web.phone.screens import callback_form, has_spoken, objection_form
from entremise.web.phone.views_call import step_form, thread_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

ClosingForm = CallbackForm | LanguageForm | AwayForm
READ_BACK: Final = {
    ObjectionScope.CAMPAIGN: _("You want no more call of this campaign. Is that right?"),
    ObjectionScope.PURPOSE: _(
        "You want no more call of this kind, in any campaign. Is that right?"
    ),
    ObjectionScope.ALL: _(
        "You want no use of your data at all, no call even during an alert. Is that right?"
    ),
}


@audience(Role.CALLER)
@require_POST
def end_call(request: HttpRequest, call_id: int) -> HttpResponse:
    """One tap: the note of the current step is kept, the outcome acts."""
    form = OutcomeForm(request.POST, themes=tuple(request.POST.getlist("themes")))
    if not form.is_valid():
        return redirect("phone:talk", call_id=call_id)
    done = close_call(
        actor=actor_of(request),
        call_id=call_id,
        token=form.cleaned_data["token"],
        closing=form.closing(),
        saved=form.saved(),
        at=visit_of(request).at,
    )
    return ended(request, done)


def ended(request: HttpRequest, done: ClosedCall) -> HttpResponse:
    if not done.is_late:
        return redirect("phone:home")
    return page(
        request,
        "phone/ended.html",
        title=_("Your note is kept, the call went on without you"),
        text=_("The time was over, so the outcome did not count. Somebody else may call her."),
    )


def held(request: HttpRequest, call_id: int) -> HeldCall:
    return held_call(actor=actor_of(request), call_id=call_id, at=visit_of(request).at)


def closing_page(
    request: HttpRequest,
    call: HeldCall,
    form: ClosingForm,
    title: StrOrPromise,
    act: StrOrPromise,
) -> HttpResponse:
    """A small page of its own for an outcome that needs one answer."""
    if form.is_valid():
        done = close(
            actor=actor_of(request),
            call_id=call.call_id,
            token=form.cleaned_data["token"],
            closing=form.closing(),
            at=visit_of(request).at,
        )
        return ended(request, done)
    back_url = reverse("phone:talk", args=[call.call_id])
    return page(
        request,
        "phone/one_form.html",
        form=form,
        back=_("Back to the talk"),
        back_url=back_url,
        title=title,
        act=act,
    )


@audience(Role.CALLER)
def call_back(request: HttpRequest, call_id: int) -> HttpResponse:
    """Instead of a talk, or after one: then she has been spoken with, and is rung again."""
    call, at = held(request, call_id), visit_of(request).at
    if request.method == "POST":
        form = callback_form(call, at, request.POST)
    else:
        thread = thread_of(actor=actor_of(request), call=call, at=at)
        form = callback_form(call, at, has_spoken=has_spoken(thread))
    return closing_page(request, call, form, title=_("To call back"), act=_("Promise this call"))


@audience(Role.CALLER)
def pass_language(request: HttpRequest, call_id: int) -> HttpResponse:
    call = held(request, call_id)
    form = LanguageForm(request.POST or None, initial={"token": call.token})
    return closing_page(
        request,
        call,
        form,
        title=_("Another language"),
        act=_("Pass her to a caller who speaks it"),
    )


@audience(Role.CALLER)
def note_absence(request: HttpRequest, call_id: int) -> HttpResponse:
    call = held(request, call_id)
    form = AwayForm(request.POST or None, initial={"token": call.token})
    return closing_page(
        request, call, form, title=_("In hospital or away"), act=_("Wait until that day")
    )


Jump = Callable[[HttpRequest, int], HttpResponse]


def jump(name: str) -> Jump:
    """From the talk to a page of its own: what was typed is kept on the way."""

    @audience(Role.CALLER)
    @require_POST
    def keep_and_go(request: HttpRequest, call_id: int) -> HttpResponse:
        call = held(request, call_id)
        form = step_form(request, call.kit_version_id)
        if form.is_valid() and call.notice_given_at is not None:
            save_step(
                actor=actor_of(request),
                call_id=call_id,
                token=form.cleaned_data["token"],
                saved=form.saved(),
                at=visit_of(request).at,
            )
        return redirect(name, call_id=call_id)

    return keep_and_go


to_report = jump("phone:report")
to_call_back = jump("phone:call_back")
to_objection = jump("phone:objection")
to_language = jump("phone:language")
to_away = jump("phone:away")
to_death = jump("phone:death")
to_other = jump("phone:other")


@audience(Role.CALLER)
def read_objection(request: HttpRequest, call_id: int) -> HttpResponse:
    """Choose the scope, then read it back."""
    call, at = held(request, call_id), visit_of(request).at
    if request.method == "POST":
        form = ObjectionForm(request.POST)
    else:
        form = objection_form(call, thread_of(actor=actor_of(request), call=call, at=at))
    if form.is_valid():
        scope = ObjectionScope(form.cleaned_data["scope"])
        return page(request, "phone/objection.html", call=call, scope=scope, words=READ_BACK[scope])
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("She refuses"),
        act=_("Read her choice back"),
        back=_("Back to the talk"),
        back_url=reverse("phone:talk", args=[call_id]),
    )


@audience(Role.CALLER)
@require_POST
def confirm_objection(request: HttpRequest, call_id: int) -> HttpResponse:
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return redirect("phone:objection", call_id=call_id)
    object_during_call(
        actor=actor_of(request),
        call_id=call_id,
        token=form.cleaned_data["token"],
        scope=ObjectionScope(form.cleaned_data["scope"]),
        at=visit_of(request).at,
    )
    return redirect("phone:home")


@audience(Role.CALLER)
def note_death(request: HttpRequest, call_id: int) -> HttpResponse:
    call = held(request, call_id)
    if request.method == "POST":
        done = record_death(
            actor=actor_of(request), call_id=call_id, token=call.token, at=visit_of(request).at
        )
        return ended(request, done)
    return page(
        request,
        "phone/confirm.html",
        title=_("Record the death?"),
        text=_(
            "Say your condolences. All calls to her stop at once. The register checks within a day."
        ),
        act=_("Record the death"),
        action=reverse("phone:death", args=[call_id]),
        back=_("Back to the talk"),
        back_url=reverse("phone:talk", args=[call_id]),
    )
