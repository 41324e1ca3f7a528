"""Files of services that were brought, what each has changed, and entries that look like one service."""

from django.db import models
from django.db.models import F, Q

from entremise.directory.models.services import Service
from entremise.directory.vocabulary import Alike, Change, DeliveryState


class ServiceDelivery(models.Model):
    file_name = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32)
    token = models.CharField(max_length=40, blank=True)  # of the kept file, while it is needed
    source = models.CharField(max_length=60, blank=True)  # for a file that does not say it
    licence = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=9, choices=[(s, s) for s in DeliveryState])
    is_whole = models.BooleanField(default=False)
    dry_run = models.JSONField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["-uploaded_at", "-id"], name="service_delivery_newest"),)

    def __str__(self) -> str:
        return f"delivery of services {self.pk}"


class ServiceChange(models.Model):
    """What a delivery did to a service, and what the source said of it before: the way back."""

    delivery = models.ForeignKey(ServiceDelivery, on_delete=models.CASCADE, related_name="changes")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=[(c, c) for c in Change])
    before = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["delivery", "service"], name="service_change_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.service_id}"


class Twins(models.Model):
    one = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=[(s, s) for s in Alike])
    settled_by = models.BigIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="twins_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="twins_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"
