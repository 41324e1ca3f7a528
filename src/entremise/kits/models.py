"""Kits, trainings and their versions: a version never changes, a change is a new version."""

from typing import ClassVar

from django.db import models

from entremise.kits.vocabulary import Provenance


class Kit(models.Model):
    code = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.code


class KitVersion(models.Model):
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    provenance = models.CharField(max_length=10)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.BigIntegerField(
        null=True, blank=True
    )  # an account of the floor above, by value
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kit", "number"], name="kit_version_number_once"),
            models.CheckConstraint(
                condition=models.Q(provenance__in=[one.value for one in Provenance]),
                name="kit_version_provenance_known",
            ),
        )
        ordering: ClassVar[list[str]] = ["kit_id", "-number"]

    def __str__(self) -> str:
        return f"{self.kit_id} {self.number}"


class TrainingVersion(models.Model):
    """The training of one body in its own words; without a date it is the draft, seen by its leads alone."""

    organization_id = models.BigIntegerField()  # of the floor above, by value
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization_id", "number"], name="training_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["organization_id"],
                condition=models.Q(published_at=None),
                name="one_draft_of_a_training",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | ~models.Q(note=""),
                name="published_training_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"training {self.organization_id} {self.number}"
