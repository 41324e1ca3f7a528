"""Proofs of deletion: what went, how much of it, when, by which rule; nobody's name."""

from django.db import models
from django.db.models import F, Q

from entremise.commons.models.registers import Register


class Purge(models.Model):
    """A register emptied at its date, once."""

    register = models.OneToOneField(Register, on_delete=models.PROTECT, related_name="purge")
    rule = models.CharField(max_length=60)  # where the delay is written: a content and its version
    delay_days = models.PositiveIntegerField()
    counted_from_at = models.DateTimeField()
    due_at = models.DateTimeField()
    executed_at = models.DateTimeField()
    counts = models.JSONField()  # a code of `Deleted` → how many

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(executed_at__gte=F("due_at")), name="purge_not_before_its_date"
            ),
        )

    def __str__(self) -> str:
        return f"purge {self.pk}"
