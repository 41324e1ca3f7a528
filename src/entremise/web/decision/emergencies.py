"""The emergency lane: a first signature, a second one, 72 hours."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.commons.operations.emergencies import open_emergency, sign_emergency
from entremise.commons.queries.decisions import emergency
from entremise.web.decision.forms import EmergencyForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.lines import fields_of, names_of
from entremise.web.uses.words import PURPOSES


@audience(Role.DECIDER)
def open_lane(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    form = EmergencyForm(request.POST or None, at=visit.at)
    if request.method == "POST" and form.is_valid():
        decision_id = open_emergency(actor=visit.actor, new=form.new_emergency(), at=visit.at)
        messages.success(
            request, _("Your signature is noted. A second person signs, then 72 hours begin.")
        )
        return redirect("decision:emergency", decision_id=decision_id)
    return page(request, "decision/emergency_new.html", form=form)


@audience(Role.DECIDER)
@require_safe
def show_emergency(request: HttpRequest, decision_id: int) -> HttpResponse:
    visit = visit_of(request)
    try:
        card = emergency(decision_id, at=visit.at)
    except ObjectDoesNotExist:
        raise Http404 from None
    names = accounts_by_id({one.user_id for one in card.signatures})
    signed = [(one, names[one.user_id].display_name) for one in card.signatures]
    facts = (
        (_("Purpose"), PURPOSES[card.purpose]),
        (_("Lists used"), names_of(card.registers)),
        (_("Fields read"), fields_of(card.groups)),
        (_("Reason of the emergency"), card.reason),
    )
    has_signed = visit.actor.human_id in {one.human_id for one in card.signatures}
    return page(
        request,
        "decision/emergency.html",
        card=card,
        facts=facts,
        signed=signed,
        may_sign=card.is_waiting and not has_signed,
    )


@audience(Role.DECIDER)
@require_POST
def sign(request: HttpRequest, decision_id: int) -> HttpResponse:
    visit = visit_of(request)
    sign_emergency(actor=visit.actor, decision_id=decision_id, at=visit.at)
    messages.success(request, _("The use is open for 72 hours. The colleges vote meanwhile."))
    return redirect("decision:emergency", decision_id=decision_id)
