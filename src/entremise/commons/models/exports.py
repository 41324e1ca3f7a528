"""Exports with names, and their sealed files: read by the functions of the sealed schema."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value

from entremise.commons.vocabulary.exports import ExportState
from entremise.commons.vocabulary.law import Purpose


class Export(models.Model):
    number = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=13, choices=[(s.value, s.value) for s in ExportState])
    purpose = models.CharField(max_length=24, choices=[(p.value, p.value) for p in Purpose])
    registers = ArrayField(models.BigIntegerField())
    groups = ArrayField(models.CharField(max_length=16))
    people = ArrayField(models.UUIDField(), null=True, blank=True)  # none: all of the registers
    people_count = models.PositiveIntegerField()
    people_cap = models.PositiveIntegerField()
    reason = models.TextField()
    act_reference = models.CharField(max_length=200)
    recipient = models.CharField(max_length=160)
    recipient_key = models.CharField(max_length=80)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    countersigned_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    countersigned_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusal_reason = models.TextField(blank=True)
    built_at = models.DateTimeField(null=True, blank=True)
    built_count = models.PositiveIntegerField(null=True, blank=True)
    copy_mark = models.CharField(max_length=20, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("user")),
                name="export_by_two_accounts",
            ),
            models.CheckConstraint(
                condition=Q(countersigned_at=None)
                | Q(countersigned_at__lt=F("asked_at") + Value(timedelta(hours=72))),
                name="export_countersigned_in_time",
            ),
        )
        indexes = (models.Index(fields=["state", "id"], name="export_by_state"),)

    def __str__(self) -> str:
        return self.number


class ExportFile(models.Model):
    """The only form in which the file exists: encrypted to the recipient's key."""

    export = models.OneToOneField(
        Export, on_delete=models.PROTECT, related_name="file", primary_key=True
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"file {self.pk}"
