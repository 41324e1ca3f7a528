"""Charters, use requests, decisions, activations."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entremise.commons.vocabulary.activations import ActKind, PlanKind
from entremise.commons.vocabulary.charters import CharterScope
from entremise.commons.vocabulary.decisions import DecisionKind
from entremise.commons.vocabulary.law import Purpose
from entremise.commons.vocabulary.uses import GateVerdict, OpinionVerdict, UseState


class Charter(models.Model):
    version = models.CharField(max_length=20)
    scope = models.CharField(max_length=16, choices=[(s.value, s.value) for s in CharterScope])
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    adopting_act = models.CharField(max_length=200)
    in_force_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["scope", "organization"],
                condition=Q(superseded_at=None),
                name="one_charter_in_force_a_scope",
            ),
        )

    def __str__(self) -> str:
        return f"charter {self.version}"


class CharterRule(models.Model):
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="rules")
    code = models.CharField(max_length=8)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    value = models.JSONField()
    stricter = models.CharField(max_length=30)
    law_floor = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["charter", "key"], name="charter_rule_once"),
        )

    def __str__(self) -> str:
        return self.code


class UseRequest(models.Model):
    number = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=120)
    requester = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    purpose = models.CharField(max_length=24, choices=[(p.value, p.value) for p in Purpose])
    sentence = models.CharField(max_length=300)
    registers = ArrayField(models.BigIntegerField())
    groups = ArrayField(models.CharField(max_length=16))
    criterion = models.CharField(max_length=300, blank=True)  # a query over facts without names
    expected_people = models.PositiveIntegerField()
    expected_source = models.CharField(max_length=200)  # typed from where
    counted_people = models.PositiveIntegerField(null=True, blank=True)  # by the machine
    counted_at = models.DateTimeField(null=True, blank=True)
    former = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewals"
    )
    evaluation = models.TextField(blank=True)  # of the former use
    recipients = models.CharField(max_length=200)
    legal_reference = models.CharField(max_length=200)
    compatibility = models.TextField(blank=True)  # answers to GDPR 6(4)
    impact_assessment = models.CharField(max_length=120, blank=True)
    alternatives = models.TextField(blank=True)
    summary = models.TextField(blank=True)  # published before the vote
    state = models.CharField(max_length=24, choices=[(s.value, s.value) for s in UseState])
    is_standing = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    gate_verdict = models.CharField(
        max_length=10, choices=[(v.value, v.value) for v in GateVerdict], blank=True
    )
    gate_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gate_at = models.DateTimeField(null=True, blank=True)
    gate_reasons = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    vote_opens_at = models.DateTimeField(null=True, blank=True)
    vote_closes_at = models.DateTimeField(null=True, blank=True)
    conditions = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="use_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state="VOTING") | Q(vote_closes_at__gt=F("vote_opens_at")),
                name="vote_has_its_dates",
            ),
        )
        indexes = (models.Index(fields=["state", "id"], name="use_by_state"),)

    def __str__(self) -> str:
        return self.number


class UseStep(models.Model):
    """The dated trace of a request: who moved it, from where to where, and why."""

    request = models.ForeignKey(UseRequest, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True)
    before = models.CharField(max_length=24, blank=True)
    after = models.CharField(max_length=24)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"step {self.pk}"


class Opinion(models.Model):
    """The DPO advises; the legal officer decides."""

    request = models.OneToOneField(UseRequest, on_delete=models.PROTECT, related_name="opinion")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    verdict = models.CharField(max_length=14, choices=[(v.value, v.value) for v in OpinionVerdict])
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"opinion {self.pk}"


class Decision(models.Model):
    number = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=9, choices=[(k.value, k.value) for k in DecisionKind])
    request = models.ForeignKey(UseRequest, on_delete=models.PROTECT, null=True, blank=True)
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=24, choices=[(p.value, p.value) for p in Purpose])
    registers = ArrayField(models.BigIntegerField())
    groups = ArrayField(models.CharField(max_length=16))
    people_cap = models.PositiveIntegerField()
    is_armed_by_activation = models.BooleanField(default=False)
    conditions = models.TextField(blank=True)
    reason = models.TextField(blank=True)  # of an emergency
    facts_digest = models.BinaryField(max_length=32, null=True, blank=True)
    decided_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)  # none until both have signed
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)  # why it ended early, in public

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("decided_at") + models.Value(timedelta(days=366))),
                name="decision_lasts_a_year_at_most",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Signature(models.Model):
    """One of the two signatures of an emergency."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    human = models.ForeignKey("accounts.Human", on_delete=models.PROTECT)
    is_elected = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["decision", "human"], name="one_signature_a_human"),
        )

    def __str__(self) -> str:
        return f"signature {self.pk}"


class Activation(models.Model):
    """A recorded fact with its act, which arms statutory uses and standing decisions."""

    number = models.CharField(max_length=16, unique=True)
    plan = models.CharField(max_length=14, choices=[(p.value, p.value) for p in PlanKind])
    title = models.CharField(max_length=120)
    kit_code = models.CharField(max_length=40)
    territory_code = models.CharField(max_length=10)
    act_reference = models.CharField(max_length=200)
    act_on = models.DateField()
    is_red = models.BooleanField(default=False)
    activated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    activated_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class ActivationStep(models.Model):
    """Who moved an activation, by which act, when."""

    activation = models.ForeignKey(Activation, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ActKind])
    act_reference = models.CharField(max_length=200)
    act_on = models.DateField()

    def __str__(self) -> str:
        return f"step {self.pk}"
