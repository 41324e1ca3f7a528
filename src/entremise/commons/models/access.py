"""Grants, assignments, objections: read by the functions of the sealed schema."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.access import (
    Channel,
    GrantState,
    ObjectionScope,
    ObjectionState,
    Reach,
    ToldBy,
)
from entremise.commons.vocabulary.law import Purpose


class Grant(models.Model):
    decision = models.ForeignKey(
        "commons.Decision", on_delete=models.PROTECT, null=True, blank=True
    )
    activation = models.ForeignKey(
        "commons.Activation", on_delete=models.PROTECT, null=True, blank=True
    )
    purpose = models.CharField(max_length=24, choices=[(p, p) for p in Purpose])
    registers = ArrayField(models.BigIntegerField())
    groups = ArrayField(models.CharField(max_length=16))
    reach = models.CharField(max_length=8, choices=[(r, r) for r in Reach])
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=16, choices=[(r, r) for r in Role], blank=True)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, null=True, blank=True
    )
    origin_kind = models.CharField(max_length=16, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=[(s, s) for s in GrantState])
    hourly_cap = models.PositiveIntegerField()
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("not_before")), name="grant_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False)
                | (~Q(role="") & (Q(organization__isnull=False) | Q(reach="ASSIGNED"))),
                name="grant_has_a_holder",
            ),
        )
        indexes = (
            models.Index(fields=["user", "purpose"], name="grant_by_user"),
            models.Index(fields=["origin_kind", "origin_id"], name="grant_by_origin"),
        )

    def __str__(self) -> str:
        return f"grant {self.pk}"


class Assignment(models.Model):
    """Who may see whom, now. No index of the open ones alone: it would be taken for any statement about them, and read whole."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    person = models.UUIDField()
    purpose = models.CharField(max_length=24, choices=[(p, p) for p in Purpose])
    opens = ArrayField(models.CharField(max_length=16), default=list)  # groups a step has opened
    origin_kind = models.CharField(max_length=16)
    origin_id = models.BigIntegerField()
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "user", "purpose"], name="assignment_by_person"),
            models.Index(fields=["origin_kind", "origin_id"], name="assignment_by_origin"),
        )

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class Objection(models.Model):
    person = models.UUIDField(null=True, blank=True)  # none once the person is erased: marks remain
    scope = models.CharField(max_length=8, choices=[(s, s) for s in ObjectionScope])
    purpose = models.CharField(max_length=24, choices=[(p, p) for p in Purpose], blank=True)
    origin_kind = models.CharField(max_length=16, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=8, choices=[(c, c) for c in Channel])
    told_by = models.CharField(
        max_length=9, choices=[(t, t) for t in ToldBy], default=ToldBy.PERSON
    )
    state = models.CharField(max_length=9, choices=[(s, s) for s in ObjectionState])
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verify_by = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(scope="PURPOSE") | ~Q(purpose=""), name="objection_names_its_purpose"
            ),
            models.CheckConstraint(
                condition=~Q(scope="CAMPAIGN") | Q(origin_id__isnull=False),
                name="objection_names_its_campaign",
            ),
        )
        indexes = (models.Index(fields=["person"], name="objection_by_person"),)

    def __str__(self) -> str:
        return f"objection {self.pk}"


class ObjectionMark(models.Model):
    """A keyed blind index of who objected; it outlives the record and stops a re-import."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=16)
    digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = (models.Index(fields=["digest"], name="objection_mark"),)

    def __str__(self) -> str:
        return f"mark {self.pk}"
