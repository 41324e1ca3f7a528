"""Shifts and who takes a seat in them."""

from django.db import models
from django.db.models import F, Q

from entremise.solidarity.vocabulary.shifts import BookingState, Talk


class Shift(models.Model):
    origin_kind = models.CharField(max_length=16)
    origin_id = models.BigIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120, blank=True)
    orienteur = models.ForeignKey(  # reachable while it lasts
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="shift_has_a_seat"),
        )
        indexes = (
            models.Index(fields=["origin_kind", "origin_id", "starts_at"], name="shift_by_origin"),
        )

    def __str__(self) -> str:
        return f"shift {self.pk}"


class Booking(models.Model):
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="bookings")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=9, choices=[(s, s) for s in BookingState], default=BookingState.BOOKED
    )
    booked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    energy = models.PositiveSmallIntegerField(null=True, blank=True)
    talk = models.CharField(max_length=5, choices=[(one, one) for one in Talk], blank=True)
    is_light = models.BooleanField(default=False)  # after two tired shifts in a row
    reminded_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["shift", "user"],
                condition=~Q(state="CANCELLED"),
                name="one_seat_a_person_and_shift",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["STARTED", "ENDED"]) | Q(started_at__isnull=False),
                name="work_has_a_start",
            ),
            models.CheckConstraint(
                condition=Q(energy=None) | (Q(energy__gte=1) & Q(energy__lte=5)),
                name="energy_is_one_to_five",
            ),
            models.CheckConstraint(
                condition=~Q(state="NO_SHOW") | Q(missed_at__isnull=False),
                name="absence_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"booking {self.pk}"
