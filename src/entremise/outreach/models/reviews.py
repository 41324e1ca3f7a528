"""Which reports a referent reads, and what she said; what callers would change in a script."""

from django.db import models
from django.db.models import Q

from entremise.kernel.sealed_words import SealedWords
from entremise.outreach.vocabulary.reviews import RemarkSource, Verdict


class Review(models.Model):
    report_id = models.BigIntegerField(unique=True)  # of a room of the same floor, by value
    campaign = models.ForeignKey(
        "outreach.Campaign", on_delete=models.PROTECT, related_name="reviews"
    )
    person = models.UUIDField()
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()
    is_first = models.BooleanField()  # before triage; urgency 1 and 2 never wait
    reader = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=9, choices=[(v, v) for v in Verdict], blank=True)
    sentence = SealedWords(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict="", read_at=None)
                | (~Q(verdict="") & Q(read_at__isnull=False, reader__isnull=False)),
                name="verdict_has_its_reader",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="SENT_BACK") | ~Q(sentence=""),
                name="sent_back_with_a_sentence",
            ),
            models.CheckConstraint(
                condition=Q(reader=None) | ~Q(reader=models.F("author")),
                name="nobody_reads_her_own_report",
            ),
        )
        indexes = (
            models.Index(fields=["drawn_at"], condition=Q(verdict=""), name="review_open"),
            models.Index(fields=["author", "read_at"], name="review_by_author"),
        )

    def __str__(self) -> str:
        return f"review {self.pk}"


class ScriptRemark(models.Model):
    """What does not work in a script, told from a call or at the end of a shift."""

    campaign = models.ForeignKey("outreach.Campaign", on_delete=models.PROTECT, related_name="+")
    kit_code = models.CharField(max_length=40)
    step = models.CharField(max_length=40, blank=True)
    words = SealedWords()
    source = models.CharField(max_length=10, choices=[(s, s) for s in RemarkSource])
    raised_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = SealedWords(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_by__isnull=False),
                name="settled_remark_has_its_hand",
            ),
        )
        indexes = (
            models.Index(fields=["raised_at"], condition=Q(settled_at=None), name="remark_open"),
        )

    def __str__(self) -> str:
        return f"remark {self.pk}"
