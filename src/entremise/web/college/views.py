"""Members: what is debated, the vote, what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ballots import cast_ballot
from entremise.commons.queries.uses import use, use_published, uses_published, votes_open
from entremise.commons.queries.votes import seat_of, voted_on
from entremise.web.college.forms import VoteForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.lines import facts_of, steps_of, votes_of
from entremise.web.uses.words import COLLEGES, OPINIONS, STATUSES, VERDICTS

LISTED = 100


@audience(Role.MEMBER)
@require_safe
def list_votes(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    human_id = visit.actor.human_id or 0
    uses = uses_published(at=visit.at, limit=LISTED)
    open_ids = {row.request_id for row in votes_open(at=visit.at)}
    voted = voted_on(human_id=human_id, request_ids=[one.request_id for one in uses])
    lines = [
        {
            "use": one,
            "word": STATUSES[one.status][0],
            "kind": STATUSES[one.status][1],
            "has_voted": one.request_id in voted,
            "is_open": one.request_id in open_ids,
        }
        for one in sorted(uses, key=lambda one: one.request_id not in open_ids)
    ]
    seat = seat_of(human_id=human_id, at=visit.at)
    return page(request, "college/list.html", lines=lines, college=seat and COLLEGES[seat.college])


@audience(Role.MEMBER)
@require_safe
def show_vote(request: HttpRequest, request_id: int) -> HttpResponse:
    return shown(request, request_id, VoteForm())


def shown(request: HttpRequest, request_id: int, form: VoteForm) -> HttpResponse:
    visit = visit_of(request)
    public = use_published(request_id, at=visit.at)
    if public is None:
        raise Http404
    card = use(request_id)
    human_id = visit.actor.human_id or 0
    seat = seat_of(human_id=human_id, at=visit.at)
    has_voted = bool(voted_on(human_id=human_id, request_ids=[card.request_id]))
    is_open = card.request_id in {row.request_id for row in votes_open(at=visit.at)}
    return page(
        request,
        "college/vote.html",
        card=card,
        word=STATUSES[public.status][0],
        kind=STATUSES[public.status][1],
        is_open=is_open,
        form=form,
        may_vote=is_open and seat is not None and not has_voted,
        has_voted=has_voted,
        college=seat and COLLEGES[seat.college],
        facts=facts_of(card),
        steps=steps_of(card.steps),
        opinion=card.opinion and (OPINIONS[card.opinion.verdict], card.opinion.text),
        gate=card.gate and (VERDICTS[card.gate.verdict], card.gate.reasons),
        **votes_of(card.request_id, card.state, visit_of(request).at),
    )


@audience(Role.MEMBER)
@require_POST
def vote(request: HttpRequest, request_id: int) -> HttpResponse:
    form, visit = VoteForm(request.POST), visit_of(request)
    if not form.is_valid():
        return shown(request, request_id, form)
    cast_ballot(actor=visit.actor, new=form.new_ballot(request_id), at=visit.at)
    messages.success(request, _("Your vote is counted. Thank you."))
    return redirect("college:vote", request_id=request_id)
