"""Clerks: ballots given on paper or by phone, entered by one and read again by another."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ballots import (
    cast_ballot,
    check_ballot,
    give_proxy,
    take_ballot_back,
)
from entremise.commons.operations.debates import contribute
from entremise.commons.queries.uses import use, use_published, uses_in, votes_open
from entremise.commons.queries.votes import ballots_to_check, seats, seats_to_hear
from entremise.commons.vocabulary.uses import UseState
from entremise.commons.vocabulary.votes import (
    BallotChannel,
    Choice,
    NewBallot,
    NewContribution,
    NewProxy,
    SeatCard,
)
from entremise.web.college.forms import CheckForm, HeardForm, HeardProxyForm, PaperForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import visit_of
from entremise.web.uses.lines import facts_of
from entremise.web.uses.words import CHANNELS, CHOICES, COLLEGES, OPINIONS


@audience(Role.CLERK)
@require_safe
def list_ballots(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    waiting = [
        {
            "card": card,
            "channel": CHANNELS[card.channel],
            "is_mine": card.entered_by == visit.actor.user_id,
        }
        for card in ballots_to_check(at=visit.at)
    ]
    return page(
        request,
        "college/ballots.html",
        votes=votes_open(at=visit.at),
        debates=uses_in((UseState.DELIBERATING,)),
        waiting=waiting,
    )


@audience(Role.CLERK)
def enter(request: HttpRequest, request_id: int) -> HttpResponse:
    visit = visit_of(request)
    rows = {row.request_id: row for row in votes_open(at=visit.at)}
    if request_id not in rows:
        raise Http404
    members = named(seats_to_hear(request_id=request_id, at=visit.at))
    form = PaperForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        cast_ballot(actor=visit.actor, new=form.new_ballot(request_id), at=visit.at)
        messages.success(
            request, _("The ballot is entered. It counts once a second person has read it.")
        )
        return redirect("college:ballots")
    return page(request, "college/enter.html", row=rows[request_id], form=form, members=members)


def named(found: Iterable[SeatCard]) -> list[tuple[int, str]]:
    return [(seat.member_id, f"{seat.full_name} · {COLLEGES[seat.college]}") for seat in found]


@audience(Role.CLERK)
def hear(request: HttpRequest, request_id: int) -> HttpResponse:
    """What a member says in the debate, by phone or on paper."""
    visit = visit_of(request)
    public = use_published(request_id, at=visit.at)
    if public is None:
        raise Http404
    form = HeardForm(request.POST or None, members=named(seats(at=visit.at)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewContribution(
            request_id, given["text"], BallotChannel(given["channel"]), given["member"]
        )
        contribute(actor=visit.actor, new=new, at=visit.at)
        messages.success(request, _("What she said is public, without her name."))
        return redirect("college:ballots")
    return page(request, "college/hear.html", use=public, form=form)


@audience(Role.CLERK)
def enter_proxy(request: HttpRequest, request_id: int) -> HttpResponse:
    visit = visit_of(request)
    rows = {row.request_id: row for row in votes_open(at=visit.at)}
    if request_id not in rows:
        raise Http404
    givers = named(seats_to_hear(request_id=request_id, at=visit.at))
    form = HeardProxyForm(request.POST or None, givers=givers, members=named(seats(at=visit.at)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewProxy(request_id, holder_id=given["holder"], giver_id=given["giver"])
        give_proxy(actor=visit.actor, new=new, at=visit.at)
        messages.success(request, _("The proxy is noted. The other member votes on her page."))
        return redirect("college:ballots")
    return page(request, "college/enter_proxy.html", row=rows[request_id], form=form)


@audience(Role.CLERK, Role.LEGAL_OFFICER, Role.MEMBER)
@require_safe
def paper(request: HttpRequest, request_id: int) -> HttpResponse:
    """The summary and the ballot, to be sent or handed out on paper."""
    public = use_published(request_id, at=visit_of(request).at)
    if public is None:
        raise Http404
    card = use(request_id)
    return sheet(
        request,
        "college/paper.html",
        file="bulletin",
        card=card,
        use=public,
        facts=facts_of(card),
        opinion=card.opinion and (OPINIONS[card.opinion.verdict], card.opinion.text),
        choices=list(CHOICES.values()),
    )


@audience(Role.CLERK)
def check(request: HttpRequest, ballot_id: int) -> HttpResponse:
    visit = visit_of(request)
    card = next((c for c in ballots_to_check(at=visit.at) if c.ballot_id == ballot_id), None)
    if card is None:
        raise Http404
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = NewBallot(card.request_id, Choice(form.cleaned_data["choice"]))
        check_ballot(actor=visit.actor, ballot_id=ballot_id, new=new, at=visit.at)
        messages.success(request, _("Both readings agree: the ballot counts."))
        return redirect("college:ballots")
    return page(request, "college/check.html", card=card, form=form)


@audience(Role.CLERK)
@require_POST
def take_back(request: HttpRequest, ballot_id: int) -> HttpResponse:
    visit = visit_of(request)
    take_ballot_back(actor=visit.actor, ballot_id=ballot_id, at=visit.at)
    messages.success(request, _("The ballot is taken back. Enter it anew."))
    return redirect("college:ballots")
