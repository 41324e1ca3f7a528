"""Services, who runs them, who publishes them, and the words by which they are found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from entremise.directory.vocabulary import Capacity


class Source(models.Model):
    """Who publishes services; its row is locked while one of its deliveries is written."""

    code = models.CharField(max_length=60, primary_key=True)
    licence = models.CharField(max_length=80, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class Structure(models.Model):
    """A body as its source says it; a service entered here has a body of the accounts instead."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    source_key = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    published = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "source_key"], name="structure_once"),
        )

    def __str__(self) -> str:
        return self.name


class Word(models.Model):
    """A word of some service, with the keys that it shares with its misspellings."""

    text = models.CharField(max_length=60, unique=True)
    keys = ArrayField(models.CharField(max_length=61))

    class Meta:
        indexes = (
            GinIndex(fields=["keys"], name="word_by_key", fastupdate=False),
            models.Index(fields=["text"], name="word_by_start", opclasses=["varchar_pattern_ops"]),
        )

    def __str__(self) -> str:
        return self.text


class Service(models.Model):
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, null=True, blank=True
    )
    door = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=150)
    themes = ArrayField(models.CharField(max_length=100))
    districts = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    capacity = models.CharField(max_length=7, choices=[(c, c) for c in Capacity])
    capacity_note = models.CharField(max_length=120, blank=True)
    capacity_until = models.DateField(null=True, blank=True)
    capacity_at = models.DateTimeField(null=True, blank=True)
    capacity_by = models.BigIntegerField(null=True, blank=True)
    reply_days = models.PositiveSmallIntegerField(null=True, blank=True)
    opening = models.CharField(max_length=1000, blank=True)
    open_quarters = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    mail = models.EmailField(blank=True)
    address = models.CharField(max_length=410, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    lat_e6 = models.IntegerField(null=True, blank=True)
    lon_e6 = models.IntegerField(null=True, blank=True)
    reach_m = models.PositiveIntegerField(null=True, blank=True)  # serves as far as this
    commune = models.CharField(max_length=5, blank=True)  # its official code
    zone = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    public = models.CharField(max_length=1000, blank=True)
    publics = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=20, blank=True)
    conditions = models.CharField(max_length=1000, blank=True)
    cost = models.CharField(max_length=8, blank=True)
    cost_note = models.CharField(max_length=1000, blank=True)
    link = models.CharField(max_length=500, blank=True)
    form_url = models.CharField(max_length=500, blank=True)
    ways = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    reached_by = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    ways_note = models.CharField(max_length=1000, blank=True)
    receptions = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    accessibility = models.CharField(max_length=1000, blank=True)
    has_account = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    checked_at = models.DateTimeField()
    checked_by = models.BigIntegerField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, null=True, blank=True)
    updated_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # by its source, which may bring it back
    published = models.JSONField(null=True, blank=True)  # what the source says
    corrected = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    words = ArrayField(models.IntegerField(), default=list)
    name_words = ArrayField(models.IntegerField(), default=list)
    sort_key = models.CharField(max_length=320)

    class Meta:
        indexes = (
            # Sorted in at once: what a delivery leaves waiting is read whole by each search until a vacuum.
            GinIndex(fields=["words"], name="service_by_word", fastupdate=False),
            GinIndex(fields=["themes"], name="service_by_theme", fastupdate=False),
            models.Index(
                fields=["sort_key", "id"], name="service_by_name", condition=Q(is_active=True)
            ),
            models.Index(
                fields=["checked_at", "id"], name="service_to_check", condition=Q(is_active=True)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["name"], name="own_name_once", condition=Q(source=None)
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"], name="service_once", condition=~Q(source=None)
            ),
            models.CheckConstraint(
                condition=Q(organization=None, door=None)
                | Q(organization__isnull=False, door__isnull=False),
                name="door_with_its_body",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(door__isnull=False),
                name="own_service_has_door",
            ),
            models.CheckConstraint(
                condition=Q(lat_e6=None, lon_e6=None)
                | Q(lat_e6__isnull=False, lon_e6__isnull=False),
                name="service_position_whole",
            ),
        )

    def __str__(self) -> str:
        return self.name
