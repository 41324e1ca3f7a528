"""Commitments: reserve money, see what became of it, give the rest back, note a collective's report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.solidarity.operations.budget import commit_money, free_money, note_report
from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import (
    PROPOSES,
    CommitmentCard,
    CommitmentKind,
    CommitmentState,
    EnvelopeCard,
)
from entremise.web.budget.forms import CommitmentForm, ReasonForm, ReportForm
from entremise.web.budget.lines import (
    commitment_line,
    events,
    expense_lines,
    our_commitment,
    our_envelope,
)
from entremise.web.budget.views import WHO
from entremise.web.budget.words import euros
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

SPENDS = tuple(sorted(PROPOSES))


@audience(*SPENDS)
def commit(request: HttpRequest, envelope_id: int) -> HttpResponse:
    card, visit = our_envelope(request, envelope_id), visit_of(request)
    form = CommitmentForm(request.POST or None, left_cents=card.left_cents)
    if request.method == "POST" and form.is_valid():
        commitment_id = commit_money(
            actor=visit.actor, envelope_id=envelope_id, new=form.new_commitment(), at=visit.at
        )
        messages.success(request, _("The money is reserved. Enter the expense when it is known."))
        return redirect("budget:commitment", commitment_id=commitment_id)
    return page(request, "budget/commit.html", card=card, form=form)


@audience(*WHO, is_personal=False)
@require_safe
def show_commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    card, envelope = our_commitment(request, commitment_id)
    return shown(request, card, envelope, ReportForm())


def shown(
    request: HttpRequest, card: CommitmentCard, envelope: EnvelopeCard, reporting: ReportForm
) -> HttpResponse:
    is_held = card.state is CommitmentState.HELD
    may_spend = bool(visit_of(request).actor.roles & PROPOSES)
    trace = budget.trace_of(envelope_id=envelope.envelope_id, commitment_id=card.commitment_id)
    return page(
        request,
        "budget/commitment.html",
        line=commitment_line(card),
        envelope=envelope,
        waiting=euros(card.waiting_cents),
        freed=euros(card.freed_cents) if card.freed_cents else "",
        rows=expense_lines(budget.expenses_of(commitment_id=card.commitment_id)),
        events=events(trace),
        may_spend=may_spend and is_held and card.left_cents > 0,
        may_free=is_held and not card.waiting_cents,
        may_report=may_spend and card.kind is CommitmentKind.MICRO_GRANT and not card.reported_on,
        reporting=reporting,
    )


@audience(*WHO)
def free(request: HttpRequest, commitment_id: int) -> HttpResponse:
    card, envelope = our_commitment(request, commitment_id)
    form, visit = ReasonForm(request.POST or None), visit_of(request)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        cents = free_money(
            actor=visit.actor, commitment_id=commitment_id, reason=reason, at=visit.at
        )
        given_back = _("%(euros)s went back to the envelope.") % {"euros": euros(cents)}
        messages.success(request, given_back)
        return redirect("budget:commitment", commitment_id=commitment_id)
    return page(
        request, "budget/free.html", line=commitment_line(card), envelope=envelope, form=form
    )


@audience(*SPENDS)
@require_POST
def report(request: HttpRequest, commitment_id: int) -> HttpResponse:
    card, envelope = our_commitment(request, commitment_id)
    form, visit = ReportForm(request.POST), visit_of(request)
    if not form.is_valid():
        return shown(request, card, envelope, form)
    note_report(
        actor=visit.actor,
        commitment_id=commitment_id,
        reported_on=form.cleaned_data["reported_on"],
        at=visit.at,
    )
    messages.success(request, _("The report is noted."))
    return redirect("budget:commitment", commitment_id=commitment_id)
