"""Services, with the words by which they are found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from entremise.directory.vocabulary import Capacity


class Service(models.Model):
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    door = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, unique=True)
    themes = ArrayField(models.CharField(max_length=40))
    districts = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    capacity = models.CharField(max_length=7, choices=[(c, c) for c in Capacity])
    capacity_note = models.CharField(max_length=120, blank=True)
    reply_days = models.PositiveSmallIntegerField()
    opening = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    mail = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    public = models.CharField(max_length=200, blank=True)
    has_account = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    trigrams = ArrayField(models.CharField(max_length=3), default=list)
    sort_key = models.CharField(max_length=140)
    checked_at = models.DateTimeField()
    checked_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = (
            GinIndex(fields=["trigrams"], name="service_by_trigram"),
            GinIndex(fields=["themes"], name="service_by_theme"),
        )

    def __str__(self) -> str:
        return self.name
