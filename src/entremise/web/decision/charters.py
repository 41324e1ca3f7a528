"""Adopting a charter, and trying a rule on the past before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.charters import adopt_charter
from entremise.commons.queries.charters import charters, dry_run
from entremise.commons.vocabulary.charters import NewCharter
from entremise.web.decision.forms import CharterForm, DryRunForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(Role.DECIDER)
def adopt(request: HttpRequest) -> HttpResponse:
    form, visit = CharterForm(request.POST or None), visit_of(request)
    if request.method == "POST" and form.is_valid():
        new = NewCharter(
            organization_id=visit.actor.organization_id or 0,
            adopting_act=form.cleaned_data["adopting_act"],
            stricter=form.stricter,
        )
        adopt_charter(actor=visit.actor, new=new, at=visit.at)
        messages.success(request, _("The charter is in force. What does not conform is suspended."))
        return redirect("uses:charter")
    return page(request, "decision/adopt.html", form=form, former=charters())


@audience(Role.DECIDER, Role.MEMBER, Role.LEGAL_OFFICER)
@require_safe
def try_rule(request: HttpRequest) -> HttpResponse:
    form = DryRunForm(request.GET or None)
    tried = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        tried = dry_run(key=f"groups.{given['purpose']}", value=given["groups"])
    return page(request, "decision/dry_run.html", form=form, tried=tried)
