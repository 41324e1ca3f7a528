"""Tips and what readers said is wrong with them."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entremise.engines.holding import Hold
from entremise.mutual_aid.vocabulary.tips import TipCategory, TipEnding, TipFault, TipState


class Tip(models.Model):
    key = models.UUIDField(unique=True)
    title = models.CharField(max_length=100)
    words = models.CharField(max_length=600)
    place = models.CharField(max_length=160, blank=True)
    district = models.CharField(max_length=10, blank=True)
    category = models.CharField(max_length=10, choices=[(c.value, c.value) for c in TipCategory])
    source = models.CharField(max_length=160)
    contact = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=1100)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in TipState])
    holds = ArrayField(
        models.CharField(max_length=6, choices=[(h.value, h.value) for h in Hold]),
        default=list,
        blank=True,
    )
    proposed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_for = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_on = models.DateField(null=True, blank=True)
    ending = models.CharField(
        max_length=7, choices=[(e.value, e.value) for e in TipEnding], blank=True
    )

    class Meta:
        constraints = (
            models.CheckConstraint(  # nobody forgets it
                condition=~Q(state__in=["DRAFT", "CONTESTED"]) | Q(next_on__isnull=False),
                name="waiting_tip_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["PUBLISHED", "CONTESTED"])
                | Q(
                    expires_on__isnull=False,
                    checked_on__isnull=False,
                    checked_by__isnull=False,
                    published_at__isnull=False,
                    holds=[],
                ),
                name="shown_tip_was_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None)
                | Q(expires_on__lte=F("checked_on") + timedelta(days=90)),
                name="tip_is_checked_again_in_ninety_days",
            ),
            models.CheckConstraint(
                condition=(Q(state="RETIRED") & ~Q(ending=""))
                | (~Q(state="RETIRED") & Q(ending="")),
                name="retired_tip_has_its_reason",
            ),
        )
        indexes = (
            models.Index(fields=["state", "next_on", "id"], name="tip_by_date"),
            models.Index(fields=["state", "expires_on", "id"], name="tip_by_end"),
        )

    def __str__(self) -> str:
        return f"tip {self.pk}"


class TipReport(models.Model):
    """What a reader said is wrong; its words are for the desk, and go when it has answered."""

    tip = models.ForeignKey(Tip, on_delete=models.PROTECT, related_name="reports")
    at = models.DateTimeField()
    fault = models.CharField(max_length=7, choices=[(f.value, f.value) for f in TipFault])
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(words=""), name="answered_report_keeps_no_words"
            ),
        )
        indexes = (
            models.Index(fields=["tip"], condition=Q(answered_at=None), name="open_tip_report"),
        )

    def __str__(self) -> str:
        return f"report {self.pk}"
