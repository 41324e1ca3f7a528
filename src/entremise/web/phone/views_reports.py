"""The sheet of a difficulty at the end of a call, and what became of those sent before."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.engines.opinions import OPINIONS
from entremise.journeys.report_difficulty import report_difficulty, reported_call
from entremise.journeys.review_report import answer_reader
from entremise.journeys.save_sheet import save_sheet
from entremise.journeys.save_step import draft_of
from entremise.kits.queries import version
from entremise.outreach.vocabulary.calls import Closing, HeldCall, Outcome
from entremise.outreach.vocabulary.thread import Draft, Heard, heard_in, walked
from entremise.web.phone.forms import NoteField, TokenForm, WishForm
from entremise.web.phone.reporting import (
    ITEMS_AT_MOST,
    UNHEARD,
    ReportForm,
    items_in,
    report_lines,
    sheet_of,
)
from entremise.web.phone.screens import callback_form, wish_form
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.CALLER)
@require_safe
def show_reports(request: HttpRequest) -> HttpResponse:
    lines = report_lines(actor_of(request), visit_of(request).at)
    return page(request, "phone/reports.html", reports=lines)


@audience(Role.CALLER)
def report(request: HttpRequest, call_id: int) -> HttpResponse:
    """Point by point: the fact, the gravity, her consent; sending ends the call, and is kept after its hold too."""
    actor, at = actor_of(request), visit_of(request).at
    call = reported_call(actor=actor, call_id=call_id, at=at)
    draft = kept_draft(request, call, at)
    form, word = report_form(request, call, draft), Word(request, call, draft, at)
    if form.is_valid() and word.is_valid():
        opened = report_difficulty(
            actor=actor,
            call_id=call_id,
            token=call.token,
            items=tuple(form.difficulties()),
            word=word.closing(),
            at=at,
        )
        messages.success(
            request, _("Report %(number)s is with the orienteurs.") % {"number": opened.number}
        )
        if word.is_given and call.lease_until <= at:
            messages.warning(request, _("What was promised came too late: tell the lead."))
        return redirect("phone:home")
    return page(
        request,
        "phone/report.html",
        call=call,
        form=form,
        word=word,
        promise=word.promise,
        words=OPINIONS,
        may_keep=call.lease_until > at and call.notice_given_at is not None,
        may_add=len(form.heard) < ITEMS_AT_MOST,
        back_url=reverse("phone:talk", args=[call_id]),
    )


def kept_draft(request: HttpRequest, call: HeldCall, at: datetime) -> Draft:
    """What was saved, for who comes from the talk; a sheet that is sent says all by itself."""
    if request.method == "POST" or call.lease_until <= at:
        return Draft(attempt_id=call.attempt_id)
    return draft_of(actor=actor_of(request), call=call, at=at)


class Word:
    """What was promised in the talk that ends with a report: a call back to date, a week, a visit."""

    def __init__(self, request: HttpRequest, call: HeldCall, draft: Draft, at: datetime) -> None:
        if request.method == "POST":
            self.wishes = WishForm(request.POST)
            is_dated = "when" in request.POST
            self.promise = callback_form(call, at, request.POST) if is_dated else None
            return
        thread = walked(version(call.kit_version_id).script, draft)
        self.wishes = wish_form(thread)
        is_dated = "callback" in thread.wishes
        self.promise = callback_form(call, at) if is_dated else None

    def is_valid(self) -> bool:
        return self.wishes.is_valid() and (self.promise is None or self.promise.is_valid())

    @property
    def is_given(self) -> bool:
        return self.promise is not None or any(self.wishes.cleaned_data.values())

    def closing(self) -> Closing:
        """As the end of the call keeps it; the report says the outcome."""
        bare = Closing(outcome=Outcome.SPOKEN_DIFFICULTY)
        return self.wishes.with_wishes(self.promise.closing() if self.promise else bare)


def report_form(request: HttpRequest, call: HeldCall, draft: Draft) -> ReportForm:
    """As it was sent; else as it was kept, with what was heard since."""
    kit = version(call.kit_version_id)
    heard: tuple[Heard, ...] = ()
    sheet = sheet_of(request.POST.dict())
    if request.method != "POST":
        sheet, heard = draft.sheet, heard_in(kit.script, draft)
    parts = items_in(sheet, heard)
    if request.method == "POST" and "more" not in request.POST:
        return ReportForm(request.POST, kit=kit, heard=parts)
    if "more" in request.POST:
        parts = (*parts, UNHEARD)[:ITEMS_AT_MOST]
    return ReportForm(initial=sheet, kit=kit, heard=parts)


@audience(Role.CALLER)
@require_POST
def keep_report(request: HttpRequest, call_id: int) -> HttpResponse:
    """What is typed so far, by itself from the script of the page or by the button; again is the same."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    save_sheet(
        actor=actor_of(request),
        call_id=call_id,
        token=form.cleaned_data["token"],
        sheet=sheet_of(request.POST.dict()),
        at=visit_of(request).at,
    )
    if request.headers.get("X-Quiet"):
        return HttpResponse(status=204)
    return redirect("phone:talk", call_id=call_id)


class ReplyForm(forms.Form):
    reply = NoteField(max_length=400, widget=forms.Textarea(attrs={"rows": 3}), label="")


@audience(Role.CALLER)
def reply(request: HttpRequest, report_id: int) -> HttpResponse:
    """The one question of an orienteur about a report; refuse when it is another's."""
    actor, at = actor_of(request), visit_of(request).at
    lines = {one.report_id: one for one in report_lines(actor, at)}
    asked = lines.get(report_id)
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["reply"]
        answer_reader(actor=actor, report_id=report_id, reply=text, at=at)
        messages.success(request, _("Your answer is with the orienteur."))
        return redirect("phone:reports")
    form.fields["reply"].label = _("Your answer")
    form.fields["reply"].help_text = _("Facts only, no name.")
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("A question about your report"),
        lead=asked.question if asked else "",
        act=_("Send my answer"),
        back=_("Back to my reports"),
        back_url=reverse("phone:reports"),
    )
