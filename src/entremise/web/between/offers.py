"""Offers at the desk: answered within 48 hours, checked, given an account, released with thanks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.aid_categories import credentials_asked
from entremise.journeys.welcome_helper import NewHelper, welcome_helper
from entremise.mutual_aid.operations.offers import (
    accept_offer,
    check_credential,
    decline_offer,
    release_offer,
)
from entremise.mutual_aid.queries.desk import OfferFilters, OfferView, offers_count, offers_listed
from entremise.mutual_aid.queries.needs import trace_of_offer
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.offers import REVIEWED_WITHIN, OfferState, ReleaseReason
from entremise.mutual_aid.vocabulary.wording import MEANS, slot_words
from entremise.web.between.filters import ListFilters
from entremise.web.between.lines import labels, offer_line, step_words
from entremise.web.between.offer_forms import CheckForm, ReleaseForm, WelcomeForm
from entremise.web.between.words import CREDENTIALS
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import visit_of
from entremise.web.triage.labels import names_of


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def list_offers(request: HttpRequest) -> HttpResponse:
    words = labels()
    form = ListFilters(request.GET, words=words)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = request.GET.get("view", "")
    view = OfferView(wanted) if wanted in set(OfferView) else OfferView.LIVING
    filters = OfferFilters(view, asked.get("category", ""), asked.get("district", ""))
    pages = Pages(page_number(request), offers_count(filters=filters))
    rows = offers_listed(filters=filters, offset=pages.offset, size=pages.size)
    return page(
        request,
        "between/offers.html",
        form=form,
        lines=[offer_line(card, words) for card in rows],
        pages=pages,
        query=kept_filters(request),
        tabs=tabs_of(view),
        view=view.value,
    )


def tabs_of(current: OfferView) -> tuple[Tab, ...]:
    rows = (
        (OfferView.LIVING, _("All offers")),
        (OfferView.WAITING, _("To answer")),
        (OfferView.IDLE, _("Free now")),
        (OfferView.ASKED_AGAIN, _("To confirm or paused")),
        (OfferView.RELEASED, _("Over")),
    )
    start = reverse("between:offers")
    return tuple(Tab(label, f"{start}?view={view.value}", view is current) for view, label in rows)


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def show_offer(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit, words = visit_of(request), labels()
    card, trace = offer(offer_id, on=localdate(visit.at)), trace_of_offer(offer_id)
    names = names_of([card.user_id, *(line.user_id for line in trace)])
    return page(
        request,
        "between/offer.html",
        line=offer_line(card, words),
        offer=card,
        helper=names.get(card.user_id, ""),
        means=[MEANS[one] for one in card.means],
        moments=[slot_words(slot) for slot in card.slots],
        checked=[CREDENTIALS.get(kind, kind) for kind in card.credentials],
        waits=card.state is OfferState.WAITING,
        is_living=card.state is not OfferState.RELEASED,
        due_at=card.opened_at + REVIEWED_WITHIN,
        check=CheckForm(kinds=kinds()),
        events=[step_words(one, names) for one in trace],
    )


def kinds() -> list[tuple[str, str]]:
    """What the categories in use ask of a helper."""
    asked = sorted(set(credentials_asked().values()))
    return [(kind, str(CREDENTIALS.get(kind, kind))) for kind in asked]


@audience(Role.GO_BETWEEN)
@require_POST
def accept(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit = visit_of(request)
    accept_offer(actor=visit.actor, offer_id=offer_id, at=visit.at)
    messages.success(request, _("The offer can be proposed from now on."))
    return redirect("between:offer", offer_id=offer_id)


@audience(Role.GO_BETWEEN)
@require_POST
def decline(request: HttpRequest, offer_id: int) -> HttpResponse:
    visit = visit_of(request)
    decline_offer(actor=visit.actor, offer_id=offer_id, at=visit.at)
    messages.success(request, _("The offer is declined. Tell the person why, and thank her."))
    return redirect("between:offer", offer_id=offer_id)


@audience(Role.GO_BETWEEN)
def welcome(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Open the helper's account; the link is shown once, on this page."""
    visit = visit_of(request)
    card = offer(offer_id, on=localdate(visit.at))
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
        return page(
            request,
            "between/check.html",
            form=form,
            offer=offer(offer_id, on=localdate(visit.at)),
        )
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
    return page(
        request, "between/release.html", form=form, offer=offer(offer_id, on=localdate(visit.at))
    )
