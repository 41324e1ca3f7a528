"""Sending an item to a service, and writing down what a service says on the phone or on paper."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.vocabulary import Actor, Role
from entremise.directory.queries import service as service_card
from entremise.journeys.report_card import report_card, with_said
from entremise.journeys.send_item import send_item
from entremise.journeys.service_answers import (
    answer_with_words,
    refuse_with_words,
    reply_with_words,
)
from entremise.journeys.trace_lines import theme_labels
from entremise.kits.queries import service_fields
from entremise.referral.operations.links import renew_link
from entremise.referral.operations.referrals import (
    accept_referral,
    receive_referral,
    take_back_referral,
)
from entremise.referral.queries.reports import referral, report
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.referrals import ReferralCard, RefusalReason, Sent, SentBy
from entremise.web.directory.words import hours_words
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.triage.forms import (
    AcceptForm,
    AnswerForm,
    QuestionForm,
    RefuseForm,
    SendForm,
    speaker_field,
)
from entremise.web.triage.words import GIVEN

Act = Callable[[Actor, ReferralCard, Form, datetime], object]


@audience(Role.ORIENTEUR)
def send(request: HttpRequest, report_id: int, item_id: int, service_id: int) -> HttpResponse:
    visit, card = visit_of(request), report(report_id=report_id)
    service = service_card(service_id=service_id)
    item = next((one for one in card.items if one.item_id == item_id), None)
    if service is None or item is None:
        raise Http404
    _person, facts = report_card(
        actor=visit.actor, person=card.person, register_id=card.register_id, at=visit.at
    )
    facts = with_said(actor=visit.actor, of=card, facts=facts, at=visit.at)
    known = facts.items.get(item_id, ItemFacts())
    form = SendForm(request.POST or None, has_account=service.has_account, text=known.said)
    if request.method == "POST" and form.is_valid():
        sent_by = SentBy(form.cleaned_data["sent_by"])
        sent = send_item(
            actor=visit.actor,
            report=card,
            item_id=item_id,
            service_id=service_id,
            sent_by=sent_by,
            text=form.cleaned_data["text"],
            at=visit.at,
        )
        if sent.secret:
            return link_page(request, sent)
        if sent_by is SentBy.PAPER:
            return redirect("triage:letter", referral_id=sent.referral_id)
        messages.success(request, _("The item is sent. The service has one day to see it."))
        return redirect("triage:report", report_id=report_id)
    given = service_fields(version_id=card.kit_version_id, theme=item.theme)
    return page(
        request,
        "triage/send.html",
        report=card,
        label=theme_labels().get(item.theme, item.theme),
        service=service,
        form=form,
        given=", ".join(str(words) for field, words in GIVEN.items() if field in given),
    )


def link_page(request: HttpRequest, sent: Sent) -> HttpResponse:
    """The link of a service without account and its code: shown once, to send apart from each other."""
    card = referral(referral_id=sent.referral_id)
    link = request.build_absolute_uri(reverse("service:link", kwargs={"secret": sent.secret}))
    service = service_card(service_id=card.service_id)
    mailto = mail_for(service.mail if service is not None else "", card, link)
    return sheet(
        request,
        "triage/link.html",
        file="lien",
        hours=hours_words(service.opening) if service is not None else "",
        card=card,
        link=link,
        service=service,
        mailto=mailto,
        code=f"{sent.code[:3]} {sent.code[3:]}",
    )


def mail_for(to: str, card: ReferralCard, link: str) -> str:
    """A mail for the orienteur's own program: no word of the person, nor of what she needs."""
    subject = _("A request for your service, %(number)s") % {"number": card.report_number}
    words = _("Hello, a request waits for your service. Open it here, without any account:")
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(words)}%0D%0A{quote(link)}"


@audience(Role.ORIENTEUR)
@require_POST
def new_link(request: HttpRequest, referral_id: int) -> HttpResponse:
    at = visit_of(request).at
    return link_page(request, renew_link(actor=actor_of(request), referral_id=referral_id, at=at))


@audience(Role.ORIENTEUR)
@require_POST
def take_back(request: HttpRequest, referral_id: int) -> HttpResponse:
    take_back_referral(actor=actor_of(request), referral_id=referral_id, at=visit_of(request).at)
    messages.success(
        request,
        _("The item is to place again. Tell the service, and ask it to delete what it noted."),
    )
    return redirect("triage:report", report_id=referral(referral_id=referral_id).report_id)


@audience(Role.ORIENTEUR)
@require_POST
def note_received(request: HttpRequest, referral_id: int) -> HttpResponse:
    receive_referral(actor=actor_of(request), referral_id=referral_id, at=visit_of(request).at)
    messages.success(request, _("It is noted: the service has received it."))
    return redirect("triage:report", report_id=referral(referral_id=referral_id).report_id)


@audience(Role.ORIENTEUR)
def note_accepted(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(actor: Actor, card: ReferralCard, form: Form, at: datetime) -> None:
        given = form.cleaned_data
        accept_referral(
            actor=actor,
            referral_id=card.referral_id,
            first_contact_on=given["first_contact_on"],
            heard_from=given["heard_from"],
            at=at,
        )

    title, button = _("The service accepts"), _("Note that it accepts")
    return noted(request, referral_id, heard(AcceptForm(request.POST or None)), act, title, button)


@audience(Role.ORIENTEUR)
def note_refused(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(actor: Actor, card: ReferralCard, form: Form, at: datetime) -> None:
        given = form.cleaned_data
        refuse_with_words(
            actor=actor,
            card=card,
            reason=RefusalReason(given["reason"]),
            text=given["text"],
            heard_from=given["heard_from"],
            at=at,
        )

    title, button = _("The service refuses"), _("Note that it refuses")
    return noted(request, referral_id, heard(RefuseForm(request.POST or None)), act, title, button)


@audience(Role.ORIENTEUR)
def note_answered(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(actor: Actor, card: ReferralCard, form: Form, at: datetime) -> None:
        assert isinstance(form, AnswerForm)
        given = form.cleaned_data
        answer_with_words(
            actor=actor,
            card=card,
            answer=form.answer(),
            text=given["text"],
            heard_from=given["heard_from"],
            at=at,
        )

    title, button = _("The service answers"), _("Note its answer")
    return noted(request, referral_id, heard(AnswerForm(request.POST or None)), act, title, button)


def heard(form: Form) -> Form:
    form.fields["heard_from"] = speaker_field()
    return form


@audience(Role.ORIENTEUR)
def reply(request: HttpRequest, referral_id: int) -> HttpResponse:
    def act(actor: Actor, card: ReferralCard, form: Form, at: datetime) -> None:
        reply_with_words(actor=actor, card=card, text=form.cleaned_data["question"], at=at)

    form = QuestionForm(request.POST or None)
    form.fields["question"].label = _("Answer to the service")
    return noted(
        request, referral_id, form, act, _("The service has a question"), _("Send the answer")
    )


def noted(
    request: HttpRequest, referral_id: int, form: Form, act: Act, title: str, button: str
) -> HttpResponse:
    """One thing that a service said: written down by the one who holds the report."""
    card, visit = referral(referral_id=referral_id), visit_of(request)
    if request.method == "POST" and form.is_valid():
        act(visit.actor, card, form, visit.at)
        messages.success(request, _("It is noted, with its date."))
        return redirect("triage:report", report_id=card.report_id)
    label = theme_labels().get(card.theme, card.theme)
    return page(
        request, "triage/note.html", card=card, form=form, title=title, button=button, label=label
    )
