"""Reports, their items, and the trace that only grows."""

from django.db import models
from django.db.models import Q

from entremise.kernel.sealed_words import SealedWords
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    ItemState,
    ReportState,
    UnmetReason,
)


class Report(models.Model):
    number = models.CharField(max_length=12, unique=True)
    person = models.UUIDField()
    register_id = models.BigIntegerField()  # of the campaign, by value
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    kit_version_id = models.BigIntegerField()
    district = models.CharField(max_length=10, blank=True)
    origin_kind = models.CharField(max_length=16)
    origin_id = models.BigIntegerField()
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    severity = models.PositiveSmallIntegerField()  # of the gravest item still open
    state = models.CharField(max_length=14, choices=[(s, s) for s in ReportState])
    held_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    is_returned = models.BooleanField(default=False)
    is_read_first = models.BooleanField(default=False)
    question = SealedWords(blank=True)  # to the caller; never a name
    reply = SealedWords(blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    is_locked = models.BooleanField(default=False)  # waits for its deletion: nobody reads its words

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"], name="one_report_an_origin"
            ),
            models.CheckConstraint(condition=Q(severity__range=(1, 4)), name="report_severity"),
            models.CheckConstraint(
                condition=~Q(state="HELD") | Q(held_by__isnull=False),
                name="held_report_has_a_holder",
            ),
            models.CheckConstraint(
                condition=~Q(state="TO_REVIEW") | Q(is_read_first=True),
                name="only_an_awaited_review_is_to_do",
            ),
            models.CheckConstraint(
                condition=Q(state="CLOSED", closed_at__isnull=False)
                | (~Q(state="CLOSED") & Q(closed_at=None)),
                name="closed_report_has_its_date",
            ),
        )
        indexes = (
            models.Index(fields=["state", "due_at", "id"], name="report_queue"),
            models.Index(fields=["author", "-opened_at"], name="report_by_author"),
            models.Index(fields=["person"], name="report_by_person"),
        )

    def __str__(self) -> str:
        return self.number


class Item(models.Model):
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="items")
    theme = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField()
    consent = models.CharField(max_length=5, choices=[(c, c) for c in Consent])
    state = models.CharField(max_length=8, choices=[(s, s) for s in ItemState])
    ending = models.CharField(max_length=16, choices=[(e, e) for e in Ending], blank=True)
    unmet_reason = models.CharField(
        max_length=16, choices=[(r, r) for r in UnmetReason], blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="CLOSED") | ~Q(ending=""), name="closed_item_has_its_end"
            ),
            models.CheckConstraint(
                condition=~Q(ending="UNMET") | ~Q(unmet_reason=""), name="unmet_item_has_its_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="SENT") | ~Q(consent="NO"), name="nothing_sent_without_consent"
            ),
        )

    def __str__(self) -> str:
        return f"item {self.pk}"


class Step(models.Model):
    """A line of the trace: who did what, when; it is never changed nor taken away."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    service_name = SealedWords(blank=True)  # and who spoke for it
    detail = SealedWords(blank=True)

    class Meta:
        indexes = (models.Index(fields=["report", "at", "id"], name="trace_of_report"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
