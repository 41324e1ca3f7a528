"""A plan: activated by an act, red by another, lifted by a third."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id, host_organization
from entremise.accounts.vocabulary import Role
from entremise.commons.operations.activations import activate_plan, lift_plan, turn_red
from entremise.commons.queries.decisions import activation, activations_in_force, acts_of
from entremise.commons.vocabulary.activations import ActivationCard
from entremise.web.decision.forms import ActForm, ActivateForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.words import ACTS, PLANS

WHO = (Role.DECIDER, Role.CAMPAIGN_LEAD)


@audience(*WHO)
def activate(request: HttpRequest) -> HttpResponse:
    form, visit, host = ActivateForm(request.POST or None), visit_of(request), host_organization()
    if request.method == "POST" and form.is_valid():
        activation_id = activate_plan(
            actor=visit.actor,
            new=form.new_activation(host.territory_code if host else ""),
            at=visit.at,
        )
        messages.success(request, _("The plan is in force. Campaigns may open."))
        return redirect("decision:plan", activation_id=activation_id)
    return page(request, "decision/activate.html", form=form)


@audience(*WHO)
@require_safe
def show_plan(request: HttpRequest, activation_id: int) -> HttpResponse:
    return shown(request, card_of(activation_id))


def card_of(activation_id: int) -> ActivationCard:
    try:
        return activation(activation_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def shown(request: HttpRequest, card: ActivationCard, wrong: ActForm | None = None) -> HttpResponse:
    acts = acts_of(card.activation_id)
    names = accounts_by_id({act.user_id for act in acts})
    events = [
        (act.at, ACTS[act.kind], f"{act.act_reference} · {names[act.user_id].display_name}")
        for act in reversed(acts)
    ]
    in_force = {one.activation_id for one in activations_in_force(at=visit_of(request).at)}
    return page(
        request,
        "decision/plan.html",
        card=card,
        plan=PLANS[card.plan],
        wrong=wrong,
        red=filled(wrong, "red"),
        lift=filled(wrong, "lift"),
        events=events,
        is_in_force=card.activation_id in in_force,
    )


def filled(wrong: ActForm | None, name: str) -> ActForm:
    """The form of one of the two acts: as it was typed when it is the one that was wrong."""
    auto_id = f"{name}_%s"
    return wrong if wrong is not None and wrong.auto_id == auto_id else ActForm(auto_id=auto_id)


Step = Callable[..., None]


def act(request: HttpRequest, activation_id: int, name: str, step: Step, text: str) -> HttpResponse:
    form, visit = ActForm(request.POST, auto_id=f"{name}_%s"), visit_of(request)
    if not form.is_valid():
        return shown(request, card_of(activation_id), form)
    step(actor=visit.actor, activation_id=activation_id, at=visit.at, **form.cleaned_data)
    messages.success(request, text)
    return redirect("decision:plan", activation_id=activation_id)


@audience(*WHO)
@require_POST
def turn_plan_red(request: HttpRequest, activation_id: int) -> HttpResponse:
    return act(
        request,
        activation_id,
        "red",
        turn_red,
        _("The order is noted: calls on Sundays are allowed."),
    )


@audience(*WHO)
@require_POST
def lift(request: HttpRequest, activation_id: int) -> HttpResponse:
    return act(
        request, activation_id, "lift", lift_plan, _("The plan is lifted. What it armed is closed.")
    )
