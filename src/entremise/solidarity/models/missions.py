"""Mission acts of the authority."""

from django.db import models
from django.db.models import F, Q


class Mission(models.Model):
    """The helper is an account; `covered_*` are set when she accepts, and only shortened afterwards."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    tasks = models.CharField(max_length=400)
    act_reference = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    covered_from_on = models.DateField(null=True, blank=True)
    covered_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="mission_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, covered_from_on=None, covered_until=None)
                | Q(
                    accepted_at__isnull=False,
                    declined_at=None,
                    covered_from_on__gte=F("starts_on"),
                    covered_until__lte=F("ends_on"),
                ),
                name="mission_covers_who_accepted_within_its_period",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | (Q(ended_by__isnull=False) & ~Q(ended_because="")),
                name="mission_ended_early_has_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=["organization", "covered_from_on"], name="mission_by_cover"),
            models.Index(fields=["user"], name="mission_by_helper"),
        )

    def __str__(self) -> str:
        return f"mission {self.pk}"
