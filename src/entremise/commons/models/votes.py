"""Colleges, seats, what members say, ballots and proxies."""

from django.db import models
from django.db.models import F, Q

from entremise.commons.vocabulary.votes import BallotChannel, Choice, CollegeKind


class College(models.Model):
    kind = models.CharField(
        max_length=12, choices=[(k.value, k.value) for k in CollegeKind], unique=True
    )
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class CollegeMember(models.Model):
    """A seat; the human sits in one college only, whatever her accounts."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="members")
    human = models.ForeignKey("accounts.Human", on_delete=models.PROTECT)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True)
    is_drawn_by_lot = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="seat_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Ballot(models.Model):
    request = models.ForeignKey(
        "commons.UseRequest", on_delete=models.PROTECT, related_name="ballots"
    )
    member = models.ForeignKey(CollegeMember, on_delete=models.PROTECT)
    human = models.ForeignKey("accounts.Human", on_delete=models.PROTECT)
    choice = models.CharField(max_length=7, choices=[(c.value, c.value) for c in Choice])
    opinion = models.TextField(blank=True)  # published without a name
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in BallotChannel])
    entered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["request", "human"], name="one_ballot_a_human"),
            models.CheckConstraint(
                condition=Q(channel="WEB") | Q(entered_by__isnull=False),
                name="ballot_of_another_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("entered_by")),
                name="ballot_checked_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class Proxy(models.Model):
    """A member lets another of her college vote for her, once: each gives one at most, and holds one at most."""

    request = models.ForeignKey(
        "commons.UseRequest", on_delete=models.PROTECT, related_name="proxies"
    )
    giver = models.ForeignKey(CollegeMember, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(CollegeMember, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["request", "giver"], name="one_proxy_given"),
            models.UniqueConstraint(fields=["request", "holder"], name="one_proxy_held"),
            models.CheckConstraint(
                condition=~Q(giver=F("holder")), name="proxy_is_held_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"proxy {self.pk}"


class Contribution(models.Model):
    """What a member says in the debate; published with her college, without her name."""

    request = models.ForeignKey(
        "commons.UseRequest", on_delete=models.PROTECT, related_name="contributions"
    )
    member = models.ForeignKey(CollegeMember, on_delete=models.PROTECT)
    text = models.TextField()
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in BallotChannel])
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contribution {self.pk}"
