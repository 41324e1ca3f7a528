"""Needs near a helper: by class of distance, never by place; she says « I can », and the desk asks the person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys import ask_helper
from entremise.kernel.errors import Refused
from entremise.mutual_aid.queries.nearby import needs_nearby, needs_nearby_count
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offers_of_user
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.offers import USABLE, OfferCard
from entremise.web.aid.lines import distance_words, labels, need_line
from entremise.web.helper.forms import NearForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import actor_of, visit_of


def standing_offer(request: HttpRequest) -> OfferCard | None:
    """The offer from whose place distances are counted: her newest that can be used."""
    mine = offers_of_user(actor_of(request).user_id or 0)
    return next((card for card in mine if card.state in USABLE and card.spot is not None), None)


@audience(Role.CONTRIBUTOR, is_personal=False)
@require_safe
def show_near(request: HttpRequest) -> HttpResponse:
    visit, words, mine = visit_of(request), labels(), standing_offer(request)
    form = NearForm(request.GET, categories=list(words.categories.items()))
    asked = form.cleaned_data if form.is_valid() else {}
    if mine is None or mine.spot is None:
        return page(request, "helper/near.html", form=form, lines=[], pages=None, mine=None)
    categories = (asked["category"],) if asked.get("category") else ()
    radius_m = asked.get("radius") or mine.radius_m
    total = needs_nearby_count(spot=mine.spot, radius_m=radius_m, categories=categories)
    pages = Pages(page_number(request), total)
    found = needs_nearby(
        spot=mine.spot,
        radius_m=radius_m,
        categories=categories,
        offset=pages.offset,
        size=pages.size,
    )
    return page(
        request,
        "helper/near.html",
        form=form,
        mine=mine,
        lines=[
            (need_line(one.need, words, "", visit.at), distance_words(one.distance_m))
            for one in found
        ],
        pages=pages,
        query=kept_filters(request),
    )


@audience(Role.CONTRIBUTOR, is_personal=False)
@require_POST
def volunteer(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, mine, wanted = visit_of(request), standing_offer(request), need(need_id)
    if mine is None or mine.spot is None or wanted.spot is None:
        raise Refused(Refusal.NOT_YOURS)
    ask_helper.volunteer(actor=visit.actor, need_id=need_id, offer_id=mine.offer_id, at=visit.at)
    messages.success(request, _("Thank you. The desk asks the person, then tells you."))
    return redirect("helper:home")
