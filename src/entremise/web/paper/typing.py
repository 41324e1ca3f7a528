"""Typing sheets again: the code, then the fields in the order of the paper; the next sheet follows by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import Role
from entremise.engines.sheet_codes import read_code
from entremise.journeys.type_sheet import Step, Typed, type_sheet
from entremise.kits.queries import version
from entremise.outreach.queries.paper import (
    next_code,
    sheet_to_type,
    sheets_typed_once,
)
from entremise.outreach.vocabulary.paper import SheetState
from entremise.web.paper.forms import CodeForm
from entremise.web.paper.numbers import OUTCOMES, themes_of
from entremise.web.paper.typing_form import TypingForm
from entremise.web.phone.languages import LANGUAGES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

typists = audience(Role.CALLER, Role.CAMPAIGN_LEAD)


@typists
def enter_code(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if read_code(code) is not None:
            return redirect("paper:type", code=sheet_to_type(actor=actor, code=code).code)
        form.add_error(
            "code", _("No sheet has this code. Read it again: three signs, then two figures.")
        )
    return page(request, "paper/code.html", form=form, once=sheets_typed_once(actor=actor))


@typists
def type_again(request: HttpRequest, code: str) -> HttpResponse:
    """No name and no number here: the code is enough, and the paper says the rest."""
    actor, at = actor_of(request), visit_of(request).at
    sheet = sheet_to_type(actor=actor, code=code)
    kit = version(sheet.kit_version_id)
    form = TypingForm(request.POST or None, sheet=sheet, kit=kit, at=at)
    differences: list[tuple[str, str, str]] = []
    if form.is_valid():
        is_confirmed = "confirmed" in request.POST
        typed = type_sheet(
            actor=actor, code=code, entry=form.entry(), is_confirmed=is_confirmed, at=at
        )
        if typed.step is not Step.DIFFERENT:
            return typed_page(request, code, typed)
        found = typed.differences or {}
        differences = [(str(form[name].label), *pair) for name, pair in found.items()]
    return page(
        request,
        "paper/type.html",
        status=422 if differences else None,
        sheet=sheet,
        form=form,
        differences=differences,
        is_second=sheet.state is SheetState.ONCE,
        outcomes=[
            (0, _("not called")),
            *((number, words) for number, (_o, words) in OUTCOMES.items()),
        ],
        themes=[(number, label) for number, (_c, label) in themes_of(kit).items()],
        languages=[str(name) for name in LANGUAGES.values()],
    )


def typed_page(request: HttpRequest, code: str, typed: Typed) -> HttpResponse:
    if typed.step is Step.ONCE:
        messages.warning(
            request,
            _("%(code)s is grave: somebody else types it too, now. Hand her the sheet.")
            % {"code": code},
        )
    elif typed.step is Step.LATE:
        messages.warning(
            request,
            _("%(code)s is kept as a note: somebody had called meanwhile.") % {"code": code},
        )
    else:
        messages.success(request, _("%(code)s is typed.") % {"code": code})
    if typed.report_number:
        messages.success(
            request,
            _("Report %(number)s is with the orienteurs.") % {"number": typed.report_number},
        )
    following = next_code(code=code)
    return redirect("paper:type", code=following) if following else redirect("paper:codes")
