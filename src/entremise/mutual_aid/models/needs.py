"""Needs, their tasks, and the trace of needs and offers, which only grows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entremise.mutual_aid.vocabulary.common import Channel
from entremise.mutual_aid.vocabulary.needs import (
    CLOSED,
    ConsentHow,
    Deadline,
    Ending,
    ForWhom,
    MissedReason,
    NeedState,
    TaskState,
    Urgency,
    Wave,
)

ENDED = sorted(CLOSED)


class Need(models.Model):
    key = models.UUIDField(unique=True)
    number = models.CharField(max_length=12, unique=True)
    code = models.BinaryField(max_length=32, null=True, blank=True, unique=True)
    seconds = ArrayField(models.BinaryField(max_length=32), default=list)  # with the code
    tries = models.PositiveSmallIntegerField(default=0)
    person = models.UUIDField()
    category = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in NeedState])
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    lat_e6 = models.IntegerField(null=True, blank=True)
    lon_e6 = models.IntegerField(null=True, blank=True)
    district = models.CharField(max_length=10, blank=True)
    deadline = models.CharField(max_length=6, choices=[(d.value, d.value) for d in Deadline])
    due_on = models.DateField(null=True, blank=True)
    slots = ArrayField(models.CharField(max_length=7), default=list)
    for_whom = models.CharField(max_length=16, choices=[(w.value, w.value) for w in ForWhom])
    consent_read = models.CharField(max_length=40, blank=True)
    consent_how = models.CharField(
        max_length=7, choices=[(h.value, h.value) for h in ConsentHow], blank=True
    )
    consent_on = models.DateField(null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(choices=[(u.value, u.value) for u in Urgency])
    is_danger = models.BooleanField(default=False)
    is_shown = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True)
    quantity = models.PositiveIntegerField(default=0)
    sentence = models.CharField(max_length=200, blank=True)
    wave = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(w.value, w.value) for w in Wave]
    )
    owner = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_on = models.DateField(null=True, blank=True)
    origin_kind = models.CharField(max_length=16, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    first_answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_closed_by_person = models.BooleanField(default=False)
    ending = models.CharField(
        max_length=16, choices=[(e.value, e.value) for e in Ending], blank=True
    )

    class Meta:
        constraints = (
            models.CheckConstraint(  # the one rule: nothing open without a name or a date
                condition=Q(state__in=ENDED) | Q(owner__isnull=False) | Q(next_on__isnull=False),
                name="open_need_has_owner_or_date",
            ),
            models.CheckConstraint(  # only a human closes, and says why
                condition=~Q(state__in=ENDED)
                | (
                    Q(closed_at__isnull=False)
                    & ~Q(ending="")
                    & (Q(closed_by__isnull=False) | Q(is_closed_by_person=True))
                ),
                name="closed_need_has_human_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED) | Q(closed_at=None, ending=""),
                name="open_need_has_no_end",
            ),
            models.CheckConstraint(
                condition=Q(deadline__in=["NONE", "WEEKLY"]) | Q(due_on__isnull=False),
                name="need_with_a_day_has_it",
            ),
            models.CheckConstraint(
                condition=Q(lat_e6=None, lon_e6=None)
                | Q(lat_e6__isnull=False, lon_e6__isnull=False),
                name="need_stands_somewhere_or_not",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="need_ends_after_its_start",
            ),
            models.CheckConstraint(  # said to the desk by voice or on paper, or told on the web: how and when
                condition=~Q(for_whom="OTHER_WHO_AGREES", channel="FORM")
                | (~Q(consent_how="") & Q(consent_on__isnull=False)),
                name="need_for_another_has_her_yes",
            ),
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"],
                condition=~Q(origin_kind=""),
                name="one_need_an_origin",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_on", "id"], condition=~Q(state__in=ENDED), name="open_need_by_date"
            ),
            models.Index(
                fields=["owner", "next_on"],
                condition=~Q(state__in=ENDED),
                name="open_need_by_owner",
            ),
            models.Index(
                fields=["lat_e6", "lon_e6"],
                condition=Q(is_shown=True, state__in=["QUALIFIED", "SEARCHING"]),
                name="shown_need_by_place",
            ),
            models.Index(fields=["person"], name="need_by_person"),
            models.Index(fields=["-opened_at"], name="need_by_start"),
        )

    def __str__(self) -> str:
        return self.number


class Task(models.Model):
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="tasks")
    category = models.CharField(max_length=40)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in TaskState])
    reason = models.CharField(
        max_length=14, choices=[(r.value, r.value) for r in MissedReason], blank=True
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="MISSED") | ~Q(reason=""), name="missed_task_has_its_reason"
            ),
        )

    def __str__(self) -> str:
        return f"task {self.pk}"


class Step(models.Model):
    """A line of the trace of a need or an offer; never changed nor taken away; no personal value."""

    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    offer = models.ForeignKey(
        "mutual_aid.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_by_person = models.BooleanField(default=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(need__isnull=False, offer=None) | Q(need=None, offer__isnull=False),
                name="step_is_about_one_thing",
            ),
        )
        indexes = (
            models.Index(fields=["need", "at", "id"], name="trace_of_need"),
            models.Index(fields=["offer", "at", "id"], name="trace_of_offer"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
