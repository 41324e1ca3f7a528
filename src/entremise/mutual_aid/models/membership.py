"""Associations that work with the desk: asked, met, at work, gone."""

from django.db import models
from django.db.models import Q

from entremise.mutual_aid.vocabulary.membership import MembershipEnding, MembershipState


class Membership(models.Model):
    organization = models.OneToOneField("accounts.Organization", on_delete=models.PROTECT)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in MembershipState])
    asked_at = models.DateTimeField()
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    active_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(
        max_length=10, choices=[(e.value, e.value) for e in MembershipEnding], blank=True
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="ACTIVE") | Q(met_on__isnull=False, active_at__isnull=False),
                name="active_association_was_met",
            ),
            models.CheckConstraint(
                condition=~Q(state="ENDED") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="ended_membership_has_its_reason",
            ),
        )

    def __str__(self) -> str:
        return f"membership {self.pk}"
