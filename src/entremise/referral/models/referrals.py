"""Referrals: one item before one service, with its dated facts."""

from django.db import models
from django.db.models import Q

from entremise.referral.vocabulary.referrals import AnswerKind, ReferralState, RefusalReason, SentBy


class Referral(models.Model):
    item = models.ForeignKey("referral.Item", on_delete=models.PROTECT, related_name="referrals")
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(s, s) for s in ReferralState])
    sent_by = models.CharField(max_length=7, choices=[(s, s) for s in SentBy])
    sender = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()  # of what is awaited now
    received_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    first_contact_on = models.DateField(null=True, blank=True)
    questioned_at = models.DateTimeField(null=True, blank=True)  # until it is replied to
    kept_due_at = models.DateTimeField(null=True, blank=True)  # of the clock that a question stops
    breaches_count = models.PositiveSmallIntegerField(default=0)
    late_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal_reason = models.CharField(
        max_length=16, choices=[(r, r) for r in RefusalReason], blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_kind = models.CharField(max_length=11, choices=[(k, k) for k in AnswerKind], blank=True)
    answer_until = models.DateField(null=True, blank=True)
    link_digest = models.BinaryField(max_length=32, null=True, blank=True, unique=True)
    code_digest = models.BinaryField(max_length=32, null=True, blank=True)
    code_tries_count = models.PositiveSmallIntegerField(default=0)
    coupon = models.CharField(max_length=9, null=True, blank=True, unique=True)
    seen_until = models.DateTimeField()  # what the service may see, and its link with it
    is_to_forget = models.BooleanField(default=False)  # it saw the person; nobody has told it yet

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=("SENT", "RECEIVED", "ACCEPTED", "QUESTIONED")),
                name="one_live_referral_an_item",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED") | ~Q(refusal_reason=""), name="refusal_has_its_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="QUESTIONED")
                | Q(questioned_at__isnull=False, kept_due_at__isnull=False),
                name="stopped_clock_says_where_it_stood",
            ),
            models.CheckConstraint(
                condition=Q(link_digest=None) | Q(code_digest__isnull=False),
                name="a_link_has_its_code",
            ),
        )
        indexes = (
            models.Index(fields=["service", "state", "due_at", "id"], name="referral_by_service"),
            models.Index(fields=["state", "due_at"], name="referral_by_due"),
            models.Index(fields=["id"], condition=Q(is_to_forget=True), name="service_to_tell"),
        )

    def __str__(self) -> str:
        return f"referral {self.pk}"
