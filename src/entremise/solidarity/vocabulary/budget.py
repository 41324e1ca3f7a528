"""Money that the authority gives to actions: envelopes, commitments, expenses, receipts. Integer cents."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from entremise.accounts.vocabulary import Role
from entremise.kernel.origin import Origin

OPENS_AND_PAYS: Final = Role.DECIDER
PROPOSES: Final = frozenset({Role.GO_BETWEEN, Role.CAMPAIGN_LEAD})
READS: Final = PROPOSES | {OPENS_AND_PAYS}
RECEIPT_BYTES: Final = 5 * 1024 * 1024
AT_MOST_CENTS: Final = 100_000_000_00  # a hundred million euros: beyond is a slip of the finger


class CommitmentKind(StrEnum):
    PURCHASE = "PURCHASE"
    MICRO_GRANT = "MICRO_GRANT"


class CommitmentState(StrEnum):
    """Held until its rest is freed: cancelled when nothing was paid, else settled."""

    HELD = "HELD"
    SETTLED = "SETTLED"
    CANCELLED = "CANCELLED"


class ExpenseState(StrEnum):
    JUSTIFIED = "JUSTIFIED"
    PAID = "PAID"
    REFUSED = "REFUSED"


class ReceiptKind(StrEnum):
    PDF = "PDF"
    PNG = "PNG"
    JPEG = "JPEG"


class Step(StrEnum):
    """What the trace tells."""

    OPENED = "OPENED"
    AMOUNT_CHANGED = "AMOUNT_CHANGED"
    CLOSED = "CLOSED"
    COMMITTED = "COMMITTED"
    FREED = "FREED"
    REPORTED = "REPORTED"
    JUSTIFIED = "JUSTIFIED"
    APPROVED = "APPROVED"
    PAID = "PAID"
    REFUSED = "REFUSED"
    RECEIPT_READ = "RECEIPT_READ"


class Refusal(StrEnum):
    NOT_YOUR_MONEY = "NOT_YOUR_MONEY"
    AMOUNT_IMPOSSIBLE = "AMOUNT_IMPOSSIBLE"
    ENVELOPE_TOO_SMALL = "ENVELOPE_TOO_SMALL"
    ENVELOPE_CLOSED = "ENVELOPE_CLOSED"
    BELOW_COMMITTED = "BELOW_COMMITTED"
    COMMITMENT_TOO_SMALL = "COMMITMENT_TOO_SMALL"
    COMMITMENT_OVER = "COMMITMENT_OVER"
    EXPENSE_WAITING = "EXPENSE_WAITING"
    EXPENSE_OVER = "EXPENSE_OVER"
    OWN_EXPENSE = "OWN_EXPENSE"
    SAME_HUMAN = "SAME_HUMAN"
    AGREEMENT_MISSING = "AGREEMENT_MISSING"
    REASON_MISSING = "REASON_MISSING"
    ALREADY_CORRECTED = "ALREADY_CORRECTED"
    RECEIPT_TOO_LARGE = "RECEIPT_TOO_LARGE"
    RECEIPT_UNKNOWN_KIND = "RECEIPT_UNKNOWN_KIND"
    RECEIPT_DAMAGED = "RECEIPT_DAMAGED"


@dataclass(frozen=True, slots=True)
class NewEnvelope:
    """`hour_cents` values an hour given; zero values nothing. `origin` is an action, or nothing."""

    title: str
    year: int
    amount_cents: int
    act_reference: str
    account_code: str = ""
    hour_cents: int = 0
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """A purchase, or a micro-grant to a collective with its agreement and the day its report is due."""

    kind: CommitmentKind
    label: str
    payee: str
    amount_cents: int
    agreed_on: date | None = None
    report_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewExpense:
    """`corrects` is a refused expense of the same commitment that this one replaces."""

    label: str
    amount_cents: int
    spent_on: date
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class EnvelopeCard:
    envelope_id: int
    title: str
    year: int
    organization_id: int
    amount_cents: int
    committed_cents: int
    waiting_cents: int
    paid_cents: int
    act_reference: str
    account_code: str
    hour_cents: int
    minutes_given: int
    origin: Origin | None
    opened_at: datetime
    closed_at: datetime | None

    @property
    def left_cents(self) -> int:
        return self.amount_cents - self.committed_cents

    @property
    def time_cents(self) -> int:
        """What the time given is worth: shown beside the money, never added to it."""
        return self.minutes_given * self.hour_cents // 60


@dataclass(frozen=True, slots=True)
class CommitmentCard:
    """`amount_cents` is what is held or spent now; `freed_cents` went back to the envelope."""

    commitment_id: int
    envelope_id: int
    kind: CommitmentKind
    label: str
    payee: str
    amount_cents: int
    freed_cents: int
    waiting_cents: int
    paid_cents: int
    state: CommitmentState
    committed_by: int
    committed_at: datetime
    freed_because: str
    agreed_on: date | None
    report_due_on: date | None
    reported_on: date | None

    @property
    def left_cents(self) -> int:
        return self.amount_cents - self.waiting_cents - self.paid_cents

    @property
    def number(self) -> str:
        return f"E-{self.commitment_id:04d}"


@dataclass(frozen=True, slots=True)
class ExpenseCard:
    expense_id: int
    commitment_id: int
    envelope_id: int
    label: str
    payee: str
    amount_cents: int
    spent_on: date
    state: ExpenseState
    entered_by: int
    entered_human: int
    entered_at: datetime
    first_by: int | None
    first_human: int | None
    first_at: datetime | None
    second_by: int | None
    paid_at: datetime | None
    refused_by: int | None
    refused_because: str
    corrects: int | None
    corrected_by: int | None  # the expense that replaces this one
    receipt_kind: ReceiptKind
    receipt_bytes: int

    @property
    def number(self) -> str:
        return f"D-{self.expense_id:04d}"

    @property
    def commitment_number(self) -> str:
        return f"E-{self.commitment_id:04d}"


@dataclass(frozen=True, slots=True)
class TraceLine:
    at: datetime
    step: Step
    user_id: int
    amount_cents: int
    reason: str
    commitment_id: int | None
    expense_id: int | None


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    kind: ReceiptKind
    data: bytes


@dataclass(frozen=True, slots=True)
class PublicLine:
    """What everybody may read of an envelope: amounts, and no name."""

    title: str
    year: int
    amount_cents: int
    committed_cents: int
    paid_cents: int
    grant_count: int
    grant_cents: int
    minutes_given: int
