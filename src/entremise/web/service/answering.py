"""What a service does with a referral, the same from its account and from a link."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import Actor
from entremise.journeys.service_answers import (
    answer_with_words,
    question_with_words,
    refuse_with_words,
    service_view,
)
from entremise.journeys.trace_lines import theme_labels
from entremise.referral.operations.referrals import accept_referral, receive_referral
from entremise.referral.vocabulary.referrals import LIVE, ReferralCard, ReferralState, RefusalReason
from entremise.referral.vocabulary.words import REFERRAL_STATES
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.triage.forms import AcceptForm, AnswerForm, QuestionForm, RefuseForm
from entremise.web.triage.labels import district_choices
from entremise.web.triage.words import ANSWERS


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers, what for, and the addresses of each gesture."""

    actor: Actor
    card: ReferralCard
    here: str
    accept: str
    refuse: str
    question: str
    answer: str
    over: str  # where one goes once the referral is not hers any more
    layout: str  # of staff for an account, of residents for a link


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The referral with the person to help: reading it is receiving it."""
    at, card = visit_of(request).at, desk.card
    view = service_view(actor=desk.actor, card=card, at=at)
    return page(
        request,
        "service/referral.html",
        desk=desk,
        card=card,
        person=view.card,
        facts=view.facts,
        words=view.words,
        district=dict(district_choices()).get(view.card.district, view.card.district),
        label=theme_labels().get(card.theme, card.theme),
        state=REFERRAL_STATES[card.state],
        answer=ANSWERS[card.answer_kind] if card.answer_kind else "",
        is_open=card.state in LIVE,
        may_accept=card.state in {ReferralState.SENT, ReferralState.RECEIVED},
        may_answer=card.state in {ReferralState.RECEIVED, ReferralState.ACCEPTED},
    )


def receive(desk: Desk, request: HttpRequest) -> None:
    """The first opening is the dated fact of receiving."""
    if desk.card.state is ReferralState.SENT:
        receive_referral(
            actor=desk.actor, referral_id=desk.card.referral_id, at=visit_of(request).at
        )


def form_page(
    request: HttpRequest, desk: Desk, form: Form, title: str, button: str
) -> HttpResponse:
    label = theme_labels().get(desk.card.theme, desk.card.theme)
    return page(
        request, "service/form.html", desk=desk, form=form, title=title, button=button, label=label
    )


def done(request: HttpRequest, desk: Desk, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect(desk.here)


def accept(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept_referral(
            actor=desk.actor,
            referral_id=desk.card.referral_id,
            first_contact_on=form.cleaned_data["first_contact_on"],
            at=visit_of(request).at,
        )
        return done(request, desk, _("Thank you. The town knows that you take charge."))
    return form_page(request, desk, form, _("When will you contact the person?"), _("Take charge"))


def refuse(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_with_words(
            actor=desk.actor,
            card=desk.card,
            reason=RefusalReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["text"],
            at=visit_of(request).at,
        )
        messages.success(request, _("Thank you. Another service is being looked for now."))
        return redirect(desk.over)
    return form_page(request, desk, form, _("Why is it not for you?"), _("Refuse this request"))


def question(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        question_with_words(
            actor=desk.actor,
            card=desk.card,
            text=form.cleaned_data["question"],
            at=visit_of(request).at,
        )
        return done(request, desk, _("The question is sent. Your clock has stopped."))
    return form_page(request, desk, form, _("What do you need to know?"), _("Send the question"))


def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_with_words(
            actor=desk.actor,
            card=desk.card,
            answer=form.answer(),
            text=form.cleaned_data["text"],
            at=visit_of(request).at,
        )
        return done(request, desk, _("Thank you. The person will be told."))
    return form_page(request, desk, form, _("What was done?"), _("Send the answer"))
