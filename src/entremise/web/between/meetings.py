"""Two people who agree: the person's yes is noted, then how it went."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys import bring_together
from entremise.mutual_aid.operations.introductions import end_meeting, put_off_check
from entremise.mutual_aid.queries.matching import introduction
from entremise.mutual_aid.vocabulary.matching import Outcome
from entremise.web.aid.concern import IS_OVER
from entremise.web.between.forms import AgreeForm, AskAgainForm, OutcomeForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(Role.GO_BETWEEN)
def agree(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """The sentence is read aloud; her yes opens her contacts to the helper, with a word for the door."""
    visit, card = visit_of(request), introduction(introduction_id)
    form = AgreeForm(request.POST or None)
    if form.is_valid():
        bring_together.agree(
            actor=visit.actor,
            introduction_id=introduction_id,
            meet_on=form.cleaned_data["meet_on"],
            at=visit.at,
        )
        messages.success(request, _("Both have said yes. Tell the person the word for the door."))
        return redirect("between:need", need_id=card.need_id)
    return page(request, "between/agree.html", form=form, meeting=card)


@audience(Role.GO_BETWEEN)
@require_POST
def decline(request: HttpRequest, introduction_id: int) -> HttpResponse:
    visit = visit_of(request)
    bring_together.decline(actor=visit.actor, introduction_id=introduction_id, at=visit.at)
    return redirect("between:need", need_id=introduction(introduction_id).need_id)


@audience(Role.GO_BETWEEN)
def end(request: HttpRequest, introduction_id: int) -> HttpResponse:
    visit, card = visit_of(request), introduction(introduction_id)
    form = OutcomeForm(request.POST or None)
    if form.is_valid() and form.chosen is Outcome.CONCERN:  # said in words, then it ends
        address = reverse("between:concern", args=[introduction_id])
        return redirect(f"{address}?{IS_OVER}=1")
    if form.is_valid():
        end_meeting(
            actor=visit.actor,
            introduction_id=introduction_id,
            outcome=form.chosen,
            at=visit.at,
        )
        return redirect("between:need", need_id=card.need_id)
    return page(request, "between/outcome.html", form=form, meeting=card)


@audience(Role.GO_BETWEEN)
def ask_again(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """It goes well and goes on: the helper keeps seeing the person, and the desk asks another day."""
    visit, card = visit_of(request), introduction(introduction_id)
    form = AskAgainForm(request.POST or None)
    if form.is_valid():
        put_off_check(
            actor=visit.actor,
            introduction_id=introduction_id,
            check_on=form.cleaned_data["check_on"],
            at=visit.at,
        )
        return redirect("between:need", need_id=card.need_id)
    return page(request, "between/ask_again.html", form=form, meeting=card)
