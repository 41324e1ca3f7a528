"""Relatives who do not want to be rung: known by a blind index of their number alone."""

from django.db import models
from django.db.models import Q

from entremise.commons.vocabulary.access import Channel


class RelativeObjection(models.Model):
    """Whoever stands in a register as somebody's relative says no: her number is rung for nobody any more."""

    digest = models.BinaryField(max_length=32)
    channel = models.CharField(max_length=8, choices=[(c, c) for c in Channel])
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(withdrawn_at=None),
                name="one_objection_a_relative",
            ),
        )

    def __str__(self) -> str:
        return f"relative's objection {self.pk}"
