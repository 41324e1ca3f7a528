"""What changes expenses: justify with a receipt, approve twice, refuse with a reason, correct, read a receipt."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.queries import human_of
from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.solidarity.models import Commitment, Expense, Receipt
from entremise.solidarity.operations.budget import (
    held_row,
    locked_commitment,
    note,
    refuse_odd_amount,
    said,
    who,
)
from entremise.solidarity.operations.receipts import kind_of, opened, sealed
from entremise.solidarity.vocabulary.budget import (
    OPENS_AND_PAYS,
    PROPOSES,
    READS,
    ExpenseState,
    NewExpense,
    ReceiptFile,
    ReceiptKind,
    Refusal,
    Step,
)


@transaction.atomic
def justify_expense(
    *, actor: Actor, commitment_id: int, new: NewExpense, receipt: bytes, at: datetime
) -> int:
    """Enter an expense with its receipt; return the id; refuse with `NOT_YOUR_MONEY`, `COMMITMENT_OVER`, `AMOUNT_IMPOSSIBLE`, `COMMITMENT_TOO_SMALL`, `ALREADY_CORRECTED` or what `kind_of` refuses."""
    kind = kind_of(receipt)
    commitment = held_row(commitment_id)
    user_id = who(actor, PROPOSES, commitment.envelope.organization_id)
    refuse_odd_amount(new.amount_cents)
    if new.amount_cents > commitment.amount_cents - commitment.claimed_cents:
        raise Refused(Refusal.COMMITMENT_TOO_SMALL)
    refuse_second_correction(commitment, new.corrects)
    row = Expense.objects.create(
        commitment=commitment,
        label=new.label,
        amount_cents=new.amount_cents,
        spent_on=new.spent_on,
        entered_by_id=user_id,
        entered_human_id=human_of(user_id=user_id),
        entered_at=at,
        corrects_id=new.corrects,
    )
    Receipt.objects.create(
        expense=row, kind=kind, size=len(receipt), ciphertext=sealed(receipt, row.pk)
    )
    note_expense(Step.JUSTIFIED, row, user_id, at)
    return row.pk


def refuse_second_correction(commitment: Commitment, corrects: int | None) -> None:
    if corrects is None:
        return
    wrong = Expense.objects.filter(
        pk=corrects, commitment=commitment, state=ExpenseState.REFUSED, correction=None
    )
    if not wrong.exists():
        raise Refused(Refusal.ALREADY_CORRECTED)


@transaction.atomic
def approve_expense(*, actor: Actor, expense_id: int, at: datetime) -> bool:
    """Approve; return whether this was the second human, so that it is paid; refuse with `NOT_YOUR_MONEY`, `EXPENSE_OVER`, `OWN_EXPENSE`, `SAME_HUMAN`."""
    row = waiting_row(expense_id)
    user_id = who(actor, {OPENS_AND_PAYS}, row.commitment.envelope.organization_id)
    human_id = human_of(user_id=user_id)
    if human_id == row.entered_human_id:
        raise Refused(Refusal.OWN_EXPENSE)
    if human_id == row.first_human_id:
        raise Refused(Refusal.SAME_HUMAN)
    if row.first_human_id is None:
        row.first_by_id, row.first_human_id, row.first_at = user_id, human_id, at
        row.save(update_fields=["first_by", "first_human", "first_at"])
        note_expense(Step.APPROVED, row, user_id, at)
        return False
    row.second_by_id, row.second_human_id = user_id, human_id
    row.state, row.paid_at = ExpenseState.PAID, at
    row.save(update_fields=["second_by", "second_human", "state", "paid_at"])
    note_expense(Step.PAID, row, user_id, at)
    return True


@transaction.atomic
def refuse_expense(*, actor: Actor, expense_id: int, reason: str, at: datetime) -> None:
    """Say no with a reason: the money goes back to the commitment; refuse with `NOT_YOUR_MONEY`, `EXPENSE_OVER`, `REASON_MISSING`."""
    row = waiting_row(expense_id)
    user_id = who(actor, {OPENS_AND_PAYS}, row.commitment.envelope.organization_id)
    row.state, row.refused_by_id, row.refused_at = ExpenseState.REFUSED, user_id, at
    row.refused_because = said(reason)
    row.save(update_fields=["state", "refused_by", "refused_at", "refused_because"])
    note_expense(Step.REFUSED, row, user_id, at, row.refused_because)


@transaction.atomic
def read_receipt(*, actor: Actor, expense_id: int, at: datetime) -> ReceiptFile:
    """A receipt in clear; the trace says who read it; refuse with `NOT_YOUR_MONEY`, `RECEIPT_DAMAGED`."""
    row = Expense.objects.select_related("commitment__envelope", "receipt").get(pk=expense_id)
    user_id = who(actor, READS, row.commitment.envelope.organization_id)
    data = opened(bytes(row.receipt.ciphertext), row.pk)
    note_expense(Step.RECEIPT_READ, row, user_id, at)
    return ReceiptFile(ReceiptKind(row.receipt.kind), data)


def waiting_row(expense_id: int) -> Expense:
    """Locked after its commitment and envelope, and still waiting."""
    commitment_id = Expense.objects.values_list("commitment_id", flat=True).get(pk=expense_id)
    commitment = locked_commitment(commitment_id)
    row = Expense.objects.select_for_update(of=("self",)).get(pk=expense_id)
    row.commitment = commitment
    if row.state != ExpenseState.JUSTIFIED:
        raise Refused(Refusal.EXPENSE_OVER)
    return row


def note_expense(step: Step, row: Expense, user_id: int, at: datetime, reason: str = "") -> None:
    note(
        step,
        row.commitment.envelope,
        user_id,
        at,
        commitment_id=row.commitment_id,
        expense_id=row.pk,
        amount_cents=row.amount_cents,
        reason=reason,
    )
