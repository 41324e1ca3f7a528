"""« Did it help? », asked three weeks later; and the second look at what was passed on without consent."""

from django.db import models
from django.db.models import F, Q

from entremise.referral.vocabulary.checks import CheckState, Verdict


class HelpCheck(models.Model):
    item = models.OneToOneField(
        "referral.Item", on_delete=models.PROTECT, related_name="help_check"
    )
    state = models.CharField(max_length=10, choices=[(s, s) for s in CheckState])
    due_on = models.DateField()
    tries_count = models.PositiveSmallIntegerField(default=0)
    held_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("DUE", "WAIVED")) | Q(answered_at__isnull=False),
                name="answered_check_has_its_date",
            ),
        )
        indexes = (
            models.Index(fields=["due_on", "id"], condition=Q(state="DUE"), name="check_by_day"),
        )

    def __str__(self) -> str:
        return f"check {self.pk}"


class VitalReview(models.Model):
    """Somebody else reads why an item was passed on without consent; neither who wrote it nor who sent it."""

    item = models.OneToOneField(
        "referral.Item", on_delete=models.PROTECT, related_name="vital_review"
    )
    author_id = models.BigIntegerField()  # of the report, by value; zero for nobody's account
    reviewer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12, choices=[(v, v) for v in Verdict])
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(author_id=F("reviewer_id")), name="nobody_reviews_her_own_word"
            ),
        )

    def __str__(self) -> str:
        return f"review {self.pk}"
