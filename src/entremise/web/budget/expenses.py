"""Expenses: enter one with its receipt, two people approve, one refuses with a reason, it is corrected."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.journeys import tell_staff
from entremise.kernel.errors import Refused
from entremise.solidarity.operations.expenses import read_receipt
from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import (
    OPENS_AND_PAYS,
    PROPOSES,
    RECEIPT_BYTES,
    EnvelopeCard,
    ExpenseCard,
    ExpenseState,
    Refusal,
)
from entremise.web.budget.commitments import SPENDS
from entremise.web.budget.forms import ExpenseForm, ReasonForm
from entremise.web.budget.lines import (
    commitment_line,
    expense_lines,
    our_commitment,
    our_expense,
)
from entremise.web.budget.views import WHO
from entremise.web.budget.words import RECEIPTS
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.refusals import words_for
from entremise.web.shell.visit import visit_of

BESIDE_THE_FILE = frozenset({Refusal.RECEIPT_TOO_LARGE, Refusal.RECEIPT_UNKNOWN_KIND})


@audience(*SPENDS)
def spend(
    request: HttpRequest, commitment_id: int, refused: ExpenseCard | None = None
) -> HttpResponse:
    card, envelope = our_commitment(request, commitment_id)
    visit = visit_of(request)
    form = ExpenseForm(
        request.POST or None,
        request.FILES or None,
        left_cents=card.left_cents,
        today=localtime(visit.at).date(),
        refused=refused,
    )
    if request.method == "POST" and form.is_valid():
        expense_id = entered(request, commitment_id, form)
        if expense_id is not None:
            messages.success(request, _("The expense waits for two people to approve it."))
            return redirect("budget:expense", expense_id=expense_id)
    return page(
        request,
        "budget/spend.html",
        line=commitment_line(card),
        envelope=envelope,
        refused=refused,
        form=form,
    )


def entered(request: HttpRequest, commitment_id: int, form: ExpenseForm) -> int | None:
    """The expense, or none when its file was not accepted: the form says why."""
    file, visit = form.cleaned_data["receipt"], visit_of(request)
    try:
        return tell_staff.justify(
            actor=visit.actor,
            commitment_id=commitment_id,
            new=form.new_expense(),
            receipt=content_of(file),
            at=visit.at,
        )
    except Refused as refused:
        if refused.reason not in BESIDE_THE_FILE:
            raise
        form.add_error("receipt", str(words_for(refused.reason).title))
        return None


def content_of(file: "UploadedFile[bytes]") -> bytes:
    """Never more in memory than one byte beyond what is accepted."""
    data: bytes = file.read(RECEIPT_BYTES + 1)
    return data


@audience(*SPENDS)
def correct(request: HttpRequest, expense_id: int) -> HttpResponse:
    """A refused expense is entered again; the refused one stays as it was."""
    card, _envelope = our_expense(request, expense_id)
    return spend(request, card.commitment_id, card)


@audience(OPENS_AND_PAYS)
@require_safe
def list_to_approve(request: HttpRequest) -> HttpResponse:
    body = visit_of(request).actor.organization_id or 0
    pages = Pages(page_number(request), budget.to_approve_count(organization_id=body))
    cards = budget.expenses_to_approve(organization_id=body, offset=pages.offset, size=pages.size)
    return page(request, "budget/approve.html", rows=expense_lines(cards), pages=pages)


@audience(*WHO)
@require_safe
def show_expense(request: HttpRequest, expense_id: int) -> HttpResponse:
    card, envelope = our_expense(request, expense_id)
    return shown(request, card, envelope, ReasonForm())


def shown(
    request: HttpRequest, card: ExpenseCard, envelope: EnvelopeCard, refusing: ReasonForm
) -> HttpResponse:
    actor = visit_of(request).actor
    is_waiting = card.state is ExpenseState.JUSTIFIED
    decides = is_waiting and actor.has(OPENS_AND_PAYS)
    has_taken_part = actor.human_id in {card.entered_human, card.first_human}
    is_to_correct = card.state is ExpenseState.REFUSED and card.corrected_by is None
    return page(
        request,
        "budget/expense.html",
        line=expense_lines([card])[0],
        envelope=envelope,
        may_refuse=decides,
        may_approve=decides and not has_taken_part,
        has_taken_part=decides and has_taken_part,
        may_correct=is_to_correct and bool(actor.roles & PROPOSES),
        receipt_kb=max(1, card.receipt_bytes // 1024),
        refusing=refusing,
    )


@audience(OPENS_AND_PAYS)
@require_POST
def approve(request: HttpRequest, expense_id: int) -> HttpResponse:
    our_expense(request, expense_id)
    visit = visit_of(request)
    is_paid = tell_staff.approve(actor=visit.actor, expense_id=expense_id, at=visit.at)
    messages.success(
        request,
        _("Approved by two people: the expense is to be paid.")
        if is_paid
        else _("Your approval is noted. A second person approves, then it is to be paid."),
    )
    return redirect("budget:expense", expense_id=expense_id)


@audience(OPENS_AND_PAYS)
@require_POST
def refuse(request: HttpRequest, expense_id: int) -> HttpResponse:
    card, envelope = our_expense(request, expense_id)
    form, visit = ReasonForm(request.POST), visit_of(request)
    if not form.is_valid():
        return shown(request, card, envelope, form)
    tell_staff.refuse(
        actor=visit.actor, expense_id=expense_id, reason=form.cleaned_data["reason"], at=visit.at
    )
    messages.success(request, _("Refused. The money is free again; your reason stays."))
    return redirect("budget:expense", expense_id=expense_id)


@audience(*WHO)
@require_safe
def download_receipt(request: HttpRequest, expense_id: int) -> HttpResponse:
    """Always a file to save, under a name of ours: nothing that was sent is opened in the page."""
    our_expense(request, expense_id)
    visit = visit_of(request)
    file = read_receipt(actor=visit.actor, expense_id=expense_id, at=visit.at)
    content_type, suffix = RECEIPTS[file.kind]
    response = HttpResponse(file.data, content_type=content_type)
    name = f"justificatif-D-{expense_id:04d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
