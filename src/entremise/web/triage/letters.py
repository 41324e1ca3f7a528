"""The letter to a service that has neither account nor link, with its coupon; and the coupon typed back."""

import json
from datetime import datetime
from pathlib import Path
from typing import Final

import typst
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Actor, Role
from entremise.journeys.kit_words import house
from entremise.journeys.send_item import letter_of
from entremise.journeys.service_answers import ServiceView, answer_from_coupon
from entremise.journeys.trace_lines import theme_labels
from entremise.referral.queries.reports import referral, referral_by_coupon
from entremise.referral.vocabulary.referrals import LIVE, ReferralCard
from entremise.referral.vocabulary.words import REFERRAL_STATES, REFUSALS
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.spreadsheets import attached
from entremise.web.shell.typography import french
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import phone
from entremise.web.triage.coupons import CouponForm
from entremise.web.triage.forms import CouponCodeForm
from entremise.web.triage.labels import district_choices
from entremise.web.triage.words import ANSWERS

PATTERN: Final = (Path(__file__).parent / "letter.typ").read_bytes()


@audience(Role.ORIENTEUR)
@require_safe
def show_letter(request: HttpRequest, referral_id: int) -> HttpResponse:
    """What leaves on paper under a closed envelope: one person, one item, its coupon."""
    card, letter = letter_for(request, referral_id)
    return page(request, "triage/letter.html", card=card, letter=letter)


@audience(Role.ORIENTEUR)
@require_safe
def letter_pdf(request: HttpRequest, referral_id: int) -> HttpResponse:
    """The same as a PDF that screen readers read (PDF/UA-1)."""
    card, letter = letter_for(request, referral_id)
    content: bytes = typst.compile(
        PATTERN,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"values": json.dumps(letter)},
        ignore_system_fonts=True,  # the same sheet on every machine
    )
    return attached(content, f"{card.report_number}-{card.coupon}.pdf", "application/pdf")


def letter_for(request: HttpRequest, referral_id: int) -> tuple[ReferralCard, dict[str, object]]:
    """Refuse with `NOT_HELD`, `NOT_AVAILABLE`."""
    visit, card = visit_of(request), referral(referral_id=referral_id)
    view = letter_of(actor=visit.actor, card=card, at=visit.at)
    host = host_organization()
    said: dict[str, object] = {
        "title": _("A request for %(service)s") % {"service": card.service_name},
        "body": host.name if host is not None else "",
        "phone": house().get("standard", ""),
        "to": card.service_name,
        "before": _("Answer awaited before %(day)s") % {"day": f"{localdate(card.due_at):%d/%m/%Y}"},
        "opening": opening_of(view),
        "facts": [[french(str(label)), french(value)] for label, value in facts_of(card, view)],
        "message": french(view.words.text),
        "asks": french(
            _(
                "Please accept or refuse with this coupon or by phone. A reasoned refusal helps us; silence leaves the person alone."
            )
        ),
        "after": french(
            _("These facts serve this request only. Destroy this letter if you refuse.")
        ),
        "coupon": _("Reply coupon"),
        "code": card.coupon,
        "choices": [french(one) for one in choices_of()],
    }
    return card, said


def opening_of(view: ServiceView) -> str:
    if view.facts.vital_reason:
        reason = {"reason": view.facts.vital_reason}
        return french(
            _("This is passed on without consent, since life is in danger: %(reason)s.") % reason
        )
    return french(_("A person needs you. She agrees that we write to you."))


def facts_of(card: ReferralCard, view: ServiceView) -> list[tuple[str, str]]:
    person, facts = view.card, view.facts
    name = f"{person.name.first} {person.name.shown}" if person.name else ""
    contact = person.contact
    rows = (
        (_("Person"), name),
        (_("Phone"), ", ".join(map(phone, person.phones))),
        (_("How to speak"), contact.hearing_note if contact else ""),
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


def choices_of() -> tuple[str, ...]:
    return (
        _("Received on …… by ……"),
        _("Accepted. First contact on ……"),
        _("A question: ……"),
        _("Refused: %(reasons)s") % {"reasons": " ☐ ".join(["", *map(str, REFUSALS.values())])},
        _("Done: %(answers)s") % {"answers": " ☐ ".join(["", *map(str, ANSWERS.values())])},
    )


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
        note_coupon(visit.actor, card, form, visit.at)
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


def note_coupon(actor: Actor, card: ReferralCard, form: Form, at: datetime) -> None:
    given = form.cleaned_data
    answer_from_coupon(
        actor=actor,
        card=card,
        said=given["said"],
        first_contact_on=given["first_contact_on"],
        reason=given["reason"],
        answer=given["kind"],
        heard_from=given["heard_from"],
        at=at,
    )
