"""Words between the two of a meeting: the thread that both read alike, and what the desk reads aloud, writes down or lets through."""

from dataclasses import dataclass
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.journeys.relay_words import Writing, pass_on, read_words, send_word
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.relays import note_read
from entremise.mutual_aid.queries.matching import introduction
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.relays import relay, relays_of, waiting_for
from entremise.mutual_aid.rules import may_act
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, Side
from entremise.web.aid.relayed import WordForm, tell_sent, thread
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

SIDES: Final[dict[Side, StrOrPromise]] = {
    Side.PERSON: gettext_lazy("the person"),
    Side.HELPER: gettext_lazy("the helper"),
}


class DictatedForm(WordForm):
    """Written down by the desk for whoever is on the phone."""

    side = forms.ChoiceField(
        label=gettext_lazy("Who says it?"),
        choices=[(side.value, words) for side, words in SIDES.items()],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is to be read aloud on the phone, and what waits for the desk."""

    introduction_id: int
    for_person: int
    for_helper: int
    held: int
    total: int


def waiting_of(meetings: tuple[IntroductionCard, ...]) -> Waiting | None:
    """Of the last meeting of a need."""
    if not meetings:
        return None
    met, words = meetings[0], relays_of(meetings[0].introduction_id)
    return Waiting(
        introduction_id=met.introduction_id,
        for_person=waiting_for(Side.PERSON, words),
        for_helper=waiting_for(Side.HELPER, words),
        held=sum(bool(one.held) for one in words),
        total=len(words),
    )


def owned(request: HttpRequest, introduction_id: int) -> IntroductionCard:
    """A meeting of a need of hers; refuse with `HELD_BY_ANOTHER`."""
    met = introduction(introduction_id)
    if not may_act(actor=visit_of(request).actor, owner_id=need(met.need_id).owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    return met


@audience(Role.GO_BETWEEN)
def show_words(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """All that was said, held or not, until it is erased; each reading leaves a trace that the person sees."""
    visit, met = visit_of(request), owned(request, introduction_id)
    form = DictatedForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        sent = send_word(
            by=Writing(visit.actor, Side(given["side"]), is_aloud=True),
            introduction_id=introduction_id,
            key=given["key"],
            text=given["text"],
            at=visit.at,
        )
        tell_sent(request, sent)
        return redirect("between:words", introduction_id=introduction_id)
    by = Writing(visit.actor, Side.PERSON)
    lines = read_words(by=by, introduction_id=introduction_id, at=visit.at)
    return page(
        request,
        "between/words.html",
        form=form,
        meeting=met,
        number=need(met.need_id).number,
        lines=thread(lines, SIDES),
        waiting=waiting_of((met,)),
        is_open=met.closed_at is None,
    )


@audience(Role.GO_BETWEEN)
@require_POST
def let_pass(request: HttpRequest, relay_id: int) -> HttpResponse:
    visit = visit_of(request)
    pass_on(actor=visit.actor, relay_id=relay_id, at=visit.at)
    messages.success(request, _("The other side may read it now."))
    return redirect("between:words", introduction_id=relay(relay_id).introduction_id)


@audience(Role.GO_BETWEEN)
@require_POST
def read_aloud(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """On the phone, to one of the two: she has read it."""
    visit, side = visit_of(request), Side(request.POST.get("side", Side.PERSON))
    note_read(actor=visit.actor, introduction_id=introduction_id, by=side, at=visit.at)
    messages.success(request, _("Noted as read aloud."))
    return redirect("between:words", introduction_id=introduction_id)
