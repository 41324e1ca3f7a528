"""What is in force: plans, decisions, emergencies."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.votes import revoke_decision
from entremise.commons.queries.decisions import (
    activations_in_force,
    decisions_in_force,
    emergencies,
)
from entremise.commons.queries.exports import exports_to_sign
from entremise.commons.vocabulary.decisions import DecisionKind
from entremise.web.decision.forms import RevokeForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.numbers import reached_of
from entremise.web.uses.words import DECISION_KINDS, PLANS, PURPOSES


@audience(Role.DECIDER, Role.CAMPAIGN_LEAD)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    cards = decisions_in_force(at=visit.at)
    reached = reached_of(cards)
    decided = [
        (card, DECISION_KINDS[card.kind], PURPOSES[card.purpose], reached[card.decision_id])
        for card in cards
    ]
    return page(
        request,
        "decision/home.html",
        plans=[(card, PLANS[card.plan]) for card in activations_in_force(at=visit.at)],
        decided=decided,
        emergencies=emergencies(at=visit.at)[:10],
        is_decider=visit.actor.has(Role.DECIDER),
        waiting=exports_to_sign(at=visit.at, organization_id=visit.actor.organization_id or 0),
    )


@audience(Role.DECIDER)
def revoke(request: HttpRequest, decision_id: int) -> HttpResponse:
    visit = visit_of(request)
    in_force = {card.decision_id: card for card in decisions_in_force(at=visit.at)}
    card = in_force.get(decision_id)
    if card is None:
        raise Http404
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        revoke_decision(
            actor=visit.actor,
            decision_id=decision_id,
            reason=form.cleaned_data["reason"],
            at=visit.at,
        )
        messages.success(request, _("The decision has ended. Nothing is read under it any more."))
        return redirect("decision:home")
    is_urgent = card.kind is DecisionKind.EMERGENCY
    return page(request, "decision/revoke.html", card=card, form=form, is_urgent=is_urgent)
