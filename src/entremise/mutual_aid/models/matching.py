"""What the machine computed, what humans decided of it, and who met whom."""

from django.db import models
from django.db.models import Q

from entremise.mutual_aid.models.needs import Need
from entremise.mutual_aid.models.offers import Offer
from entremise.mutual_aid.vocabulary.matching import (
    CEILING_AT_MOST,
    Author,
    Outcome,
    ProposalState,
    Refund,
    RefusalReason,
    Side,
    Verdict,
)


class Round(models.Model):
    """One run of the engine: what went in, so that anybody can run it again."""

    at = models.DateTimeField()
    seed = models.BigIntegerField()
    needs = models.PositiveIntegerField()
    offers = models.PositiveIntegerField()
    inputs = models.JSONField()  # as the file of « propose »: no person, coarse places
    pairs = models.PositiveIntegerField()
    unserved = models.JSONField()  # {need number: why}
    milliseconds = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"round {self.pk}"


class Proposal(models.Model):
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="proposals")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="proposals")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True)
    author = models.CharField(max_length=6, choices=[(a.value, a.value) for a in Author])
    author_user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=11, choices=[(s.value, s.value) for s in ProposalState])
    distance_m = models.PositiveIntegerField(null=True, blank=True)
    grounds = models.JSONField(default=list)
    alternative = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(
        max_length=20, choices=[(r.value, r.value) for r in RefusalReason], blank=True
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["need"], condition=Q(state="ACCEPTED"), name="one_accepted_a_need"
            ),
            models.UniqueConstraint(
                fields=["need", "offer"],
                condition=Q(state__in=["PROVISIONAL", "SENT"]),
                name="a_pair_is_proposed_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED") | ~Q(reason=""), name="refused_pair_has_its_reason"
            ),
        )
        indexes = (
            models.Index(fields=["state", "made_at", "id"], name="proposal_queue"),
            models.Index(fields=["offer", "state"], name="proposal_by_offer"),
        )

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Introduction(models.Model):
    """Two people who agree to be known to each other; contacts open once both have said yes."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="introductions")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="introductions")
    person_agreed_at = models.DateTimeField(null=True, blank=True)
    person_agreed_through = models.ForeignKey(  # the agent who heard her yes; none: herself
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    helper_agreed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=20)
    meet_on = models.DateField(null=True, blank=True)
    ceiling_euros = models.PositiveSmallIntegerField(null=True, blank=True)
    refund = models.CharField(
        max_length=6, choices=[(r.value, r.value) for r in Refund], blank=True
    )
    check_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=14, choices=[(o.value, o.value) for o in Outcome], blank=True
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(revealed_at=None)
                | Q(person_agreed_at__isnull=False, helper_agreed_at__isnull=False),
                name="nothing_shown_before_two_yes",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(outcome=""), name="ended_meeting_has_its_outcome"
            ),
            models.CheckConstraint(
                condition=Q(ceiling_euros=None, refund="")
                | Q(ceiling_euros__range=(1, CEILING_AT_MOST)) & ~Q(refund=""),
                name="money_has_its_ceiling_and_refund",
            ),
            models.UniqueConstraint(
                fields=["need"], condition=Q(closed_at=None), name="one_living_meeting_a_need"
            ),
        )
        indexes = (
            models.Index(
                fields=["check_on", "id"], condition=Q(closed_at=None), name="meeting_to_check"
            ),
        )

    def __str__(self) -> str:
        return f"introduction {self.pk}"


class Resemblance(models.Model):
    """Somebody known shares a number or a name with the person of a need: a human says whether they are one; rows are never merged."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="resemblances")
    person = models.UUIDField()
    verdict = models.CharField(
        max_length=5, choices=[(v.value, v.value) for v in Verdict], default=Verdict.OPEN
    )
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["need", "person"], name="one_resemblance_of_a_pair"),
            models.CheckConstraint(
                condition=Q(verdict="OPEN", decided_by=None, decided_at=None)
                | (~Q(verdict="OPEN") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="only_a_human_says_same_or_other",
            ),
        )
        indexes = (
            models.Index(
                fields=["person"], condition=Q(verdict="SAME"), name="same_person_by_person"
            ),
        )

    def __str__(self) -> str:
        return f"resemblance {self.pk}"


class Relay(models.Model):
    """A word between the two of a meeting: that it was written and read; its text is a sealed note."""

    key = models.UUIDField(unique=True)  # of its note; made with the form
    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="relays")
    side = models.CharField(max_length=6, choices=[(s.value, s.value) for s in Side])
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    held = models.CharField(max_length=40, blank=True)  # why it waits for the desk

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(held=""), name="held_word_is_read_by_nobody"
            ),
        )
        indexes = (models.Index(fields=["introduction", "at", "id"], name="words_of_meeting"),)

    def __str__(self) -> str:
        return f"word {self.pk}"
