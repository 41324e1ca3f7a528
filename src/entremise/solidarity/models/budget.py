"""Envelopes, commitments, expenses and receipts. The sums of the rows above are kept by triggers (0002)."""

from django.db import models
from django.db.models import F, Q

from entremise.solidarity.vocabulary.budget import (
    CommitmentKind,
    ExpenseState,
    ReceiptKind,
    Step,
)


class Envelope(models.Model):
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    amount_cents = models.BigIntegerField()
    committed_cents = models.BigIntegerField(default=0)
    act_reference = models.CharField(max_length=120)
    account_code = models.CharField(max_length=20, blank=True)
    hour_cents = models.PositiveIntegerField(default=0)
    origin_kind = models.CharField(max_length=16, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="envelope_holds_money"),
            models.CheckConstraint(
                condition=Q(committed_cents__gte=0) & Q(committed_cents__lte=F("amount_cents")),
                name="commitments_never_exceed_the_envelope",
            ),
            models.CheckConstraint(
                condition=Q(origin_kind="", origin_id=None)
                | (~Q(origin_kind="") & Q(origin_id__isnull=False)),
                name="envelope_origin_is_whole",
            ),
        )
        indexes = (models.Index(fields=["organization", "year"], name="envelope_by_year"),)

    def __str__(self) -> str:
        return f"envelope {self.pk}"


class Commitment(models.Model):
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=11, choices=[(k, k) for k in CommitmentKind])
    label = models.CharField(max_length=160)
    payee = models.CharField(max_length=120)
    amount_cents = models.BigIntegerField()
    freed_cents = models.BigIntegerField(default=0)
    claimed_cents = models.BigIntegerField(default=0)  # expenses that wait or are paid
    committed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    committed_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True, blank=True)
    freed_because = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    report_due_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0) & Q(freed_cents__gte=0),
                name="commitment_holds_money",
            ),
            models.CheckConstraint(
                condition=Q(claimed_cents__gte=0)
                & Q(claimed_cents__lte=F("amount_cents") - F("freed_cents")),
                name="expenses_never_exceed_the_commitment",
            ),
            models.CheckConstraint(
                condition=(Q(freed_at=None) & Q(freed_cents=0))
                | (Q(freed_at__isnull=False) & ~Q(freed_because="")),
                name="money_freed_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="MICRO_GRANT")
                | Q(agreed_on__isnull=False, report_due_on__gte=F("agreed_on")),
                name="micro_grant_has_its_agreement",
            ),
        )

    def __str__(self) -> str:
        return f"commitment {self.pk}"


class Expense(models.Model):
    """Two humans pay, neither of whom entered it: the row itself refuses anything else."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="expenses")
    label = models.CharField(max_length=160)
    amount_cents = models.BigIntegerField()
    spent_on = models.DateField()
    state = models.CharField(
        max_length=9, choices=[(s, s) for s in ExpenseState], default=ExpenseState.JUSTIFIED
    )
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    entered_human = models.ForeignKey("accounts.Human", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    first_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_human = models.ForeignKey(
        "accounts.Human", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_human = models.ForeignKey(
        "accounts.Human", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paid_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="expense_is_money"),
            models.CheckConstraint(
                condition=Q(first_human=None) | ~Q(first_human=F("entered_human")),
                name="nobody_approves_her_own_expense",
            ),
            models.CheckConstraint(
                condition=Q(second_human=None)
                | (
                    Q(first_human__isnull=False)
                    & ~Q(second_human=F("entered_human"))
                    & ~Q(second_human=F("first_human"))
                ),
                name="two_humans_approve",
            ),
            models.CheckConstraint(
                condition=(Q(state="PAID") & Q(second_human__isnull=False, paid_at__isnull=False))
                | (~Q(state="PAID") & Q(second_human=None, paid_at=None)),
                name="paid_is_approved_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED")
                | (Q(refused_by__isnull=False, refused_at__isnull=False) & ~Q(refused_because="")),
                name="refused_has_a_reason",
            ),
        )
        indexes = (models.Index(fields=["state", "entered_at"], name="expense_by_state"),)

    def __str__(self) -> str:
        return f"expense {self.pk}"


class Receipt(models.Model):
    """Ciphertext, bound to its expense; the key is a file outside the database."""

    expense = models.OneToOneField(Expense, on_delete=models.PROTECT, related_name="receipt")
    kind = models.CharField(max_length=4, choices=[(k, k) for k in ReceiptKind])
    size = models.PositiveIntegerField()
    ciphertext = models.BinaryField()

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class BudgetStep(models.Model):
    """The trace of an envelope: rows are added, never changed or taken away."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="steps")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    expense = models.ForeignKey(
        Expense, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    step = models.CharField(max_length=14, choices=[(s, s) for s in Step])
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    amount_cents = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.step} {self.pk}"
