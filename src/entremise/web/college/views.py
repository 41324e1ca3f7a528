"""Members: what is debated, the vote, what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.votes import cast_ballot
from entremise.commons.queries.uses import use, uses_in
from entremise.commons.queries.votes import seat_of, tallies, voted_on
from entremise.commons.vocabulary.decisions import PUBLISHED, UseCard, UseState
from entremise.web.college.forms import VoteForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.lines import colleges_of, facts_of, steps_of
from entremise.web.uses.words import COLLEGES, OPINIONS, USE_STATES, VERDICTS


@audience(Role.MEMBER)
@require_safe
def list_votes(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    human_id = visit.actor.human_id or 0
    rows = uses_in(PUBLISHED)
    voted = voted_on(human_id=human_id, request_ids=[row.request_id for row in rows])
    lines = [
        {"row": row, "state": USE_STATES[row.state], "has_voted": row.request_id in voted}
        for row in sorted(rows, key=lambda one: one.state is not UseState.VOTING)
    ]
    seat = seat_of(human_id=human_id, at=visit.at)
    return page(request, "college/list.html", lines=lines, college=seat and COLLEGES[seat.college])


def card_of(request_id: int) -> UseCard:
    if request_id not in {row.request_id for row in uses_in(PUBLISHED, limit=5000)}:
        raise Http404
    return use(request_id)


@audience(Role.MEMBER)
@require_safe
def show_vote(request: HttpRequest, request_id: int) -> HttpResponse:
    return shown(request, card_of(request_id), VoteForm())


def shown(request: HttpRequest, card: UseCard, form: VoteForm) -> HttpResponse:
    visit = visit_of(request)
    human_id = visit.actor.human_id or 0
    seat = seat_of(human_id=human_id, at=visit.at)
    has_voted = bool(voted_on(human_id=human_id, request_ids=[card.request_id]))
    closes_at = card.vote_closes_at
    is_open = card.state is UseState.VOTING and closes_at is not None and visit.at < closes_at
    return page(
        request,
        "college/vote.html",
        card=card,
        state=USE_STATES[card.state],
        form=form,
        may_vote=is_open and seat is not None and not has_voted,
        has_voted=has_voted,
        college=seat and COLLEGES[seat.college],
        facts=facts_of(card),
        steps=steps_of(card.steps),
        opinion=card.opinion and (OPINIONS[card.opinion.verdict], card.opinion.text),
        gate=card.gate and (VERDICTS[card.gate.verdict], card.gate.reasons),
        colleges=colleges_of(tallies(request_id=card.request_id, at=visit.at))
        if card.vote_opens_at
        else (),
    )


@audience(Role.MEMBER)
@require_POST
def vote(request: HttpRequest, request_id: int) -> HttpResponse:
    form, visit = VoteForm(request.POST), visit_of(request)
    if not form.is_valid():
        return shown(request, card_of(request_id), form)
    cast_ballot(actor=visit.actor, new=form.new_ballot(request_id), at=visit.at)
    messages.success(request, _("Your vote is counted. Thank you."))
    return redirect("college:vote", request_id=request_id)
