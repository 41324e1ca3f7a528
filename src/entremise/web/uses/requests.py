"""Those who ask: their requests, a draft, its correction, handing it in."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.uses import change_use, draft_use, submit_use
from entremise.commons.queries.uses import use, uses_in, uses_published
from entremise.commons.vocabulary.uses import EDITABLE, UseCard, UseState
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.uses.forms import UseForm, initial_of
from entremise.web.uses.lines import facts_of, state_of, steps_of, votes_of
from entremise.web.uses.words import OPINIONS, VERDICTS

RENEWABLE = 100
ASKERS = (Role.CAMPAIGN_LEAD, Role.STEWARD, Role.DECIDER)


@audience(*ASKERS)
@require_safe
def list_mine(request: HttpRequest) -> HttpResponse:
    rows = uses_in(tuple(UseState), requester_id=actor_of(request).user_id)
    at = visit_of(request).at
    lines = [(row, state_of(row, at)) for row in rows]
    return page(request, "uses/mine.html", lines=lines)


@audience(*ASKERS)
def draft(request: HttpRequest) -> HttpResponse:
    form = UseForm(request.POST or None, formers=formers_of(visit_of(request).at))
    if request.method == "POST" and form.is_valid():
        visit = visit_of(request)
        request_id = draft_use(actor=visit.actor, new=form.new_use(), at=visit.at)
        messages.success(request, _("The draft is kept. Read it again, then hand it in."))
        return redirect("uses:request", request_id=request_id)
    return page(request, "uses/form.html", form=form, card=None)


def formers_of(at: datetime) -> list[tuple[int, str]]:
    """The uses that were decided, and may be renewed."""
    return [
        (one.request_id, f"{one.number} · {one.title}")
        for one in uses_published(at=at, limit=RENEWABLE)
        if one.decision is not None
    ]


@audience(*ASKERS)
def change(request: HttpRequest, request_id: int) -> HttpResponse:
    card = own(request, request_id)
    form = UseForm(
        request.POST or None,
        initial=initial_of(card),
        formers=formers_of(visit_of(request).at),
    )
    if request.method == "POST" and form.is_valid():
        visit = visit_of(request)
        change_use(actor=visit.actor, request_id=request_id, new=form.new_use(), at=visit.at)
        messages.success(request, _("The request is changed."))
        return redirect("uses:request", request_id=request_id)
    return page(request, "uses/form.html", form=form, card=card)


@audience(*ASKERS)
@require_safe
def show_mine(request: HttpRequest, request_id: int) -> HttpResponse:
    card = own(request, request_id)
    return page(
        request,
        "uses/request.html",
        card=card,
        state=state_of(card, visit_of(request).at),
        is_editable=card.state in EDITABLE,
        facts=facts_of(card),
        steps=steps_of(card.steps),
        opinion=card.opinion and (OPINIONS[card.opinion.verdict], card.opinion.text),
        gate=card.gate and (VERDICTS[card.gate.verdict], card.gate.reasons),
        votes=votes_of(request_id, card.state, visit_of(request).at),
    )


@audience(*ASKERS)
@require_POST
def submit(request: HttpRequest, request_id: int) -> HttpResponse:
    visit = visit_of(request)
    submit_use(actor=visit.actor, request_id=request_id, at=visit.at)
    messages.success(
        request, _("The request is handed in. The data protection officer reads it first.")
    )
    return redirect("uses:request", request_id=request_id)


def own(request: HttpRequest, request_id: int) -> UseCard:
    card = use(request_id)
    if card.requester_id != actor_of(request).user_id:
        raise Http404
    return card
