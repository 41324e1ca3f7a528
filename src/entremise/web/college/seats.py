"""Who sits in which college, and until when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Role
from entremise.commons.operations.seats import end_seat
from entremise.commons.queries.votes import needed_colleges, seats
from entremise.commons.vocabulary.votes import CollegeKind
from entremise.journeys.seat_somebody import seat_somebody
from entremise.web.college.forms import SeatForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.words import COLLEGES


@audience(Role.LEGAL_OFFICER, Role.DECIDER, Role.MEMBER)
@require_safe
def list_seats(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    cards, needed = seats(at=visit.at), needed_colleges(visit.at)
    colleges = [
        (COLLEGES[kind], kind in needed, [card for card in cards if card.college is kind])
        for kind in CollegeKind
    ]
    may_change = bool(visit.actor.roles & {Role.LEGAL_OFFICER, Role.DECIDER})
    return page(request, "college/seats.html", colleges=colleges, may_change=may_change)


@audience(Role.LEGAL_OFFICER, Role.DECIDER)
def add(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    members = accounts_with_role(role=Role.MEMBER, organization_id=None, at=visit.at)
    choices = [(account.user_id, account.display_name) for account in members]
    form = SeatForm(request.POST or None, accounts=choices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        seat_somebody(
            actor=visit.actor,
            user_id=given["account"],
            full_name=given["full_name"],
            college=form.kind,
            is_drawn_by_lot=given["is_drawn_by_lot"],
            ends_at=form.ends_at,
            at=visit.at,
        )
        messages.success(request, _("The seat is given."))
        return redirect("college:seats")
    return page(request, "college/add_seat.html", form=form)


@audience(Role.LEGAL_OFFICER, Role.DECIDER)
@require_POST
def end(request: HttpRequest, member_id: int) -> HttpResponse:
    visit = visit_of(request)
    end_seat(actor=visit.actor, member_id=member_id, at=visit.at)
    messages.success(request, _("The seat has ended."))
    return redirect("college:seats")
