"""What is to be followed: silent services, people to ask whether it helped, second looks, services to tell to forget."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.law import FieldGroup
from entremise.directory.queries import services_by_id
from entremise.journeys.ask_if_helped import BY_VOICE_ONLY, ask_by_message
from entremise.journeys.deliver_notice import first_mobile
from entremise.journeys.report_card import report_card
from entremise.journeys.trace_lines import theme_labels
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.queries import question_asked
from entremise.referral.operations.checks import answer_check, put_off_check, take_check
from entremise.referral.operations.endings import CHECK, note_forgotten
from entremise.referral.operations.review import open_vital_item, review_vital_item
from entremise.referral.queries.follow import (
    check,
    check_counts,
    checks_due,
    follow_counts,
    late_referrals,
    services_to_tell,
    vital_counts,
    vital_item,
    vital_to_review,
)
from entremise.referral.vocabulary.checks import CheckAnswer, Verdict
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.referrals import ReferralCard
from entremise.referral.vocabulary.reports import Refusal
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.triage.follow_forms import CheckForm, LaterForm, VerdictForm

ANSWERED: Final = "answered"  # the button that answers, beside the one that opens
TO_ASK: Final = (FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.CONTACT, FieldGroup.FACTS)


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD)
@require_safe
def show_follow(request: HttpRequest) -> HttpResponse:
    """Without any name; a lead reads it, an orienteur acts."""
    visit, themes = visit_of(request), theme_labels()
    late, to_tell = late_referrals(at=visit.at), services_to_tell()
    late_count, to_tell_count = follow_counts(at=visit.at)
    services = services_by_id({one.service_id for one in (*late, *to_tell)})

    def lines(cards: tuple[ReferralCard, ...]) -> list[dict[str, object]]:
        return [
            {
                "card": one,
                "label": themes.get(one.theme, one.theme),
                "service": services[one.service_id],
                "is_unread": one.received_at is None,
            }
            for one in cards
        ]

    return page(
        request,
        "triage/follow.html",
        late=lines(late),
        late_count=late_count,
        to_tell=lines(to_tell),
        to_tell_count=to_tell_count,
        checks=[(one, themes.get(one.theme, one.theme)) for one in checks_due(at=visit.at)],
        vital=[
            (one, themes.get(one.theme, one.theme))
            for one in vital_to_review(user_id=visit.actor.user_id or 0)
        ],
        check_counts=check_counts(at=visit.at),
        vital_counts=vital_counts(),
        is_orienteur=visit.actor.has(Role.ORIENTEUR),
    )


@audience(Role.DPO, is_personal=False)
@require_safe
def show_vital_counts(request: HttpRequest) -> HttpResponse:
    """How often consent was passed over, and whether somebody else agreed: never who."""
    return page(request, "triage/vital_counts.html", counts=vital_counts())


@audience(Role.ORIENTEUR)
@require_POST
def tell_service(request: HttpRequest, referral_id: int) -> HttpResponse:
    note_forgotten(actor=actor_of(request), referral_id=referral_id, at=visit_of(request).at)
    messages.success(request, _("It is noted: the service was told to delete what it has."))
    return redirect("triage:follow")


@audience(Role.ORIENTEUR)
def ask_whether(request: HttpRequest, check_id: int) -> HttpResponse:
    """Opening shows the person for half an hour; a post, since it reads. Her answer ends it."""
    visit, card = visit_of(request), check(check_id=check_id)
    form = CheckForm(request.POST if ANSWERED in request.POST else None)
    if form.is_valid():
        answer = CheckAnswer(form.cleaned_data["answer"])
        answer_check(actor=visit.actor, check_id=check_id, answer=answer, at=visit.at)
        messages.success(request, said_of(answer))
        return redirect("triage:follow")
    person, facts, may_write = None, ItemFacts(), False
    if request.method == "POST":
        take_check(actor=visit.actor, check_id=check_id, at=visit.at)
        person, found = report_card(
            actor=visit.actor,
            person=card.person,
            register_id=card.register_id,
            at=visit.at,
            groups=TO_ASK,
        )
        facts = found.items.get(card.item_id, ItemFacts())
        may_write = (
            card.theme not in BY_VOICE_ONLY
            and bool(first_mobile(person.phones))
            and question_asked(Origin(CHECK, check_id)) is None
        )
    label = theme_labels().get(card.theme, card.theme)
    return page(
        request,
        "triage/check.html",
        card=card,
        form=form,
        person=person,
        facts=facts,
        label=label,
        may_write=may_write,
    )


def said_of(answer: CheckAnswer) -> str:
    return {
        CheckAnswer.YES: _("It is noted: it helped."),
        CheckAnswer.NO: _("It is noted. The item is open again, in the queue."),
        CheckAnswer.NOBODY: _("It is noted. She is to ask again another day."),
        CheckAnswer.IMPOSSIBLE: _("It is noted: she is asked no more."),
    }[answer]


@audience(Role.ORIENTEUR)
def put_off(request: HttpRequest, check_id: int) -> HttpResponse:
    """Another day suits her better; nobody is shown."""
    visit, card = visit_of(request), check(check_id=check_id)
    form = LaterForm(request.POST or None)
    if form.is_valid():
        on = form.cleaned_data["on"]
        put_off_check(actor=visit.actor, check_id=check_id, on=on, at=visit.at)
        messages.success(request, _("She is asked on that day."))
        return redirect("triage:follow")
    label = theme_labels().get(card.theme, card.theme)
    return page(request, "triage/put_off.html", card=card, form=form, label=label)


@audience(Role.ORIENTEUR)
@require_POST
def write_whether(request: HttpRequest, check_id: int) -> HttpResponse:
    ask_by_message(actor=actor_of(request), check_id=check_id, at=visit_of(request).at)
    messages.success(request, _("The question leaves by text message. Her OUI or NON comes here."))
    return redirect("triage:follow")


@audience(Role.ORIENTEUR)
def review_vital(request: HttpRequest, item_id: int) -> HttpResponse:
    """Why life was said to be in danger, read by somebody else; opening it is a post, since it reads."""
    visit, card = visit_of(request), vital_item(item_id=item_id)
    if card.verdict is not None:
        raise Refused(Refusal.WRONG_STATE)
    form = VerdictForm(request.POST if ANSWERED in request.POST else None)
    if form.is_valid():
        verdict = Verdict(form.cleaned_data["verdict"])
        review_vital_item(actor=visit.actor, item_id=item_id, verdict=verdict, at=visit.at)
        messages.success(request, _("Your second look is noted. It is not changed any more."))
        return redirect("triage:follow")
    facts = None
    if request.method == "POST":
        open_vital_item(actor=visit.actor, item_id=item_id, at=visit.at)
        _person, found = report_card(
            actor=visit.actor,
            person=card.person,
            register_id=card.register_id,
            at=visit.at,
            groups=(FieldGroup.FACTS,),
        )
        facts = found.items.get(item_id, ItemFacts())
    label = theme_labels().get(card.theme, card.theme)
    return page(request, "triage/vital.html", card=card, form=form, facts=facts, label=label)
