"""What an orienteur changes of a report that she holds: its severity, its holder, an item that ends, a question."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Role
from entremise.journeys import report_news
from entremise.journeys.trace_lines import theme_labels
from entremise.referral.operations.asking import ask_caller
from entremise.referral.operations.reports import (
    change_severity,
    give_back_report,
    hand_over_report,
)
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.reports import Ending, SeverityReason
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.triage.forms import EndForm, HandOverForm, QuestionForm, SeverityForm
from entremise.web.triage.report import endings_of, report_page


@audience(Role.ORIENTEUR)
def regrade(request: HttpRequest, report_id: int, item_id: int) -> HttpResponse:
    card = report(report_id=report_id)
    item = next((one for one in card.items if one.item_id == item_id), None)
    if item is None:
        raise Http404
    form = SeverityForm(request.POST or None, initial={"severity": item.severity})
    if form.is_valid():
        change_severity(
            actor=actor_of(request),
            item_id=item_id,
            severity=form.cleaned_data["severity"],
            reason=SeverityReason(form.cleaned_data["reason"]),
            at=visit_of(request).at,
        )
        messages.success(request, _("The severity is changed, and the clocks with it."))
        return redirect("triage:report", report_id=report_id)
    return page(
        request,
        "triage/change.html",
        report=card,
        form=form,
        title=_("How grave is it now?"),
        about=theme_labels().get(item.theme, item.theme),
        button=_("Change the severity"),
    )


@audience(Role.ORIENTEUR)
def hand_over(request: HttpRequest, report_id: int) -> HttpResponse:
    visit, card = visit_of(request), report(report_id=report_id)
    colleagues = [
        (str(one.user_id), one.display_name)
        for one in accounts_with_role(role=Role.ORIENTEUR, organization_id=None, at=visit.at)
        if one.user_id != visit.actor.user_id
    ]
    form = HandOverForm(request.POST or None, colleagues=colleagues)
    if form.is_valid():
        hand_over_report(
            actor=visit.actor,
            report_id=report_id,
            user_id=form.cleaned_data["user_id"],
            at=visit.at,
        )
        messages.success(request, _("Your colleague holds it now. You see the person no more."))
        return redirect("triage:queue")
    return page(
        request,
        "triage/change.html",
        report=card,
        form=form,
        title=_("To whom do you hand this report over?"),
        about=", ".join(theme_labels().get(item.theme, item.theme) for item in card.items),
        button=_("Hand over the report"),
    )


@audience(Role.ORIENTEUR)
@require_POST
def give_back(request: HttpRequest, report_id: int) -> HttpResponse:
    give_back_report(actor=actor_of(request), report_id=report_id, at=visit_of(request).at)
    messages.success(request, _("The report is back in the queue."))
    return redirect("triage:queue")


@audience(Role.ORIENTEUR)
@require_POST
def ask_question(request: HttpRequest, report_id: int) -> HttpResponse:
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return report_page(request, report_id, form)
    ask_caller(
        actor=actor_of(request),
        report_id=report_id,
        question=form.cleaned_data["question"],
        at=visit_of(request).at,
    )
    messages.success(request, _("The question is sent. The caller has one day."))
    return redirect("triage:queue")


@audience(Role.ORIENTEUR)
@require_POST
def end_item(request: HttpRequest, report_id: int, item_id: int) -> HttpResponse:
    card = report(report_id=report_id)
    item = next((one for one in card.items if one.item_id == item_id), None)
    if item is None:
        raise Http404
    form = EndForm(request.POST, item_id=item_id, endings=endings_of(item))
    if not form.is_valid():
        return report_page(request, report_id, QuestionForm(), (item_id, form))
    report_news.end_item(
        actor=actor_of(request),
        report_id=report_id,
        item_id=item_id,
        ending=Ending(form.cleaned_data["ending"]),
        unmet_reason=form.reason(),
        double_of=form.double_of(),
        at=visit_of(request).at,
    )
    messages.success(request, _("The item has ended. The caller learns it."))
    return redirect("triage:report", report_id=report_id)
