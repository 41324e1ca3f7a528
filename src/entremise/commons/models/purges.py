"""The end of a register: what the archives agree to, what suspends it, the proof of what went; nobody's name."""

from django.db import models
from django.db.models import F, Q

from entremise.commons.models.registers import Register
from entremise.commons.vocabulary.deletions import (
    AGREED_AT_MOST,
    HELD_AT_MOST,
    Answer,
    HoldReason,
)
from entremise.commons.vocabulary.law import RegisterKind


class Purge(models.Model):
    """What was deleted of a register at its date: a campaign's whole and once, of mutual aid whoever was past that night."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="purges")
    rule = models.CharField(max_length=60)  # where the delay is written: a content and its version
    delay_days = models.PositiveIntegerField()
    counted_from_at = models.DateTimeField()
    due_at = models.DateTimeField()
    executed_at = models.DateTimeField()
    counts = models.JSONField()  # a code of `Deleted` → how many
    visa_reference = models.CharField(max_length=80)
    visa_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(executed_at__gte=F("due_at")), name="purge_not_before_its_date"
            ),
            models.CheckConstraint(condition=~Q(visa_reference=""), name="purge_has_its_visa"),
        )

    def __str__(self) -> str:
        return f"purge {self.pk}"


class Elimination(models.Model):
    """The elimination list of a register, as the director of the archives is asked to sign it, and the answer."""

    number = models.CharField(max_length=16, unique=True)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="eliminations")
    rule = models.CharField(max_length=60)
    delay_days = models.PositiveIntegerField()
    since_at = models.DateTimeField()
    until_at = models.DateTimeField()
    due_at = models.DateTimeField()
    counts = models.JSONField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=[(a, a) for a in Answer], blank=True)
    reference = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", signed_on=None, noted_by=None)
                | ~Q(answer="")
                & ~Q(reference="")
                & Q(signed_on__isnull=False, noted_by__isnull=False),
                name="visa_is_whole",
            ),
            models.UniqueConstraint(
                fields=["register"], condition=~Q(answer="REFUSED"), name="one_list_a_register"
            ),
        )

    def __str__(self) -> str:
        return f"elimination {self.pk}"


class ArchiveAgreement(models.Model):
    """Kinds of data that the archives let a body delete at their date, without a visa for each."""

    controller = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in RegisterKind])
    reference = models.CharField(max_length=80)
    signed_on = models.DateField()
    until = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gt=F("signed_on"))
                & Q(until__lte=F("signed_on") + models.Value(AGREED_AT_MOST)),
                name="agreement_has_an_end",
            ),
        )

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class DeletionHold(models.Model):
    """A deletion suspended for a time: by whom, why, until when; it lets nobody read."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=16, choices=[(r, r) for r in HoldReason])
    words = models.CharField(max_length=300)
    role = models.CharField(max_length=16)  # in which function
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gt=F("placed_at"))
                & Q(until__lte=F("placed_at") + models.Value(HELD_AT_MOST)),
                name="hold_ends_by_itself",
            ),
        )

    def __str__(self) -> str:
        return f"hold {self.pk}"
