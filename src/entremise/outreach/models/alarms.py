"""Alarms of callers, and what a steward has to put right."""

from django.db import models
from django.db.models import Q

from entremise.kernel.sealed_words import SealedWords
from entremise.outreach.models.calls import Call
from entremise.outreach.models.campaigns import Campaign
from entremise.outreach.models.visits import Visit
from entremise.outreach.vocabulary.calls import AlarmKind, TaskKind


class Alarm(models.Model):
    kind = models.CharField(max_length=9, choices=[(k, k) for k in AlarmKind])
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="alarms")
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)  # a hard call is talked over by then
    words = SealedWords(blank=True)  # what she wants to tell; never a name
    seen_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["campaign"], condition=Q(closed_at=None), name="alarm_open"),
        )

    def __str__(self) -> str:
        return f"alarm {self.pk}"


class AlarmRecipient(models.Model):
    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="recipients")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["alarm", "user"], name="alarm_recipient_once"),
        )

    def __str__(self) -> str:
        return f"recipient {self.pk}"


class Task(models.Model):
    """A number or a fact that a steward checks in the register."""

    kind = models.CharField(max_length=14, choices=[(k, k) for k in TaskKind])
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # none when a visit found it
    person = models.UUIDField()
    raised_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["due_at"], condition=Q(settled_at=None), name="task_open"),)

    def __str__(self) -> str:
        return f"task {self.pk}"
