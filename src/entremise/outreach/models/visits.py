"""Visits by two people, and their dated trace."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entremise.outreach.models.calls import Call
from entremise.outreach.models.campaigns import Campaign
from entremise.outreach.vocabulary.visits import (
    Rescue,
    Sign,
    VisitCause,
    VisitEnding,
    VisitMove,
    VisitState,
)


class Visit(models.Model):
    """Somebody whom no call reaches; its lead owns it, and while it is open it has a date."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="visits")
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.UUIDField()
    cause = models.CharField(max_length=11, choices=[(c, c) for c in VisitCause])
    state = models.CharField(
        max_length=11, choices=[(s, s) for s in VisitState], default=VisitState.ASKED
    )
    asked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)
    first = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rounds_count = models.PositiveSmallIntegerField(default=0)  # times that two people left for it
    left_at = models.DateTimeField(null=True, blank=True)
    door_at = models.DateTimeField(null=True, blank=True)
    back_at = models.DateTimeField(null=True, blank=True)
    call_in_by = models.DateTimeField(null=True, blank=True)  # of the two, while they are out
    is_well = models.BooleanField(null=True, blank=True)
    signs = ArrayField(
        models.CharField(max_length=14, choices=[(s, s) for s in Sign]), default=list
    )
    rescue = models.CharField(max_length=7, choices=[(r, r) for r in Rescue], blank=True)
    rescue_number = models.CharField(max_length=20, blank=True)  # of the intervention
    ending = models.CharField(max_length=12, choices=[(e, e) for e in VisitEnding], blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=~Q(state="CLOSED"), name="one_open_visit_a_person"
            ),
            models.CheckConstraint(
                condition=Q(first=None, second=None)
                | Q(first__isnull=False, second__isnull=False) & ~Q(first=F("second")),
                name="visit_by_two_different_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "CLOSED"])
                | Q(first__isnull=False, second__isnull=False),
                name="visit_that_begins_has_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="CLOSED", closed_at__isnull=False)
                | ~Q(state="CLOSED") & Q(closed_at=None, due_at__isnull=False),
                name="open_visit_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state="CLOSED") & ~Q(ending="") | ~Q(state="CLOSED") & Q(ending=""),
                name="closed_visit_has_its_ending",
            ),
            models.CheckConstraint(
                condition=~Q(state="GONE") | Q(left_at__isnull=False, call_in_by__isnull=False),
                name="visitors_out_have_a_call_in",
            ),
            models.CheckConstraint(
                condition=Q(call_in_by=None) | Q(left_at__isnull=False, back_at=None),
                name="call_in_of_those_who_are_out",
            ),
            models.CheckConstraint(
                condition=~Q(state="HANDED_OVER") | ~Q(rescue=""), name="handed_over_to_a_rescue"
            ),
        )
        indexes = (
            models.Index(
                fields=["campaign", "due_at"],
                condition=~Q(state="CLOSED"),
                name="visit_open",
            ),
            models.Index(
                fields=["call_in_by"], condition=Q(call_in_by__isnull=False), name="visit_call_in"
            ),
        )

    def __str__(self) -> str:
        return f"visit {self.pk}"


class VisitStep(models.Model):
    """Who moved a visit, when, and how: never what a person said."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    move = models.CharField(max_length=11, choices=[(m, m) for m in VisitMove])
    detail = models.CharField(max_length=60, blank=True)  # codes of a closed list

    def __str__(self) -> str:
        return f"step {self.pk}"
