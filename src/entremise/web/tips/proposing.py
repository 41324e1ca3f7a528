"""What anybody may send without account: a tip, or what is wrong with one."""

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import RESIDENT
from entremise.mutual_aid.operations.tips import contest_tip, propose_tip
from entremise.mutual_aid.queries.tips import tip_shown
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.tries import is_tried_out
from entremise.web.shell.visit import visit_of
from entremise.web.tips.forms import TipForm, WrongForm
from entremise.web.tips.lines import tip_lines

AN_HOUR: Final = 6


@audience(PUBLIC, is_personal=True)
def propose(request: HttpRequest) -> HttpResponse:
    form = TipForm(request.POST or None)
    if form.is_valid() and may_send(request, form, "tip"):
        at = visit_of(request).at
        propose_tip(actor=RESIDENT, key=form.key_given, text=form.text(), at=at)
        return redirect("tips:thanks")
    return page(request, "tips/propose.html", form=form)


@audience(PUBLIC, is_personal=True)
def say_wrong(request: HttpRequest, tip_id: int) -> HttpResponse:
    at, form = visit_of(request).at, WrongForm(request.POST or None)
    (line,) = tip_lines([tip_shown(tip_id=tip_id, at=at)])
    if form.is_valid() and may_send(request, form, "wrong tip"):
        said = form.cleaned_data["words"]
        contest_tip(tip_id=tip_id, fault=form.fault_said(), words=said, at=at)
        return redirect("tips:thanks")
    return page(request, "tips/wrong.html", form=form, line=line)


def may_send(request: HttpRequest, form: forms.Form, gesture: str) -> bool:
    """Whether this address has not sent too much within the hour; the form says so."""
    if not is_tried_out(request, gesture, at_most=AN_HOUR, at=visit_of(request).at):
        return True
    form.add_error(None, _("Many messages come from here in this hour. Ring us: we note yours."))
    return False


@audience(PUBLIC)
@require_safe
def show_thanks(request: HttpRequest) -> HttpResponse:
    return page(request, "tips/thanks.html")
