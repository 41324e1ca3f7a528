"""Deliveries, remembered mappings, entries asked for on the web."""

from django.db import models

from entremise.registers.vocabulary import DeliveryState, RequestState


class Delivery(models.Model):
    register = models.ForeignKey("commons.Register", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32)
    token = models.CharField(max_length=40, blank=True)  # of the encrypted file, while it is kept
    state = models.CharField(max_length=9, choices=[(s, s) for s in DeliveryState])
    heads = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    other_sheets = models.JSONField(default=list)
    encoding = models.CharField(max_length=20, blank=True)
    line_count = models.PositiveIntegerField(default=0)
    dry_run = models.JSONField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["register", "-uploaded_at"], name="delivery_by_register"),)

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class RememberedMapping(models.Model):
    """What the columns of such a file were last time, in this register."""

    register = models.ForeignKey("commons.Register", on_delete=models.CASCADE, related_name="+")
    heads_digest = models.BinaryField(max_length=32)
    mapping = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["register", "heads_digest"], name="mapping_once"),
        )

    def __str__(self) -> str:
        return f"mapping {self.pk}"


class EntryRequest(models.Model):
    register = models.ForeignKey("commons.Register", on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    is_for_other = models.BooleanField()
    state = models.CharField(max_length=9, choices=[(s, s) for s in RequestState])
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=["state", "asked_at"], name="entry_request_waiting"),)

    def __str__(self) -> str:
        return f"entry request {self.pk}"
