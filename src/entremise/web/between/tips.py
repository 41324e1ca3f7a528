"""Tips at the desk: to check, reported, about to end; corrected, published until a day, taken away."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.operations.tips import correct_tip, propose_tip, publish_tip, retire_tip
from entremise.mutual_aid.queries.tips import reports_open, tip, tip_counts, tips_at_desk
from entremise.mutual_aid.vocabulary.tips import TipCard, TipEnding, TipState, TipView
from entremise.web.between.tip_forms import PublishForm, RetireForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, page_number
from entremise.web.shell.visit import visit_of
from entremise.web.tips.forms import TipForm
from entremise.web.tips.lines import tip_lines
from entremise.web.tips.words import ENDINGS, FAULTS, VIEWS

USUALLY: Final = timedelta(days=30)
HURRIED: Final = {TipView.DRAFT: "sun", TipView.CONTESTED: "alert", TipView.ENDING: "sun"}


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def list_tips(request: HttpRequest) -> HttpResponse:
    at, asked = visit_of(request).at, request.GET.get("view", "")
    view = TipView(asked) if asked in set(TipView) else TipView.DRAFT
    counts = tip_counts(at=at)
    pages = Pages(page_number(request), counts[view])
    start = reverse("between:tips")
    return page(
        request,
        "between/tips.html",
        lines=tip_lines(tips_at_desk(view=view, at=at, offset=pages.offset, size=pages.size)),
        pages=pages,
        query=f"view={view.value}&",
        today=localdate(at),
        tabs=[
            Tab(words, f"{start}?view={one.value}", one is view, counts[one], HURRIED.get(one, ""))
            for one, words in VIEWS.items()
        ],
    )


@audience(Role.GO_BETWEEN)
@require_safe
def show_tip(request: HttpRequest, tip_id: int) -> HttpResponse:
    return tip_page(request, tip(tip_id=tip_id))


def tip_page(
    request: HttpRequest,
    card: TipCard,
    *,
    publishing: PublishForm | None = None,
    retiring: RetireForm | None = None,
) -> HttpResponse:
    today = localdate(visit_of(request).at)
    (line,) = tip_lines([card])
    return page(
        request,
        "between/tip.html",
        line=line,
        reports=[(FAULTS[one.fault], one) for one in reports_open(tip_id=card.tip_id)],
        is_retired=card.state is TipState.RETIRED,
        is_in_sight=card.state in (TipState.PUBLISHED, TipState.CONTESTED),
        ending=ENDINGS[TipEnding(card.ending)] if card.ending else "",
        publishing=publishing or PublishForm(initial={"until": today + USUALLY}),
        retiring=retiring or RetireForm(),
    )


@audience(Role.GO_BETWEEN)
def note_tip(request: HttpRequest) -> HttpResponse:
    """A tip heard on the phone or found by the desk."""
    visit, form = visit_of(request), TipForm(request.POST or None)
    if form.is_valid():
        tip_id = propose_tip(actor=visit.actor, key=form.key_given, text=form.text(), at=visit.at)
        return redirect("between:tip", tip_id=tip_id)
    return page(request, "between/tip_form.html", form=form, title=_("Note a tip"))


@audience(Role.GO_BETWEEN)
def correct(request: HttpRequest, tip_id: int) -> HttpResponse:
    visit, text = visit_of(request), tip(tip_id=tip_id).text
    names = ("title", "words", "category", "place", "district", "source", "contact")
    form = TipForm(request.POST or None, initial={name: getattr(text, name) for name in names})
    if form.is_valid():
        correct_tip(actor=visit.actor, tip_id=tip_id, text=form.text(), at=visit.at)
        messages.success(request, _("The tip is corrected."))
        return redirect("between:tip", tip_id=tip_id)
    return page(request, "between/tip_form.html", form=form, title=_("Correct the tip"))


@audience(Role.GO_BETWEEN)
@require_POST
def publish(request: HttpRequest, tip_id: int) -> HttpResponse:
    visit, form = visit_of(request), PublishForm(request.POST)
    if not form.is_valid():
        return tip_page(request, tip(tip_id=tip_id), publishing=form)
    publish_tip(actor=visit.actor, tip_id=tip_id, until=form.cleaned_data["until"], at=visit.at)
    messages.success(request, _("The tip is checked today, and everybody reads it."))
    return redirect("between:tip", tip_id=tip_id)


@audience(Role.GO_BETWEEN)
@require_POST
def retire(request: HttpRequest, tip_id: int) -> HttpResponse:
    visit, form = visit_of(request), RetireForm(request.POST)
    if not form.is_valid():
        return tip_page(request, tip(tip_id=tip_id), retiring=form)
    ending = TipEnding(form.cleaned_data["ending"])
    retire_tip(actor=visit.actor, tip_id=tip_id, ending=ending, at=visit.at)
    messages.success(request, _("The tip is taken away."))
    return redirect("between:tips")
