"""An association answers for the needs that it was shown, and sees the person only once it has said yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.operations.sharing import end_charge, refuse_charge, take_charge
from entremise.mutual_aid.queries.sharing import answer_hours, need_shared, needs_shared
from entremise.mutual_aid.vocabulary.matching import Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.needs import NeedCard, NeedState
from entremise.web.aid.lines import labels, need_line
from entremise.web.aid.seen import Seen, seen_by
from entremise.web.partner.forms import RefuseForm, TellForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of


@audience(Role.PARTNER, is_personal=False)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    visit, words = visit_of(request), labels()
    lines = [
        need_line(card, words, "", visit.at) for card in needs_shared(visit.actor.organization_id)
    ]
    return page(
        request,
        "partner/home.html",
        asked=[line for line in lines if line.need.state is NeedState.ORIENTED],
        helped=[line for line in lines if line.need.state is NeedState.UNDER_WAY],
        hours=answer_hours().get(visit.actor.organization_id or 0),
        people=people_of(visit),
    )


def people_of(visit: Visit) -> list[str]:
    """Who answers here for the association."""
    body = visit.actor.organization_id
    found = accounts_with_role(role=Role.PARTNER, organization_id=body, at=visit.at)
    return [one.display_name for one in found]


@audience(Role.PARTNER)
@require_safe
def show_need(request: HttpRequest, need_id: int) -> HttpResponse:
    visit = visit_of(request)
    card = need_shared(need_id, actor=visit.actor)
    is_taken = card.state is NeedState.UNDER_WAY
    return page(
        request,
        "partner/need.html",
        line=need_line(card, labels(), "", visit.at),
        need=card,
        is_taken=is_taken,
        who=person_of(visit, card) if is_taken else None,
    )


def person_of(visit: Visit, card: NeedCard) -> Seen:
    """Whom her colleague who took charge sees, and nobody else of the association."""
    closed = _("Only your colleague who said yes sees the person, as long as the person agrees.")
    return seen_by(visit, card.person, card.key, closed=closed)


@audience(Role.PARTNER, is_personal=False)
@require_POST
def take(request: HttpRequest, need_id: int) -> HttpResponse:
    visit = visit_of(request)
    take_charge(actor=visit.actor, need_id=need_id, at=visit.at)
    messages.success(request, _("Thank you. You see the person from now on, for this help only."))
    return redirect("partner:need", need_id=need_id)


@audience(Role.PARTNER, is_personal=False)
def refuse(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, form = visit_of(request), RefuseForm(request.POST or None)
    card = need_shared(need_id, actor=visit.actor)
    if form.is_valid():
        reason = RefusalReason(form.cleaned_data["reason"])
        refuse_charge(actor=visit.actor, need_id=need_id, reason=reason, at=visit.at)
        messages.success(request, _("Thank you for the answer: the desk looks elsewhere at once."))
        return redirect("partner:home")
    return page(request, "partner/refuse.html", form=form, need=card)


@audience(Role.PARTNER, is_personal=False)
def tell(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, form = visit_of(request), TellForm(request.POST or None)
    card = need_shared(need_id, actor=visit.actor)
    if form.is_valid():
        outcome = Outcome(form.cleaned_data["outcome"])
        end_charge(actor=visit.actor, need_id=need_id, outcome=outcome, at=visit.at)
        messages.success(request, _("Thank you. The desk asks the person too."))
        return redirect("partner:home")
    return page(request, "partner/tell.html", form=form, need=card)
