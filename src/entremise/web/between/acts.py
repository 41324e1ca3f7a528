"""What the desk does with a need: take, date, hand over, understand, note a contact, close, open again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Role
from entremise.journeys import end_need
from entremise.journeys.take_in_hand import take_in_hand
from entremise.mutual_aid.operations.needs import (
    Understood,
    claim_need_of,
    date_need,
    hand_over_need,
    note_contact,
    reopen_need,
    understand_need,
    widen_search,
)
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.vocabulary.needs import WAVE_LASTS, Urgency, Wave
from entremise.web.aid.lines import labels
from entremise.web.between.forms import (
    CloseForm,
    ContactForm,
    DateForm,
    HandOverForm,
    UnderstandForm,
    WidenForm,
)
from entremise.web.between.need import Sheets, colleagues_of, need_page
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(Role.GO_BETWEEN)
@require_POST
def take(request: HttpRequest, need_id: int) -> HttpResponse:
    visit = visit_of(request)
    take_in_hand(actor=visit.actor, need_id=need_id, at=visit.at)
    return redirect("between:need", need_id=need_id)


@audience(Role.GO_BETWEEN)
@require_POST
def date(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, form = visit_of(request), DateForm(request.POST)
    if not form.is_valid():
        return need_page(request, need_id, Sheets(date=form))
    date_need(actor=visit.actor, need_id=need_id, next_on=form.cleaned_data["next_on"], at=visit.at)
    return redirect("between:need", need_id=need_id)


@audience(Role.GO_BETWEEN)
def hand_over(request: HttpRequest, need_id: int) -> HttpResponse:
    visit = visit_of(request)
    form = HandOverForm(request.POST or None, colleagues=colleagues_of(visit))
    if form.is_valid():
        to = form.cleaned_data["to"]
        hand_over_need(
            actor=visit.actor,
            need_id=need_id,
            to_user_id=int(to) if to else None,
            next_on=form.cleaned_data["next_on"],
            at=visit.at,
        )
        messages.success(request, _("The need has changed hands."))
        return redirect("between:desk")
    return page(request, "between/hand_over.html", form=form, need=need(need_id))


@audience(Role.GO_BETWEEN)
@require_POST
def take_over(request: HttpRequest, need_id: int) -> HttpResponse:
    """From a colleague who is away; the trace names both."""
    visit = visit_of(request)
    claim_need_of(actor=visit.actor, need_id=need_id, at=visit.at)
    return redirect("between:need", need_id=need_id)


@audience(Role.GO_BETWEEN)
def widen(request: HttpRequest, need_id: int) -> HttpResponse:
    """Farther than the machine has looked by itself, or nearer again."""
    visit, card = visit_of(request), need(need_id)
    form = WidenForm(
        request.POST or None,
        initial={
            "wave": min((card.wave or 0) + 1, Wave.DESK),
            "next_on": localdate(visit.at) + WAVE_LASTS,
        },
    )
    if form.is_valid():
        widen_search(actor=visit.actor, need_id=need_id, at=visit.at, **form.cleaned_data)
        return redirect("between:need", need_id=need_id)
    return page(request, "between/widen.html", form=form, need=card)


@audience(Role.GO_BETWEEN)
def understand(request: HttpRequest, need_id: int) -> HttpResponse:
    """What it is about, once somebody has talked with the person; neighbours read one sentence."""
    visit, card, words = visit_of(request), need(need_id), labels()
    form = UnderstandForm(
        request.POST or None,
        words=words,
        initial={
            "category": card.category,
            "urgency": card.urgency.value,
            "deadline": card.when.deadline,
            "due_on": card.when.on,
            "slots": list(card.when.slots),
            "language": card.language,
            "sentence": card.sentence,
            "is_shown": card.is_shown,
        },
    )
    if form.is_valid():
        given = form.cleaned_data
        what = Understood(
            category=given["category"],
            urgency=Urgency(given["urgency"]),
            when=form.when(),
            is_shown=given["is_shown"],
            language=given["language"],
            sentence=given["sentence"],
        )
        understand_need(actor=visit.actor, need_id=need_id, what=what, at=visit.at)
        return redirect("between:need", need_id=need_id)
    return page(
        request,
        "between/understand.html",
        form=form,
        need=card,
        title=words.category(card.category),
    )


@audience(Role.GO_BETWEEN)
@require_POST
def note_touch(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, form = visit_of(request), ContactForm(request.POST, auto_id="touch_%s")
    if not form.is_valid():
        return need_page(request, need_id, Sheets(contact=form))
    note_contact(actor=visit.actor, need_id=need_id, at=visit.at, **form.cleaned_data)
    return redirect("between:need", need_id=need_id)


@audience(Role.GO_BETWEEN)
def close(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, form = visit_of(request), CloseForm(request.POST or None)
    if form.is_valid():
        state, ending = form.chosen
        end_need.close(actor=visit.actor, need_id=need_id, state=state, ending=ending, at=visit.at)
        messages.success(request, _("The need is closed. It can be opened again."))
        return redirect("between:need", need_id=need_id)
    return page(request, "between/close.html", form=form, need=need(need_id))


@audience(Role.GO_BETWEEN)
@require_POST
def reopen(request: HttpRequest, need_id: int) -> HttpResponse:
    visit = visit_of(request)
    reopen_need(actor=visit.actor, need_id=need_id, at=visit.at)
    return redirect("between:need", need_id=need_id)
