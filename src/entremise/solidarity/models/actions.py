"""Actions, their slots, the places in them, certificates of hours and private calendars."""

from django.db import models
from django.db.models import F, Q

from entremise.solidarity.vocabulary.actions import (
    LIVING,
    ActionKind,
    ActionState,
    PlaceState,
)


class Action(models.Model):
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ActionKind])
    state = models.CharField(
        max_length=9,
        choices=[(s.value, s.value) for s in ActionState],
        default=ActionState.DRAFT.value,
    )
    title = models.CharField(max_length=100)
    text = models.CharField(max_length=1200)
    place = models.CharField(max_length=160)
    district = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=20)
    bring = models.CharField(max_length=200, blank=True)
    minimum_age = models.PositiveSmallIntegerField(default=18)
    made_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    validated_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    validated_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)  # SEQUENCE of RFC 5545
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(minimum_age__in=[16, 18]), name="action_from_16_or_18"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "CANCELLED"]) | Q(validated_at__isnull=False),
                name="shown_action_was_validated",
            ),
            models.CheckConstraint(
                condition=~Q(state="CANCELLED") | ~Q(cancel_reason=""),
                name="cancelled_action_says_why",
            ),
        )
        indexes = (models.Index(fields=["state", "id"], name="action_by_state"),)

    def __str__(self) -> str:
        return f"action {self.pk}"


class Slot(models.Model):
    """Seats at one task of an action; taken and waiting are counted under its lock."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    task = models.CharField(max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField()
    taken_count = models.PositiveSmallIntegerField(default=0)
    waiting_count = models.PositiveIntegerField(default=0)
    is_substitute_wanted = models.BooleanField(default=False)
    rule = models.CharField(max_length=120, blank=True)  # the RFC 5545 rule it comes from
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(seats__gt=0, taken_count__lte=F("seats")), name="slot_within_its_seats"
            ),
            models.UniqueConstraint(
                fields=["action", "starts_at", "task"],
                condition=Q(cancelled_at=None),
                name="one_slot_a_moment_and_task",
            ),
        )
        indexes = (models.Index(fields=["action", "starts_at"], name="slot_by_action"),)

    def __str__(self) -> str:
        return f"slot {self.pk}"


class Place(models.Model):
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="places")
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=14, choices=[(s.value, s.value) for s in PlaceState])
    is_minor = models.BooleanField(default=False)  # 16 or 17, by her own word
    booked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    booked_at = models.DateTimeField()
    confirm_by = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, person=None) | Q(user=None, person__isnull=False),
                name="place_held_by_an_account_or_a_person",
            ),
            models.UniqueConstraint(
                fields=["slot", "user"],
                condition=Q(state__in=[s.value for s in LIVING]),
                name="one_place_an_account_and_slot",
            ),
            models.UniqueConstraint(
                fields=["slot", "person"],
                condition=Q(state__in=[s.value for s in LIVING]),
                name="one_place_a_person_and_slot",
            ),
            models.CheckConstraint(
                condition=Q(state="PRESENT") | Q(minutes=0), name="time_is_given_by_those_present"
            ),
        )
        indexes = (
            models.Index(
                fields=["slot", "id"], condition=Q(state="WAITING"), name="waiting_in_order"
            ),
            models.Index(fields=["user", "state"], name="place_by_user"),
            models.Index(
                fields=["confirm_by"],
                condition=Q(state="BOOKED", confirm_by__isnull=False),
                name="place_to_confirm",
            ),
        )

    def __str__(self) -> str:
        return f"place {self.pk}"


class Certificate(models.Model):
    """Hours given with one organization, checked by a code; the name is a keyed digest."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=10, unique=True)
    name_digest = models.BinaryField(max_length=32)
    minutes = models.PositiveIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(minutes__gt=0), name="certificate_of_some_time"),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="certificate_ends_after_start"
            ),
        )
        indexes = (models.Index(fields=["user", "id"], name="certificate_by_user"),)

    def __str__(self) -> str:
        return f"certificate {self.pk}"


class Feed(models.Model):
    """The private calendar of an account, opened by a secret address; only its digest is kept."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed {self.pk}"
