"""Registers and records: what exists, never what it says (the values are sealed)."""

from django.db import models

from entremise.commons.vocabulary.access import RecordState, RegisterState, RegistrationMode
from entremise.commons.vocabulary.law import RegisterKind


class Register(models.Model):
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in RegisterKind])
    title = models.CharField(max_length=120, unique=True)
    plain_name = models.CharField(max_length=60)  # as a resident hears it
    controller = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    steward = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    territory_code = models.CharField(max_length=10)
    legal_reference = models.CharField(max_length=200)
    agreed_purposes = models.JSONField(
        default=list
    )  # of a VOLUNTARY register: what people agreed to
    dossier = models.JSONField(
        default=dict
    )  # notice, impact assessment, recipients, retention, acts
    legal_opinion = models.CharField(max_length=200, blank=True)
    key_id = models.CharField(max_length=40)
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in RegisterState], default=RegisterState.DRAFT
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"register {self.pk}"


class Record(models.Model):
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="records")
    person = models.UUIDField()  # a person of the floor above, by value
    batch = models.PositiveBigIntegerField(null=True, blank=True)  # its delivery, until written to
    mode = models.CharField(max_length=16, choices=[(m, m) for m in RegistrationMode])
    state = models.CharField(
        max_length=10, choices=[(s, s) for s in RecordState], default=RecordState.REGISTERED
    )
    external_digest = models.BinaryField(
        max_length=32, null=True, blank=True
    )  # keyed: the source's own id
    registered_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["register", "person"],
                condition=models.Q(ended_at=None),
                name="one_live_record_a_person_and_register",
            ),
        )
        indexes = (
            models.Index(fields=["person"], name="record_by_person"),
            models.Index(fields=["register", "state", "id"], name="record_by_register"),
            models.Index(fields=["batch"], name="record_by_batch"),
        )

    def __str__(self) -> str:
        return f"record {self.pk}"
