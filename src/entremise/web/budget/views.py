"""Envelopes: the list with its figures, one of them, opening, changing, closing, on paper and for everybody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from entremise.accounts.queries import host_organization
from entremise.solidarity.operations.budget import change_amount, close_envelope, open_envelope
from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import OPENS_AND_PAYS, PROPOSES, READS
from entremise.web.budget.forms import AmountForm, EnvelopeForm, ReasonForm
from entremise.web.budget.lines import (
    commitment_line,
    events,
    figures,
    our_envelope,
    time_words,
)
from entremise.web.budget.words import euros
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import visit_of

WHO = tuple(sorted(READS))
TRACE_SHOWN = 8


def year_asked(request: HttpRequest, years: tuple[int, ...]) -> int:
    """The year of the address when there is one, else this year, else the last with money."""
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4:
        return int(asked)
    this = localtime(visit_of(request).at).year
    return this if this in years or not years else years[0]


@audience(*WHO, is_personal=False)
@require_safe
def list_envelopes(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    body = visit.actor.organization_id or 0
    years = budget.years_of(organization_id=body)
    year = year_asked(request, years)
    cards = budget.envelopes(organization_id=body, year=year)
    return page(
        request,
        "budget/home.html",
        year=year,
        years=years,
        rows=[(card, figures([card])) for card in cards],
        total=figures(cards),
        may_open=visit.actor.has(OPENS_AND_PAYS),
        waiting=budget.to_approve_count(organization_id=body),
    )


@audience(OPENS_AND_PAYS)
def open_new(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    form = EnvelopeForm(
        request.POST or None,
        year=localtime(visit.at).year,
        actions=budget.actions_to_fund(organization_id=visit.actor.organization_id or 0),
    )
    if request.method == "POST" and form.is_valid():
        envelope_id = open_envelope(actor=visit.actor, new=form.new_envelope(), at=visit.at)
        messages.success(request, _("The envelope is open. Go-betweens and leads may commit it."))
        return redirect("budget:envelope", envelope_id=envelope_id)
    return page(request, "budget/open.html", form=form)


@audience(*WHO, is_personal=False)
@require_safe
def show_envelope(request: HttpRequest, envelope_id: int) -> HttpResponse:
    card, actor = our_envelope(request, envelope_id), visit_of(request).actor
    trace = budget.trace_of(envelope_id=envelope_id)
    shown = len(trace) if request.GET.get("trace") == "all" else TRACE_SHOWN
    return page(
        request,
        "budget/envelope.html",
        card=card,
        figures=figures([card]),
        hour=euros(card.hour_cents) if card.hour_cents else "",
        rows=[commitment_line(one) for one in budget.commitments_of(envelope_id=envelope_id)],
        events=events(trace[:shown]),
        has_more=len(trace) > shown,
        may_change=actor.has(OPENS_AND_PAYS) and card.closed_at is None,
        may_commit=bool(actor.roles & PROPOSES) and card.closed_at is None,
    )


@audience(*WHO, is_personal=False)
@require_safe
def print_envelope(request: HttpRequest, envelope_id: int) -> HttpResponse:
    card = our_envelope(request, envelope_id)
    return sheet(
        request,
        "budget/print.html",
        file="enveloppe",
        card=card,
        figures=figures([card]),
        rows=[commitment_line(one) for one in budget.commitments_of(envelope_id=envelope_id)],
        at=visit_of(request).at,
    )


@audience(OPENS_AND_PAYS)
def change(request: HttpRequest, envelope_id: int) -> HttpResponse:
    card, visit = our_envelope(request, envelope_id), visit_of(request)
    form = AmountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["amount"] < card.committed_cents:
            form.add_error("amount", _("More than that is committed already."))
        else:
            change_amount(
                actor=visit.actor,
                envelope_id=envelope_id,
                amount_cents=form.cleaned_data["amount"],
                reason=form.cleaned_data["reason"],
                at=visit.at,
            )
            messages.success(request, _("The new amount holds from now on."))
            return redirect("budget:envelope", envelope_id=envelope_id)
    return page(
        request, "budget/change.html", card=card, form=form, committed=euros(card.committed_cents)
    )


@audience(OPENS_AND_PAYS)
def close(request: HttpRequest, envelope_id: int) -> HttpResponse:
    card, visit = our_envelope(request, envelope_id), visit_of(request)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        close_envelope(actor=visit.actor, envelope_id=envelope_id, reason=reason, at=visit.at)
        messages.success(request, _("The envelope is closed. What is committed may still be paid."))
        return redirect("budget:envelope", envelope_id=envelope_id)
    return page(request, "budget/close.html", card=card, form=form)


@audience(PUBLIC)
@require_safe
def show_public(request: HttpRequest) -> HttpResponse:
    """What the town gives, by envelope: amounts, and no name."""
    host = host_organization()
    lines = (
        budget.public_lines(organization_id=host.organization_id, at=visit_of(request).at)
        if host
        else ()
    )
    rows = [
        {
            "line": one,
            "amount": euros(one.amount_cents),
            "committed": euros(one.committed_cents),
            "paid": euros(one.paid_cents),
            "grants": grants_said(one.grant_count, one.grant_cents),
            "time": time_words(one.minutes_given, 0),
        }
        for one in lines
    ]
    years = sorted({one.year for one in lines}, reverse=True)
    groups = [(year, [row for row in rows if row["line"].year == year]) for year in years]  # type: ignore[attr-defined]  # a line of the row
    return page(request, "budget/public.html", groups=groups)


def grants_said(count: int, cents: int) -> str:
    if not count:
        return ""
    said = ngettext("one, %(euros)s", "%(count)d for %(euros)s", count)
    return said % {"count": count, "euros": euros(cents)}
