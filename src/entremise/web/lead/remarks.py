"""What callers could not answer, or would change in a script: a list without names, settled one by one."""

from dataclasses import dataclass
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.kits.queries import kits
from entremise.outreach.operations.reviews import settle_remark
from entremise.outreach.queries.reviews import open_remarks, settled_remarks
from entremise.outreach.vocabulary.reviews import RemarkCard, RemarkSource
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

SOURCES: Final = {
    RemarkSource.CALL: gettext_lazy("During a call"),
    RemarkSource.DEBRIEF: gettext_lazy("At the end of a shift"),
    RemarkSource.UNANSWERED: gettext_lazy("Could not be answered"),
}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("What was changed, or why not"), max_length=200, required=False
    )


@dataclass(frozen=True, slots=True)
class RemarkLine:
    card: RemarkCard
    kit: str
    source: StrOrPromise


def remark_line(card: RemarkCard, titles: dict[str, str]) -> RemarkLine:
    return RemarkLine(card, titles.get(card.kit_code, card.kit_code), SOURCES[card.source])


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_remarks(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    titles = {one.code: one.title for one in kits()}
    return page(
        request,
        "lead/remarks.html",
        lines=tuple(
            remark_line(one, titles) for one in open_remarks(organization_id=actor.organization_id)
        ),
        settled=tuple(
            remark_line(one, titles)
            for one in settled_remarks(organization_id=actor.organization_id)
        ),
        form=AnswerForm(),
    )


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def settle(request: HttpRequest, remark_id: int) -> HttpResponse:
    form = AnswerForm(request.POST)
    if form.is_valid():
        settle_remark(
            actor=actor_of(request),
            remark_id=remark_id,
            answer=form.cleaned_data["answer"],
            at=visit_of(request).at,
        )
        messages.success(request, _("Settled. Whoever told it reads your answer."))
    return redirect("lead:remarks")
