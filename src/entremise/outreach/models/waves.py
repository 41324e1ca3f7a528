"""Waves after the first: everybody whose call is done is called again."""

from django.db import models
from django.db.models import Q

from entremise.outreach.models.campaigns import Campaign


class Wave(models.Model):
    """One new round of calls; the first one is the opening itself and has no row."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)  # none while its people are being added
    user = models.ForeignKey(  # none: by its rhythm
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_count = models.PositiveIntegerField()  # people called again
    carried_count = models.PositiveIntegerField()  # people whose call of an earlier wave is open

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="one_wave_a_number"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(called_at=None), name="one_wave_begins_at_a_time"
            ),
            models.CheckConstraint(condition=Q(number__gte=2), name="wave_after_the_first"),
        )

    def __str__(self) -> str:
        return f"wave {self.number}"
