"""Members: what is debated, the vote, what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ballots import cast_ballot, give_proxy
from entremise.commons.operations.debates import contribute
from entremise.commons.queries.uses import use, use_published, uses_published, votes_open
from entremise.commons.queries.votes import seat_of, voted_on
from entremise.commons.vocabulary.votes import (
    BallotChannel,
    Choice,
    NewBallot,
    NewContribution,
    NewProxy,
)
from entremise.web.college.forms import ProxyForm, SpeechForm, VoteForm
from entremise.web.college.voter import colleagues_of, voter_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.lines import debate_of, facts_of, steps_of, votes_of
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
    return shown(request, request_id)


def shown(
    request: HttpRequest,
    request_id: int,
    form: VoteForm | None = None,
    speech: SpeechForm | None = None,
    proxy: ProxyForm | None = None,
) -> HttpResponse:
    visit = visit_of(request)
    public = use_published(request_id, at=visit.at)
    if public is None:
        raise Http404
    card = use(request_id)
    word, kind = STATUSES[public.status]
    return page(
        request,
        "college/vote.html",
        card=card,
        word=word,
        kind=kind,
        form=form or VoteForm(),
        speech=speech or SpeechForm(auto_id="said_%s"),
        proxy=proxy or ProxyForm(None, members=colleagues_of(visit)),
        voter=voter_of(card, visit),
        debate=debate_of(request_id),
        facts=facts_of(card),
        steps=steps_of(card.steps),
        opinion=card.opinion and (OPINIONS[card.opinion.verdict], card.opinion.text),
        gate=card.gate and (VERDICTS[card.gate.verdict], card.gate.reasons),
        votes=votes_of(card.request_id, card.state, visit.at),
    )


@audience(Role.MEMBER)
@require_POST
def vote(request: HttpRequest, request_id: int) -> HttpResponse:
    form, visit = VoteForm(request.POST), visit_of(request)
    if not form.is_valid():
        return shown(request, request_id, form=form)
    cast_ballot(actor=visit.actor, new=form.new_ballot(request_id), at=visit.at)
    return told(request, request_id, _("Your vote is counted. Thank you."))


@audience(Role.MEMBER)
@require_POST
def vote_for(request: HttpRequest, request_id: int, member_id: int) -> HttpResponse:
    form, visit = VoteForm(request.POST), visit_of(request)
    if not form.is_valid():
        return shown(request, request_id, form=form)
    new = NewBallot(
        request_id,
        Choice(form.cleaned_data["choice"]),
        channel=BallotChannel.PROXY,
        member_id=member_id,
        opinion=form.cleaned_data["opinion"],
    )
    cast_ballot(actor=visit.actor, new=new, at=visit.at)
    return told(request, request_id, _("The vote by proxy is counted. Thank you."))


@audience(Role.MEMBER)
@require_POST
def ask_proxy(request: HttpRequest, request_id: int) -> HttpResponse:
    visit = visit_of(request)
    form = ProxyForm(request.POST, members=colleagues_of(visit))
    if not form.is_valid():
        return shown(request, request_id, proxy=form)
    new = NewProxy(request_id, holder_id=form.cleaned_data["holder"])
    give_proxy(actor=visit.actor, new=new, at=visit.at)
    return told(request, request_id, _("Your proxy is given. You may still vote first yourself."))


@audience(Role.MEMBER)
@require_POST
def speak(request: HttpRequest, request_id: int) -> HttpResponse:
    form, visit = SpeechForm(request.POST, auto_id="said_%s"), visit_of(request)
    if not form.is_valid():
        return shown(request, request_id, speech=form)
    new = NewContribution(request_id, form.cleaned_data["text"])
    contribute(actor=visit.actor, new=new, at=visit.at)
    return told(request, request_id, _("What you said is public, without your name."))


def told(request: HttpRequest, request_id: int, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("college:vote", request_id=request_id)
