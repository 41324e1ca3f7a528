"""The yearly exercise: invented people only, apart from all registers, lists and figures."""

from django.db import models
from django.db.models import Q

from entremise.outreach.vocabulary.drills import DrillCase, DrillPlace, DrillState


class Drill(models.Model):
    title = models.CharField(max_length=120)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization"], condition=Q(ended_at=None), name="one_open_drill_a_body"
            ),
        )

    def __str__(self) -> str:
        return f"drill {self.pk}"


class DrillPerson(models.Model):
    """Nobody: a name from a list of flowers. Never a person of a register."""

    drill = models.ForeignKey(Drill, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=60)
    age = models.PositiveSmallIntegerField()
    case = models.CharField(max_length=12, choices=[(c, c) for c in DrillCase])
    answers_at = models.PositiveSmallIntegerField()
    is_to_call_back = models.BooleanField(default=False)
    state = models.CharField(
        max_length=9, choices=[(s, s) for s in DrillState], default=DrillState.READY
    )
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    is_promise_kept = models.BooleanField(null=True, blank=True)
    held_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    first_called_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    reached_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mistakes = models.PositiveSmallIntegerField(default=0)  # tries that were noted wrong
    said_severity = models.PositiveSmallIntegerField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=10, choices=[(p, p) for p in DrillPlace], blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["drill", "held_by"],
                condition=Q(held_by__isnull=False),
                name="one_drill_person_a_caller",
            ),
            models.CheckConstraint(
                condition=Q(state="HELD", held_by__isnull=False, held_at__isnull=False)
                | (~Q(state="HELD") & Q(held_by=None)),
                name="held_drill_person_has_holder",
            ),
            models.CheckConstraint(
                condition=~Q(state="LATER") | Q(due_at__isnull=False),
                name="drill_person_for_later_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(placed_at=None, place="")
                | (Q(placed_at__isnull=False, reported_at__isnull=False) & ~Q(place="")),
                name="placed_drill_report_has_its_place",
            ),
        )
        indexes = (models.Index(fields=["drill", "state", "due_at"], name="drill_person_queue"),)

    def __str__(self) -> str:
        return f"drill person {self.pk}"
