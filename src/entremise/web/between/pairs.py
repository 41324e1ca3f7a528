"""A human decides of each pair: ask the helper, put it aside with a reason, note the yes that was heard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys import ask_helper
from entremise.mutual_aid.queries.matching import proposal
from entremise.web.between.forms import AsideForm
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import key_in
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(Role.GO_BETWEEN)
@require_POST
def propose(request: HttpRequest, need_id: int) -> HttpResponse:
    """An offer that the agent has chosen herself."""
    visit = visit_of(request)
    offer_id = key_in(request.POST.get("offer", ""))
    if offer_id is not None:
        ask_helper.choose_and_ask(
            actor=visit.actor, need_id=need_id, offer_id=offer_id, at=visit.at
        )
    return redirect("between:need", need_id=need_id)


@audience(Role.GO_BETWEEN)
@require_POST
def send(request: HttpRequest, proposal_id: int) -> HttpResponse:
    visit = visit_of(request)
    need_id = ask_helper.take_and_ask(actor=visit.actor, proposal_id=proposal_id, at=visit.at)
    return redirect("between:need", need_id=need_id)


@audience(Role.GO_BETWEEN)
def put_aside(request: HttpRequest, proposal_id: int) -> HttpResponse:
    visit, card, form = visit_of(request), proposal(proposal_id), AsideForm(request.POST or None)
    if form.is_valid():
        ask_helper.put_aside(
            actor=visit.actor, proposal_id=proposal_id, reason=form.chosen, at=visit.at
        )
        return redirect("between:need", need_id=card.need_id)
    return page(request, "between/put_aside.html", form=form, pair=card)


@audience(Role.GO_BETWEEN)
@require_POST
def helper_agrees(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The helper's yes, heard on the phone by the owner of the need."""
    visit = visit_of(request)
    ask_helper.say_yes(actor=visit.actor, proposal_id=proposal_id, at=visit.at)
    return redirect("between:need", need_id=proposal(proposal_id).need_id)
