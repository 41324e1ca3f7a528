"""Who is engaged to call, what she has done to learn, how her level moved."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from entremise.kernel.sealed_words import SealedWords
from entremise.outreach.vocabulary.staffing import (
    EngagementKind,
    EngagementState,
    MilestoneKind,
    MoveCause,
    Standing,
)

LIVING = ("ASKED", "ADMITTED")


class Engagement(models.Model):
    """An account that calls, or learns to: until when, with whose consent, at which level earned."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    kind = models.CharField(max_length=9, choices=[(k, k) for k in EngagementKind])
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in EngagementState], default=EngagementState.ASKED
    )
    standing = models.CharField(
        max_length=9, choices=[(s, s) for s in Standing], default=Standing.READY
    )
    level = models.PositiveSmallIntegerField(default=0)
    hours_per_week = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    languages = ArrayField(models.CharField(max_length=8))
    manager_name = SealedWords(blank=True)
    consented_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    referent = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    campaign = models.ForeignKey(
        "outreach.Campaign", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quiz_tries = models.PositiveSmallIntegerField(default=0)
    quiz_wrong = ArrayField(models.CharField(max_length=8), default=list)  # of the last try
    suspended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    suspension_reason = SealedWords(blank=True)
    appeal = SealedWords(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=LIVING), name="one_engagement_at_a_time"
            ),
            models.CheckConstraint(condition=Q(level__lte=4), name="engagement_level"),
            models.CheckConstraint(
                condition=~Q(state="ADMITTED")
                | Q(kind="VOLUNTEER")
                | (~Q(manager_name="") & Q(consented_on__isnull=False)),
                name="agent_has_her_managers_consent",
            ),
            models.CheckConstraint(
                condition=Q(level=0) | Q(decided_at__isnull=False),
                name="level_comes_after_admission",
            ),
            models.CheckConstraint(
                condition=~Q(standing="SUSPENDED")
                | (Q(suspended_by__isnull=False) & ~Q(suspension_reason="")),
                name="suspension_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="ENDED", ended_at__isnull=False)
                | (~Q(state="ENDED") & Q(ended_at=None)),
                name="ended_engagement_has_its_date",
            ),
        )

    def __str__(self) -> str:
        return f"engagement {self.pk}"


class Milestone(models.Model):
    """A thing learnt or attested; screens, quiz and simulated people count once."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=8, choices=[(k, k) for k in MilestoneKind])
    code = models.CharField(max_length=8, blank=True)
    at = models.DateTimeField()
    noted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = SealedWords(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["engagement", "kind", "code"],
                condition=Q(kind__in=["SCREEN", "QUIZ", "PERSON"]),
                name="learnt_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["SHADOWED", "HALF_DAY", "OPINION"])
                | Q(noted_by__isnull=False),
                name="attested_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class LevelMove(models.Model):
    """The trace of a level: who moved it, for which facts or reason; never changed."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=11, choices=[(c, c) for c in MoveCause])
    reason = SealedWords(blank=True)
    facts = ArrayField(models.CharField(max_length=24), default=list)  # « TALKS 22 »

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(cause__in=["ELSEWHERE", "SUSPENDED", "UPHELD", "RESTORED"])
                | ~Q(reason=""),
                name="word_of_a_lead_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(cause="PROMOTED") | Q(facts__len__gt=0), name="promotion_has_its_facts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cause} {self.pk}"


class Exercise(models.Model):
    """A call with an invented person: the choices made, in order."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="exercises")
    person = models.CharField(max_length=8)
    choices = ArrayField(models.PositiveSmallIntegerField(), default=list)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["engagement", "person"],
                condition=Q(ended_at=None),
                name="one_exercise_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"exercise {self.pk}"
