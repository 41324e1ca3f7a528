"""Offers, and what lets a helper do sensitive things."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entremise.mutual_aid.vocabulary.common import Channel
from entremise.mutual_aid.vocabulary.offers import OfferKind, OfferState, ReleaseReason


class Offer(models.Model):
    key = models.UUIDField(unique=True)
    number = models.CharField(max_length=12, unique=True)
    code = models.BinaryField(max_length=32, null=True, blank=True, unique=True)
    seconds = ArrayField(models.BinaryField(max_length=32), default=list)  # with the code
    tries = models.PositiveSmallIntegerField(default=0)
    person = models.UUIDField()
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in OfferKind])
    state = models.CharField(max_length=13, choices=[(s.value, s.value) for s in OfferState])
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    categories = ArrayField(models.CharField(max_length=40), default=list)
    lat_e6 = models.IntegerField(null=True, blank=True)
    lon_e6 = models.IntegerField(null=True, blank=True)
    district = models.CharField(max_length=10, blank=True)
    radius_m = models.PositiveIntegerField()
    capacity = models.PositiveSmallIntegerField(default=1)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    means = ArrayField(models.CharField(max_length=10), default=list)
    slots = ArrayField(models.CharField(max_length=7), default=list)
    until = models.DateField(null=True, blank=True)
    quantity = models.PositiveIntegerField(default=0)
    is_minor = models.BooleanField(default=False)
    consent_read = models.CharField(max_length=40, blank=True)
    active_count = models.PositiveSmallIntegerField(default=0)
    helped_count = models.PositiveIntegerField(default=0)
    owner = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    first_answered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.CharField(
        max_length=15, choices=[(r.value, r.value) for r in ReleaseReason], blank=True
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="RELEASED") | Q(owner__isnull=False) | Q(next_on__isnull=False),
                name="living_offer_has_owner_or_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="RELEASED")
                | (Q(closed_at__isnull=False) & ~Q(release_reason="") & Q(active_count=0)),
                name="released_offer_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(active_count__lte=F("capacity")), name="offer_within_its_capacity"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="offer_helps_somebody"),
            models.CheckConstraint(
                condition=Q(lat_e6=None, lon_e6=None)
                | Q(lat_e6__isnull=False, lon_e6__isnull=False),
                name="offer_stands_somewhere_or_not",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_on", "id"],
                condition=~Q(state="RELEASED"),
                name="living_offer_by_date",
            ),
            models.Index(
                fields=["lat_e6", "lon_e6"],
                condition=Q(state__in=["OPEN", "PARTLY_USED"]),
                name="usable_offer_by_place",
            ),
            models.Index(fields=["person"], name="offer_by_person"),
            models.Index(fields=["user"], name="offer_by_user"),
        )

    def __str__(self) -> str:
        return self.number


class Credential(models.Model):
    """What a human of the desk has checked of a helper, until when: « has been met », « driving licence »."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=30)
    checked_on = models.DateField()
    checked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    until = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["offer", "kind"], name="one_credential_of_a_kind"),
            models.CheckConstraint(
                condition=Q(until__gte=F("checked_on")), name="credential_ends_after_its_check"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Invitation(models.Model):
    """An idle helper is asked to something else: a slot of an action, a shift of the call platform; once for each."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="invitations")
    to_kind = models.CharField(max_length=16)
    to_id = models.BigIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["offer", "to_kind", "to_id"], name="one_invitation_to_a_thing"
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"
