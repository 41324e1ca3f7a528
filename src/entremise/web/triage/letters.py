"""The letter to a service that has neither account nor link, with its coupon; and the coupon typed back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Role
from entremise.directory.queries import service
from entremise.journeys.kit_words import house
from entremise.journeys.send_item import letter_of
from entremise.journeys.service_answers import ServiceView, answer_from_coupon
from entremise.journeys.trace_lines import theme_labels
from entremise.referral.queries.reports import referral, referral_by_coupon
from entremise.referral.vocabulary.referrals import LIVE, ReferralCard
from entremise.referral.vocabulary.words import REFERRAL_STATES, REFUSALS
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import visit_of
from entremise.web.templatetags.shell import phone
from entremise.web.triage.coupons import CouponForm
from entremise.web.triage.forms import CouponCodeForm
from entremise.web.triage.labels import district_choices
from entremise.web.triage.words import ANSWERS


@audience(Role.ORIENTEUR)
@require_safe
def show_letter(request: HttpRequest, referral_id: int) -> HttpResponse:
    """What leaves on paper under a closed envelope: one person, one item, its coupon; refuse with `NOT_HELD`."""
    visit, card = visit_of(request), referral(referral_id=referral_id)
    view = letter_of(actor=visit.actor, card=card, at=visit.at)
    return sheet(
        request,
        "triage/letter.html",
        file=f"{card.report_number}-{card.coupon}",
        card=card,
        view=view,
        host=host_organization(),
        service=service(service_id=card.service_id),
        standard=house().get("standard", ""),
        facts=facts_of(card, view),
        refusals=tuple(REFUSALS.values()),
        answers=tuple(ANSWERS.values()),
    )


def facts_of(card: ReferralCard, view: ServiceView) -> list[tuple[str, str]]:
    person, facts = view.card, view.facts
    name = f"{person.name.first} {person.name.shown}" if person.name else ""
    rows = (
        (_("Person"), name),
        (_("Phone"), ", ".join(map(phone, person.phones))),
        (_("How to speak"), person.contact.hearing_note if person.contact else ""),
        (_("Language"), facts.language),
        (_("District"), dict(district_choices()).get(person.district, person.district)),
        (_("To reach"), facts.reach),
        (_("Access"), facts.access),
        (_("Need"), theme_labels().get(card.theme, card.theme)),
        (_("Since"), facts.since),
        (_("Already tried"), facts.tried),
        (_("Severity"), _("%(level)d of 4") % {"level": card.severity}),
    )
    return [(label, value) for label, value in rows if value]


@audience(Role.ORIENTEUR, Role.CLERK)
def find_coupon(request: HttpRequest) -> HttpResponse:
    """A coupon has come by post, or a service rings: its code leads to what it may have said."""
    form = CouponCodeForm(request.POST or None)
    if form.is_valid():
        card = referral_by_coupon(coupon=form.cleaned_data["coupon"])
        return redirect("triage:coupon", referral_id=card.referral_id)
    return page(request, "triage/find_coupon.html", form=form)


@audience(Role.ORIENTEUR, Role.CLERK)
def type_coupon(request: HttpRequest, referral_id: int) -> HttpResponse:
    """What the service ticked or said, without any name of the person."""
    card, visit = referral(referral_id=referral_id), visit_of(request)
    form = CouponForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_from_coupon(actor=visit.actor, card=card, coupon=form.coupon(), at=visit.at)
        messages.success(request, _("It is noted, with its date."))
        return redirect("triage:find_coupon")
    return page(
        request,
        "triage/coupon.html",
        card=card,
        form=form,
        label=theme_labels().get(card.theme, card.theme),
        state=REFERRAL_STATES[card.state],
        is_open=card.state in LIVE,
    )
