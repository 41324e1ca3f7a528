"""Somebody who is called each week by the same caller."""

from django.db import models
from django.db.models import Q

from entremise.outreach.models.campaigns import Campaign


class Pair(models.Model):
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person"],
                condition=Q(ended_at=None),
                name="one_weekly_caller_a_person",
            ),
        )
        indexes = (
            models.Index(fields=["user"], condition=Q(ended_at=None), name="pair_of_caller"),
        )

    def __str__(self) -> str:
        return f"pair {self.pk}"
