"""What the desk does with an offer: its first answer, a check, an account, a pause, « does it still stand? », its end with thanks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys import stand_offer
from entremise.journeys.helper_card import helper_card
from entremise.journeys.welcome_helper import NewHelper, welcome_helper
from entremise.mutual_aid.operations.offers import (
    check_credential,
    confirm_offer,
    pause_offer,
    release_offer,
)
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.offers import OfferCard, ReleaseReason, WhyDeclined
from entremise.web.aid.forms import PauseForm
from entremise.web.between.offer_forms import CheckForm, DeclineForm, ReleaseForm, WelcomeForm
from entremise.web.between.offers import kinds, offer_page
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


def card_of(request: HttpRequest, offer_id: int) -> OfferCard:
    return offer(offer_id, on=localdate(visit_of(request).at))


@audience(Role.GO_BETWEEN)
@require_POST
def accept(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit = visit_of(request)
    stand_offer.accept(actor=visit.actor, offer_id=offer_id, at=visit.at)
    messages.success(request, _("The offer can be proposed from now on."))
    return redirect("between:offer", offer_id=offer_id)


@audience(Role.GO_BETWEEN)
def decline(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit, form = visit_of(request), DeclineForm(request.POST or None)
    if form.is_valid():
        why = WhyDeclined(form.cleaned_data["why"])
        stand_offer.decline(actor=visit.actor, offer_id=offer_id, why=why, at=visit.at)
        messages.success(request, _("The offer is declined. Tell the person why, and thank her."))
        return redirect("between:offer", offer_id=offer_id)
    return page(request, "between/decline.html", form=form, offer=card_of(request, offer_id))


@audience(Role.GO_BETWEEN)
def pause(request: HttpRequest, offer_id: int) -> HttpResponse:
    """The helper rang: nothing is asked of her before a day."""
    visit, form = visit_of(request), PauseForm(request.POST or None)
    if form.is_valid():
        until = form.cleaned_data["until"]
        pause_offer(actor=visit.actor, offer_id=offer_id, until=until, at=visit.at)
        messages.success(request, _("Nothing is asked of this helper before that day."))
        return redirect("between:offer", offer_id=offer_id)
    return page(request, "between/pause.html", form=form, offer=card_of(request, offer_id))


@audience(Role.GO_BETWEEN)
@require_POST
def confirm(request: HttpRequest, offer_id: int) -> HttpResponse:
    """The helper said that it still stands, or that her pause is over."""
    visit = visit_of(request)
    confirm_offer(actor=visit.actor, offer_id=offer_id, at=visit.at)
    messages.success(request, _("The offer stands. It is asked about again in two months."))
    return redirect("between:offer", offer_id=offer_id)


@audience(Role.GO_BETWEEN)
@require_POST
def ask_again(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit = visit_of(request)
    stand_offer.ask_now(actor=visit.actor, offer_id=offer_id, at=visit.at)
    messages.success(request, _("The helper is asked. Without answer in two weeks, it ends."))
    return redirect("between:offer", offer_id=offer_id)


@audience(Role.GO_BETWEEN)
@require_POST
def read_helper(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Shown on the answer alone: this reading leaves a trace, and the page asked again shows nobody."""
    visit, card = visit_of(request), card_of(request, offer_id)
    seen = helper_card(actor=visit.actor, offer=card, at=visit.at)
    return offer_page(request, card, seen)


@audience(Role.GO_BETWEEN)
def welcome(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Open the helper's account; the link is shown once, on this page."""
    visit, card = visit_of(request), card_of(request, offer_id)
    form = WelcomeForm(request.POST or None)
    link = ""
    if form.is_valid():
        new = NewHelper(**form.cleaned_data)
        secret = welcome_helper(actor=visit.actor, offer_id=offer_id, new=new, at=visit.at)
        link = request.build_absolute_uri(reverse("account:link", kwargs={"secret": secret}))
    return page(request, "between/welcome.html", form=form, offer=card, link=link)


@audience(Role.GO_BETWEEN)
@require_POST
def check(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit, form = visit_of(request), CheckForm(request.POST, kinds=kinds())
    if not form.is_valid():
        return page(request, "between/check.html", form=form, offer=card_of(request, offer_id))
    check_credential(actor=visit.actor, offer_id=offer_id, at=visit.at, **form.cleaned_data)
    return redirect("between:offer", offer_id=offer_id)


@audience(Role.GO_BETWEEN)
def release(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit, form = visit_of(request), ReleaseForm(request.POST or None)
    if form.is_valid():
        reason = ReleaseReason(form.cleaned_data["reason"])
        release_offer(actor=visit.actor, offer_id=offer_id, reason=reason, at=visit.at)
        messages.success(request, _("The offer is over, with our thanks."))
        return redirect("between:offer", offer_id=offer_id)
    return page(request, "between/release.html", form=form, offer=card_of(request, offer_id))
