"""A helper's own page: what she is asked, whom she helps, what she offers; pause, confirm, stop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.operations.offers import (
    change_offer,
    confirm_offer,
    pause_offer,
    release_offer,
)
from entremise.mutual_aid.queries.matching import asked_of_user, meetings_of_user
from entremise.mutual_aid.queries.offers import offers_of_user
from entremise.mutual_aid.vocabulary.offers import ReleaseReason
from entremise.web.aid.forms import PauseForm, TermsForm
from entremise.web.aid.helping import helping
from entremise.web.aid.lines import labels, offer_line
from entremise.web.helper.homes import ANSWER, home_of, own_offer, own_page
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(Role.CONTRIBUTOR, is_personal=False)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    user_id = visit.actor.user_id or 0
    mine = offers_of_user(user_id)
    shown = helping(asked_of_user(user_id), meetings_of_user(user_id), mine, visit.at)
    return page(
        request,
        "helper/home.html",
        asked=shown.asked,
        meetings=shown.meetings,
        offers=shown.offers,
        helped=sum(card.helped_count for card in mine),
    )


@audience(*ANSWER, is_personal=False)
@require_POST
def confirm(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit, card = visit_of(request), own_offer(request, offer_id)
    confirm_offer(actor=visit.actor, offer_id=card.offer_id, at=visit.at)
    messages.success(request, _("Thank you. Your offer stands for two months more."))
    return redirect(home_of(visit.actor).url)


@audience(*ANSWER, is_personal=False)
def pause(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit, card = visit_of(request), own_offer(request, offer_id)
    form = PauseForm(request.POST or None)
    if form.is_valid():
        until = form.cleaned_data["until"]
        pause_offer(actor=visit.actor, offer_id=card.offer_id, until=until, at=visit.at)
        messages.success(request, _("Your offer rests. We ask you again on that day."))
        return redirect(home_of(visit.actor).url)
    return own_page(request, "helper/pause.html", form=form, line=offer_line(card, labels()))


@audience(*ANSWER, is_personal=False)
def change(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit, card = visit_of(request), own_offer(request, offer_id)
    form = TermsForm(request.POST or None, offer=card)
    if form.is_valid():
        change_offer(actor=visit.actor, offer_id=card.offer_id, terms=form.terms(), at=visit.at)
        messages.success(request, _("Your offer is changed, from now on."))
        return redirect(home_of(visit.actor).url)
    return own_page(request, "helper/change.html", form=form, line=offer_line(card, labels()))


@audience(*ANSWER, is_personal=False)
def leave(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Asked once more, then it is over; nothing is asked of her any more."""
    visit, card = visit_of(request), own_offer(request, offer_id)
    if request.method == "POST":
        release_offer(
            actor=visit.actor, offer_id=card.offer_id, reason=ReleaseReason.ASKED, at=visit.at
        )
        messages.success(request, _("Your offer is over. Thank you for what you gave."))
        return redirect(home_of(visit.actor).url)
    return own_page(request, "helper/leave.html", line=offer_line(card, labels()))
