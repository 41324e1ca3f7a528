"""How money, states and steps are said."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.solidarity.vocabulary.budget import (
    CommitmentKind,
    CommitmentState,
    ExpenseState,
    ReceiptKind,
    Step,
)

KINDS: Final[dict[CommitmentKind, StrOrPromise]] = {
    CommitmentKind.PURCHASE: _("Purchase or service"),
    CommitmentKind.MICRO_GRANT: _("Micro-grant to a collective"),
}
COMMITMENT_STATES: Final[dict[CommitmentState, tuple[StrOrPromise, str]]] = {
    CommitmentState.HELD: (_("committed"), "sun"),
    CommitmentState.SETTLED: (_("settled"), "ok"),
    CommitmentState.CANCELLED: (_("commitment cancelled"), "off"),
}
EXPENSE_STATES: Final[dict[ExpenseState, tuple[StrOrPromise, str]]] = {
    ExpenseState.JUSTIFIED: (_("to be approved"), "sun"),
    ExpenseState.PAID: (_("paid"), "ok"),
    ExpenseState.REFUSED: (_("expense refused"), "alert"),
}
STEPS: Final[dict[Step, StrOrPromise]] = {
    Step.OPENED: _("Envelope opened"),
    Step.AMOUNT_CHANGED: _("Amount of the envelope changed"),
    Step.CLOSED: _("Envelope closed"),
    Step.COMMITTED: _("Money committed"),
    Step.FREED: _("Money given back to the envelope"),
    Step.REPORTED: _("Report of the collective received"),
    Step.JUSTIFIED: _("Expense entered with its receipt"),
    Step.APPROVED: _("First approval"),
    Step.PAID: _("Second approval: paid"),
    Step.REFUSED: _("Expense refused"),
    Step.RECEIPT_READ: _("Receipt read"),
}
RECEIPTS: Final[dict[ReceiptKind, tuple[str, str]]] = {
    ReceiptKind.PDF: ("application/pdf", "pdf"),
    ReceiptKind.PNG: ("image/png", "png"),
    ReceiptKind.JPEG: ("image/jpeg", "jpg"),
}


def euros(cents: int) -> str:
    """« 1 250,50 € »; whole euros without cents."""
    whole, rest = divmod(abs(cents), 100)
    written = f"{whole:,}".replace(",", "\u202f") + (f",{rest:02d}" if rest else "")
    return f"{'−' if cents < 0 else ''}{written}\u00a0€"


def hours(minutes: int) -> str:
    """« 12 h 30 »."""
    return f"{minutes // 60}\u00a0h" + (f"\u00a0{minutes % 60:02d}" if minutes % 60 else "")
