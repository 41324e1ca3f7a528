"""Clerks: ballots given on paper or by phone, entered by one and read again by another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ballots import cast_ballot, check_ballot, take_ballot_back
from entremise.commons.queries.uses import votes_open
from entremise.commons.queries.votes import ballots_to_check, seats_to_hear
from entremise.commons.vocabulary.votes import Choice, NewBallot
from entremise.web.college.forms import CheckForm, PaperForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.words import CHANNELS, COLLEGES


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
    return page(request, "college/ballots.html", votes=votes_open(at=visit.at), waiting=waiting)


@audience(Role.CLERK)
def enter(request: HttpRequest, request_id: int) -> HttpResponse:
    visit = visit_of(request)
    rows = {row.request_id: row for row in votes_open(at=visit.at)}
    if request_id not in rows:
        raise Http404
    members = [
        (seat.member_id, f"{seat.full_name} · {COLLEGES[seat.college]}")
        for seat in seats_to_hear(request_id=request_id, at=visit.at)
    ]
    form = PaperForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        cast_ballot(actor=visit.actor, new=form.new_ballot(request_id), at=visit.at)
        messages.success(
            request, _("The ballot is entered. It counts once a second person has read it.")
        )
        return redirect("college:ballots")
    return page(request, "college/enter.html", row=rows[request_id], form=form, members=members)


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
