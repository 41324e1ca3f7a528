"""Calls, their attempts, and whom a caller never gets again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from entremise.outreach.models.campaigns import Campaign, Pool
from entremise.outreach.vocabulary.calls import (
    SPOKEN,
    CallState,
    Cause,
    HandBackReason,
    Lane,
    Outcome,
    StopReason,
)


class Call(models.Model):
    """One person to call in one wave. No statement by id names a state: a partial index would be taken for it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="calls")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.UUIDField()  # a person of the floor below, by value
    wave = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=11, choices=[(s, s) for s in CallState], default=CallState.READY
    )
    rank = models.IntegerField(default=0)
    reach_by = models.DateTimeField(null=True, blank=True)  # the end of the wave that it belongs to
    reasons = ArrayField(models.CharField(max_length=24), default=list)  # codes of the kit
    half_hours = models.BigIntegerField(default=-1)  # bit n: the half-hour n of the day suits her
    household = models.BinaryField(max_length=32, default=b"")  # keyed digest of a shared phone
    tries_count = models.PositiveSmallIntegerField(default=0)
    not_today_count = models.PositiveSmallIntegerField(default=0)
    busy_count = models.PositiveSmallIntegerField(default=0)
    promises_missed_count = models.PositiveSmallIntegerField(default=0)
    last_try_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # of a wait or of a promise
    open_at = models.DateTimeField(null=True, blank=True)  # from when anyone may keep the promise
    promised_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    is_maybe_called = models.BooleanField(default=False)
    held_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    token = models.PositiveIntegerField(default=0)  # grows with each hold: fences late gestures
    lane = models.CharField(max_length=5, choices=[(lane, lane) for lane in Lane], blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    has_heartbeat = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    stop_reason = models.CharField(max_length=15, choices=[(r, r) for r in StopReason], blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_live_call_a_person"
            ),
            models.UniqueConstraint(
                fields=["campaign", "person", "wave"], name="one_call_a_person_and_wave"
            ),
            models.UniqueConstraint(
                fields=["held_by"],
                condition=Q(held_by__isnull=False),
                name="one_held_call_a_caller",
            ),
            models.CheckConstraint(
                condition=Q(held_by=None, lease_until=None)
                | Q(state="HELD", held_by__isnull=False, lease_until__isnull=False),
                name="held_call_has_holder_and_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state="HELD") | Q(held_by__isnull=False), name="holder_of_a_held_call"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DONE", "STOPPED", "UNREACHABLE"], ended_at__isnull=False)
                | Q(state__in=["READY", "HELD", "WAITING", "CALLBACK"], ended_at=None),
                name="ended_call_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["WAITING", "CALLBACK"]) | Q(due_at__isnull=False),
                name="call_for_later_has_its_moment",
            ),
        )
        indexes = (
            models.Index(
                fields=["owner", "campaign", "due_at"],
                condition=Q(state="CALLBACK"),
                name="call_mine",
            ),
            models.Index(
                fields=["pool", "open_at"], condition=Q(state="CALLBACK"), name="call_dated"
            ),
            models.Index(
                fields=["pool", "-rank", "id"], condition=Q(state="READY"), name="call_stock"
            ),
            models.Index(fields=["due_at"], condition=Q(state="WAITING"), name="call_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="HELD"), name="call_lease"),
            models.Index(fields=["person"], name="call_by_person"),
            models.Index(
                fields=["household", "campaign"],
                condition=~Q(household=b""),
                name="call_by_household",
            ),
        )

    def __str__(self) -> str:
        return f"call {self.pk}"


class Attempt(models.Model):
    """One hold of a call by one caller, with or without a number shown, and what came of it."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="attempts")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    token = models.PositiveIntegerField()
    lane = models.CharField(max_length=5, choices=[(lane, lane) for lane in Lane])
    held_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True, blank=True)  # the promise that this try kept
    is_promise_kept = models.BooleanField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    notice_given_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=17, choices=[(o, o) for o in Outcome], blank=True)
    cause = models.CharField(max_length=11, choices=[(c, c) for c in Cause], blank=True)
    hand_back_reason = models.CharField(
        max_length=12, choices=[(r, r) for r in HandBackReason], blank=True
    )
    late_outcome = models.CharField(max_length=17, blank=True)  # typed after the lease: a note
    late_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["call", "token"], name="one_attempt_a_hold"),
            models.CheckConstraint(
                condition=~Q(outcome__in=sorted(SPOKEN)) | Q(notice_given_at__isnull=False),
                name="spoken_only_after_notice",
            ),
            models.CheckConstraint(
                condition=Q(notice_given_at=None) | Q(shown_at__isnull=False),
                name="notice_after_number",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(shown_at__isnull=False, ended_at__isnull=False),
                name="outcome_after_number",
            ),
        )
        indexes = (
            models.Index(fields=["campaign", "held_at"], name="attempt_by_campaign"),
            models.Index(fields=["user", "held_at"], name="attempt_by_user"),
        )

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class Conflict(models.Model):
    """This caller never gets this person: a relative, a neighbour, or a call handed back."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    reason = models.CharField(max_length=12, choices=[(r, r) for r in HandBackReason])
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "person"], name="conflict_once"),)

    def __str__(self) -> str:
        return f"conflict {self.pk}"
