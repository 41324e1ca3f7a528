"""Hours given, certificates and who checks them, the private calendar."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id, host_organization, organizations_by_id
from entremise.solidarity.operations.certificates import (
    issue_certificate,
    make_feed,
    revoke_feed,
)
from entremise.solidarity.queries.hours import (
    certificate,
    certificate_with,
    certificates_of,
    hours_of,
    is_named,
)
from entremise.solidarity.vocabulary.actions import CertificateCard
from entremise.web.actions.forms import CertificateForm, CheckForm
from entremise.web.actions.words import in_hours
from entremise.web.shell.audience import PUBLIC, SIGNED_IN, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.qr import qr_path
from entremise.web.shell.tries import is_tried_out
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import on_paper

TRIES = 30  # an hour from one address; a code is one of some 10^15


@audience(SIGNED_IN)
def show_hours(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    given = hours_of(user_id=actor.user_id or 0)
    issued = certificates_of(user_id=actor.user_id or 0)
    wanted = {one.organization_id for one in given} | {one.organization_id for one in issued}
    names = {number: body.name for number, body in organizations_by_id(wanted).items()}
    form = CertificateForm(request.POST or None, given=given, names=names)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        certificate_id = issue_certificate(
            actor=actor,
            name=name_of(actor.user_id or 0),
            organization_id=asked["organization"],
            since=asked["since"],
            until=asked["until"],
            at=at,
        )
        return redirect("actions:certificate", certificate_id=certificate_id)
    return page(
        request,
        "actions/hours.html",
        form=form,
        given=[(names[one.organization_id], in_hours(one.minutes), one) for one in given],
        issued=[(names[one.organization_id], in_hours(one.minutes), one) for one in issued],
    )


@audience(SIGNED_IN)
@require_safe
def show_certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    card = own_certificate(request, certificate_id)
    address = request.build_absolute_uri(reverse("actions:check"))
    drawing, side = qr_path(address)
    return sheet(
        request,
        "actions/certificate.html",
        file="attestation",
        card=card,
        days=days_of(card),
        code=spelled(card.code),
        name=name_of(actor_of(request).user_id or 0),
        hours=in_hours(card.minutes),
        body=organizations_by_id({card.organization_id})[card.organization_id],
        address=address,
        drawing=drawing,
        side=side,
    )


def own_certificate(request: HttpRequest, certificate_id: int) -> CertificateCard:
    card = certificate(certificate_id=certificate_id, user_id=actor_of(request).user_id or 0)
    if card is None:
        raise Http404
    return card


def days_of(card: CertificateCard) -> dict[str, str]:
    issued_on = localdate(card.issued_at)
    return {
        "first": on_paper(card.first_on),
        "last": on_paper(card.last_on),
        "issued": on_paper(issued_on),
    }


def name_of(user_id: int) -> str:
    return accounts_by_id((user_id,))[user_id].display_name


def spelled(code: str) -> str:
    """Two groups of five: read aloud without getting lost."""
    return f"{code[:5]}-{code[5:]}"


@audience(PUBLIC)
def check_certificate(request: HttpRequest) -> HttpResponse:
    """What a code certifies; the code travels in the body, so that no log keeps it."""
    form = CheckForm(request.POST or None)
    is_asked = request.method == "POST" and form.is_valid()
    at = visit_of(request).at
    if is_asked and is_tried_out(request, "certificate", at_most=TRIES, at=at):
        return page(request, "actions/check.html", form=form, is_tried_out=True, status=429)
    card = certificate_with(code=form.cleaned_data["code"]) if is_asked else None
    name = form.cleaned_data["name"] if is_asked else ""
    body = None if card is None else organizations_by_id({card.organization_id})
    return page(
        request,
        "actions/check.html",
        form=form,
        is_asked=is_asked,
        card=card,
        days=None if card is None else days_of(card),
        hours="" if card is None else in_hours(card.minutes),
        organization="" if card is None or body is None else body[card.organization_id].name,
        is_name_asked=bool(name),
        is_same=bool(card and name and is_named(certificate_id=card.certificate_id, name=name)),
        host=host_organization(),
    )


@audience(SIGNED_IN)
@require_POST
def make_calendar(request: HttpRequest) -> HttpResponse:
    """The address is shown once, in the answer itself: no history and no session keeps it."""
    secret = make_feed(actor=actor_of(request), at=visit_of(request).at)
    address = request.build_absolute_uri(reverse("actions:calendar", args=[secret]))
    return page(request, "actions/calendar.html", address=address)


@audience(SIGNED_IN, is_personal=False)
@require_POST
def revoke_calendar(request: HttpRequest) -> HttpResponse:
    revoke_feed(actor=actor_of(request), at=visit_of(request).at)
    messages.success(request, _("The address of your calendar opens nothing any more."))
    return redirect("actions:mine")
