"""Whom she is asked to meet: her yes or no, and what worries her."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import RESIDENT
from entremise.journeys import bring_together
from entremise.journeys.raise_concern import raise_concern
from entremise.journeys.relay_words import Writing, read_as_side, send_word
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.introductions import agree_on_money
from entremise.mutual_aid.operations.relays import note_read
from entremise.mutual_aid.queries.relays import waiting_for
from entremise.mutual_aid.vocabulary.common import Refusal, Thing
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, Side
from entremise.web.aid.concern import OwnWorryForm
from entremise.web.aid.relayed import WordForm, tell_sent, thread
from entremise.web.asking.follow import first_name_of, followed, living_meeting
from entremise.web.asking.words import own_pass
from entremise.web.between.money import MoneyForm
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.tabs import redirect_here
from entremise.web.shell.visit import visit_of


def own_meeting(request: HttpRequest) -> IntroductionCard:
    what = followed(request)
    met = living_meeting(what.id) if what.kind is Thing.NEED else None
    if met is None:
        raise Refused(Refusal.WRONG_STATE)
    return met


@audience(PUBLIC, is_personal=True)
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Her own yes: her first name, phone and address open to this helper."""
    met, at = own_meeting(request), visit_of(request).at
    bring_together.agree_herself(introduction_id=met.introduction_id, at=at)
    messages.success(request, _("It is agreed. The word for the door is on this page."))
    return redirect_here(request, "asking:more")


@audience(PUBLIC, is_personal=True)
@require_POST
def decline(request: HttpRequest) -> HttpResponse:
    met, at = own_meeting(request), visit_of(request).at
    bring_together.decline(actor=RESIDENT, introduction_id=met.introduction_id, at=at)
    messages.success(request, _("We look for somebody else."))
    return redirect_here(request, "asking:more")


@audience(PUBLIC, is_personal=True)
def worry(request: HttpRequest) -> HttpResponse:
    """« I am worried »: the orienteurs read it and call her; the helper never does."""
    met, form = own_meeting(request), OwnWorryForm(request.POST or None)
    if form.is_valid():
        opened = raise_concern(
            actor=RESIDENT,
            introduction_id=met.introduction_id,
            concern=form.concern(),
            pass_id=own_pass(request)[0],
            at=visit_of(request).at,
        )
        told = _("An agent reads it and calls you. Number: %(number)s.")
        messages.success(request, told % {"number": opened.number})
        return redirect_here(request, "asking:more")
    return page(request, "asking/concern.html", form=form)


@audience(PUBLIC, is_personal=True)
def show_words(request: HttpRequest) -> HttpResponse:
    """What the helper and she wrote to each other; her own number is not shown."""
    met, at, form = own_meeting(request), visit_of(request).at, WordForm(request.POST or None)
    by = Writing(RESIDENT, Side.PERSON, own_pass(request)[0])
    if form.is_valid():
        given = form.cleaned_data
        sent = send_word(
            by=by,
            introduction_id=met.introduction_id,
            key=given["key"],
            text=given["text"],
            at=at,
        )
        tell_sent(request, sent)
        return redirect_here(request, "asking:relay")
    lines = read_as_side(by=by, introduction_id=met.introduction_id, at=at)
    helper = first_name_of(met, at)
    names = {Side.PERSON: _("you"), Side.HELPER: helper or _("the helper")}
    return page(
        request,
        "asking/relay.html",
        form=form,
        helper=helper,
        lines=thread(lines, names),
        unread=waiting_for(Side.PERSON, [one.card for one in lines]),
    )


@audience(PUBLIC, is_personal=True)
@require_POST
def note_words_read(request: HttpRequest) -> HttpResponse:
    met = own_meeting(request)
    note_read(
        actor=RESIDENT,
        introduction_id=met.introduction_id,
        by=Side.PERSON,
        at=visit_of(request).at,
    )
    return redirect_here(request, "asking:relay")


@audience(PUBLIC, is_personal=True)
def agree_money(request: HttpRequest) -> HttpResponse:
    """The ceiling of her shopping, and how she pays it back."""
    met = own_meeting(request)
    form = MoneyForm(request.POST or None, met=met)
    if form.is_valid():
        agree_on_money(
            actor=RESIDENT,
            introduction_id=met.introduction_id,
            money=form.chosen(),
            at=visit_of(request).at,
        )
        messages.success(request, _("The helper reads it on the page of this help."))
        return redirect_here(request, "asking:more")
    return page(request, "asking/money.html", form=form)
