"""Bundles of sheets on paper: who has them, what came back, what is lost."""

from django.db import models
from django.db.models import Q

from entremise.kernel.sealed_words import SealedWords
from entremise.outreach.models.calls import Attempt, Call
from entremise.outreach.models.campaigns import Campaign
from entremise.outreach.vocabulary.paper import BundleKind, SheetState


class Bundle(models.Model):
    """At most twelve sheets for one caller and half a day, or sealed for a power cut."""

    kind = models.CharField(max_length=8, choices=[(k, k) for k in BundleKind])
    code = models.CharField(max_length=3, unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="bundles")
    caller = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField()
    is_afternoon = models.BooleanField()
    printed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    held_until = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_to = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)  # of a sealed one
    opened_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opening_reason = SealedWords(blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    destroyed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "caller"],
                condition=Q(kind="HALF_DAY", returned_at=None),
                name="one_bundle_out_a_caller",
            ),
            models.CheckConstraint(
                condition=Q(kind="SEALED") | Q(caller__isnull=False), name="bundle_has_its_caller"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None, opening_reason="")
                | (Q(opened_at__isnull=False, opened_by__isnull=False) & ~Q(opening_reason="")),
                name="opening_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None) | Q(destroyed_by__isnull=False),
                name="destroyed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Sheet(models.Model):
    """One person on paper; of a call it holds the attempt that its token fences."""

    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="sheets")
    position = models.PositiveSmallIntegerField()
    person = models.UUIDField()
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attempt = models.OneToOneField(
        Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="sheet"
    )
    state = models.CharField(
        max_length=7, choices=[(s, s) for s in SheetState], default=SheetState.OUT
    )
    first_typed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_typed_at = models.DateTimeField(null=True, blank=True)
    typed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    typed_at = models.DateTimeField(null=True, blank=True)
    differences_count = models.PositiveSmallIntegerField(default=0)
    missing_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # of the incident
    closed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closing_note = SealedWords(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bundle", "position"], name="one_sheet_a_position"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=12), name="twelve_sheets_at_most"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["TYPED", "LATE"])
                | Q(typed_by__isnull=False, typed_at__isnull=False),
                name="typed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="ONCE")
                | Q(first_typed_by__isnull=False, first_typed_at__isnull=False),
                name="typed_once_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="MISSING") | Q(missing_at__isnull=False),
                name="missing_since_a_moment",
            ),
        )
        indexes = (
            models.Index(
                fields=["bundle"],
                condition=Q(state__in=["OUT", "MISSING"], closed_at=None),
                name="sheet_not_back",
            ),
        )

    def __str__(self) -> str:
        return f"sheet {self.pk}"
