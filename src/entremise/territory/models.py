"""Places of the official geographic code, and districts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Place(models.Model):
    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=11)
    parent = models.CharField(max_length=3, blank=True)
    group = models.CharField(max_length=10, blank=True)
    postcodes = ArrayField(models.CharField(max_length=5), default=list)
    population = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=130)

    class Meta:
        indexes = (models.Index(fields=["kind", "sort_key"], name="place_by_name"),)

    def __str__(self) -> str:
        return self.code


class District(models.Model):
    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Street(models.Model):
    """A street of the territory, by its middle: enough for a distance, never a door."""

    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=130)
    place_code = models.CharField(max_length=10, blank=True)  # of the commune
    district = models.CharField(max_length=10, blank=True)
    lat_e6 = models.IntegerField()
    lon_e6 = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["place_code", "sort_key"], name="street_once"),
        )

    def __str__(self) -> str:
        return self.name
