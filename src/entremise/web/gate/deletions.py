"""Before a deletion: the list for the archives, their answer, what suspends it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import organizations_by_id
from entremise.commons.operations.deletions import (
    hold_deletion,
    lift_hold,
    note_agreement,
    note_visa,
)
from entremise.commons.queries.deletions import elimination
from entremise.commons.rules import holds_deletions_as, may_prepare_deletions
from entremise.journeys.draw_elimination import draw_elimination
from entremise.web.gate.deletion_forms import AgreementForm, HoldForm, VisaForm
from entremise.web.gate.holding import HOLDS, PREPARES, SEES, holding_of
from entremise.web.gate.standing import ANSWERS, Standing, lines_of, people_in, sees
from entremise.web.gate.standing import standings_of as standings
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import visit_of


def standing_of(request: HttpRequest, campaign_id: int) -> Standing:
    visit = visit_of(request)
    found = standings(visit.actor, visit.at)
    one = next((each for each in found if each.campaign.campaign_id == campaign_id), None)
    if one is None:
        raise Http404
    return one


@audience(*SEES)
@require_safe
def show(request: HttpRequest, campaign_id: int) -> HttpResponse:
    return shown(request, standing_of(request, campaign_id), VisaForm(), HoldForm())


def shown(
    request: HttpRequest, standing: Standing, visa: VisaForm, holding: HoldForm
) -> HttpResponse:
    actor, body = visit_of(request).actor, standing.campaign.organization_id
    campaign_id = standing.campaign.campaign_id
    return page(
        request,
        "gate/deletion.html",
        standing=standing,
        visa=visa,
        may_prepare=may_prepare_deletions(actor, body),
        answered=[(one, ANSWERS[one.visa.answer]) for one in standing.lists if one.visa],
        holding_form=holding,
        holding=holding_of(
            holds=standing.holds,
            may_hold=holds_deletions_as(actor, body) is not None,
            url=reverse("gate:hold", args=[campaign_id]),
            lift_url=lambda one: reverse("gate:lift_hold", args=[campaign_id, one.hold_id]),
            at=standing.at,
        ),
    )


@audience(*PREPARES)
@require_POST
def draw(request: HttpRequest, campaign_id: int) -> HttpResponse:
    standing_of(request, campaign_id)
    visit = visit_of(request)
    drawn = draw_elimination(actor=visit.actor, campaign_id=campaign_id, at=visit.at)
    return redirect("gate:elimination", elimination_id=drawn)


@audience(*SEES)
@require_safe
def show_list(request: HttpRequest, elimination_id: int) -> HttpResponse:
    """The list on paper, to sign and to send in two copies."""
    card = elimination(elimination_id=elimination_id)
    if card is None or not sees(visit_of(request).actor, card.controller_id):
        raise Http404
    return sheet(
        request,
        "gate/elimination.html",
        file=_("elimination-list"),
        card=card,
        body=organizations_by_id([card.controller_id])[card.controller_id],
        lines=lines_of(card),
        people=people_in(card.counts),
    )


@audience(*PREPARES)
@require_POST
def answer(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """What the archives said of the list that waits."""
    standing, form, visit = (
        standing_of(request, campaign_id),
        VisaForm(request.POST),
        visit_of(request),
    )
    if standing.waiting is None:
        raise Http404
    if not form.is_valid():
        return shown(request, standing, form, HoldForm())
    note_visa(
        actor=visit.actor,
        elimination_id=standing.waiting.elimination_id,
        visa=form.visa(),
        at=visit.at,
    )
    messages.success(request, _("The answer of the archives is kept."))
    return redirect("gate:deletion", campaign_id=campaign_id)


@audience(*HOLDS)
@require_POST
def hold(request: HttpRequest, campaign_id: int) -> HttpResponse:
    standing, form, visit = (
        standing_of(request, campaign_id),
        HoldForm(request.POST),
        visit_of(request),
    )
    if not form.is_valid():
        return shown(request, standing, VisaForm(), form)
    new = form.new_hold(standing.campaign.register_id or 0)
    hold_deletion(actor=visit.actor, new=new, at=visit.at)
    messages.success(request, _("Suspended. Everybody may read that it is, and until when."))
    return redirect("gate:deletion", campaign_id=campaign_id)


@audience(*HOLDS)
@require_POST
def lift(request: HttpRequest, campaign_id: int, hold_id: int) -> HttpResponse:
    standing, visit = standing_of(request, campaign_id), visit_of(request)
    if hold_id not in {one.hold_id for one in standing.holds}:
        raise Http404
    lift_hold(actor=visit.actor, hold_id=hold_id, at=visit.at)
    messages.success(request, _("The deletion takes its course again."))
    return redirect("gate:deletion", campaign_id=campaign_id)


@audience(*PREPARES)
def agree(request: HttpRequest) -> HttpResponse:
    """What the archives agree to beforehand, for all registers of one kind of the body."""
    form, visit = AgreementForm(request.POST or None), visit_of(request)
    if form.is_valid():
        new = form.new_agreement(visit.actor.organization_id or 0)
        note_agreement(actor=visit.actor, new=new, at=visit.at)
        messages.success(request, _("Kept. What it names is deleted at its date from now on."))
        return redirect("gate:purges")
    return page(request, "gate/agreement.html", form=form, today=localdate(visit.at))
