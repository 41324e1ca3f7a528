"""What an association offers as a group, what it is asked for it, and whom its people help."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.operations.offers import receive_offer
from entremise.mutual_aid.queries.matching import asked_of_body, meetings_of_body
from entremise.mutual_aid.queries.offers import offers_of_body
from entremise.mutual_aid.vocabulary.common import Channel
from entremise.mutual_aid.vocabulary.offers import NewOffer, OfferKind
from entremise.web.aid.helping import helping
from entremise.web.aid.lines import labels
from entremise.web.partner.forms import GroupOfferForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(Role.PARTNER, is_personal=False)
@require_safe
def show_offers(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    body = visit.actor.organization_id
    shown = helping(asked_of_body(body), meetings_of_body(body), offers_of_body(body), visit.at)
    return page(
        request,
        "partner/offers.html",
        asked=shown.asked,
        meetings=shown.meetings,
        offers=shown.offers,
    )


@audience(Role.PARTNER, is_personal=False)
def make_offer(request: HttpRequest) -> HttpResponse:
    """« Five people on Saturdays »: the desk answers within 48 hours, as for a neighbour."""
    visit = visit_of(request)
    form = GroupOfferForm(request.POST or None, words=labels())
    if form.is_valid():
        receive_offer(
            actor=visit.actor, new=new_offer(form, visit.actor.organization_id), at=visit.at
        )
        messages.success(request, _("Thank you. The desk answers within 48 hours."))
        return redirect("partner:offers")
    return page(request, "partner/new_offer.html", form=form)


def new_offer(form: GroupOfferForm, organization_id: int | None) -> NewOffer:
    terms = form.terms()
    return NewOffer(
        key=form.cleaned_data["key"],
        person=uuid.uuid4(),  # a group: nobody's entry stands behind
        kind=OfferKind.STANDING,
        channel=Channel.PARTNER,
        categories=tuple(form.cleaned_data["categories"]),
        spot=form.spot(),
        radius_m=terms.radius_m,
        capacity=terms.capacity,
        languages=tuple(form.cleaned_data["languages"]),
        slots=terms.slots,
        until=terms.until,
        organization_id=organization_id,
    )
