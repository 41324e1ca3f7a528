"""A helper's yes or no, and the person she helps once both have said yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.journeys import ask_helper, bring_together
from entremise.journeys.aid_categories import aid_categories
from entremise.journeys.check_meetings import tell_how_it_went
from entremise.journeys.raise_concern import raise_concern
from entremise.mutual_aid.queries.matching import introduction, proposal
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.relays import relays_of, waiting_for
from entremise.mutual_aid.vocabulary.matching import (
    IntroductionCard,
    Outcome,
    RefusalReason,
    Side,
)
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.web.aid.concern import IS_OVER, ConcernForm, told
from entremise.web.aid.lines import labels, need_line
from entremise.web.aid.seen import Seen, seen_by
from entremise.web.between.money import money_line
from entremise.web.helper.forms import TellForm, WhyNotForm
from entremise.web.helper.homes import ANSWER, home_of, own_offer, own_page
from entremise.web.shell.audience import audience
from entremise.web.shell.visit import Visit, visit_of


@audience(*ANSWER, is_personal=False)
@require_POST
def accept(request: HttpRequest, proposal_id: int) -> HttpResponse:
    visit = visit_of(request)
    met = ask_helper.say_yes(actor=visit.actor, proposal_id=proposal_id, at=visit.at)
    messages.success(request, _("Thank you. The desk asks the person, then tells you."))
    return redirect("helper:meeting", introduction_id=met)


@audience(*ANSWER, is_personal=False)
def refuse(request: HttpRequest, proposal_id: int) -> HttpResponse:
    visit, form = visit_of(request), WhyNotForm(request.POST or None)
    own_offer(request, proposal(proposal_id).offer_id)
    if form.is_valid():
        ask_helper.say_no(
            actor=visit.actor,
            proposal_id=proposal_id,
            reason=RefusalReason(form.cleaned_data["reason"]),
            at=visit.at,
        )
        messages.success(request, _("Thank you for the answer: somebody else is asked now."))
        return redirect(home_of(visit.actor).url)
    return own_page(request, "helper/refuse.html", form=form)


def own_meeting(request: HttpRequest, introduction_id: int) -> IntroductionCard:
    card = introduction(introduction_id)
    own_offer(request, card.offer_id)
    return card


@audience(*ANSWER)
@require_safe
def show_meeting(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """Whom she helps: her first name, her phone, where, and what she wrote; only from two yes until the end."""
    visit, words = visit_of(request), labels()
    card = own_meeting(request, introduction_id)
    wanted = need(card.need_id)
    is_open = card.revealed_at is not None and card.closed_at is None
    found = aid_categories().get(wanted.category)
    return own_page(
        request,
        "helper/meeting.html",
        meeting=card,
        line=need_line(wanted, words, "", visit.at),
        who=person_of(visit, wanted) if is_open else None,
        is_open=is_open,
        word_count=waiting_for(Side.HELPER, relays_of(introduction_id)),
        rule=found.rule if found else "",
        money=money_line(wanted, card),
    )


def person_of(visit: Visit, wanted: NeedCard) -> Seen:
    closed = _("The person has closed her information. Call the desk before you go.")
    return seen_by(visit, wanted.person, wanted.key, closed=closed)


@audience(*ANSWER, is_personal=False)
def tell(request: HttpRequest, introduction_id: int) -> HttpResponse:
    visit, form = visit_of(request), TellForm(request.POST or None)
    card = own_meeting(request, introduction_id)
    if form.is_valid() and form.cleaned_data["outcome"] == Outcome.CONCERN:
        address = reverse("helper:concern", args=[introduction_id])
        return redirect(f"{address}?{IS_OVER}=1")  # said in words, then it ends
    if form.is_valid():
        tell_how_it_went(
            actor=visit.actor,
            introduction_id=introduction_id,
            outcome=Outcome(form.cleaned_data["outcome"]),
            at=visit.at,
        )
        messages.success(request, _("Thank you. The desk asks the person too."))
        return redirect(home_of(visit.actor).url)
    return own_page(request, "helper/tell.html", form=form, meeting=card)


@audience(*ANSWER, is_personal=False)
def give_up(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """Said early it is no fault: somebody else is looked for at once."""
    visit, card = visit_of(request), own_meeting(request, introduction_id)
    if request.method == "POST":
        bring_together.give_up(actor=visit.actor, introduction_id=introduction_id, at=visit.at)
        messages.success(request, _("Thank you for saying it early. Somebody else is looked for."))
        return redirect(home_of(visit.actor).url)
    return own_page(request, "helper/give_up.html", meeting=card)


@audience(*ANSWER)
def worry(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """« I am worried »: the orienteurs have it at once; she goes on helping, or stops here."""
    visit, card = visit_of(request), own_meeting(request, introduction_id)
    form = ConcernForm(request.POST or None, initial={"is_over": IS_OVER in request.GET})
    if form.is_valid():
        opened = raise_concern(
            actor=visit.actor,
            introduction_id=introduction_id,
            concern=form.concern(),
            at=visit.at,
        )
        messages.success(request, told(opened))
        return redirect(home_of(visit.actor).url)
    return own_page(request, "helper/concern.html", form=form, meeting=card)
