"""Campaigns, the callers admitted to them, and the pools their calls wait in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.sealed_words import SealedWords
from entremise.outreach.vocabulary.campaigns import CampaignState, Level


class Campaign(models.Model):
    title = models.CharField(max_length=120, unique=True)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    lead = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kit_version_id = models.BigIntegerField()  # by value: contents are frozen when checked
    purpose = models.CharField(max_length=24, choices=[(p, p) for p in Purpose])
    territory_code = models.CharField(max_length=10)
    sources = ArrayField(models.BigIntegerField())
    register = models.ForeignKey(
        "commons.Register", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    switchboard = models.CharField(max_length=20)
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in CampaignState], default=CampaignState.DRAFT
    )
    is_sunday_ordered = models.BooleanField(default=False)  # written order, in a red alert
    rhythm_days = models.PositiveSmallIntegerField(null=True, blank=True)  # between two waves
    next_wave_on = models.DateField(null=True, blank=True)
    pause_reason = SealedWords(blank=True)
    without_number_count = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="ARCHIVED", archived_at__isnull=False)
                | ~Q(state="ARCHIVED") & Q(archived_at=None),
                name="archived_campaign_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="campaign_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "CHECKED"]) | Q(opened_at__isnull=False),
                name="campaign_running_was_opened",
            ),
            models.CheckConstraint(
                condition=Q(rhythm_days=None, next_wave_on=None) | Q(rhythm_days__range=(1, 60)),
                name="next_wave_has_its_rhythm",
            ),
        )

    def __str__(self) -> str:
        return self.title


class CampaignStep(models.Model):
    """The dated trace of a campaign: who moved it, from where to where, and why."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True)
    before = models.CharField(max_length=8, blank=True)
    after = models.CharField(max_length=8)
    note = SealedWords(blank=True)

    def __str__(self) -> str:
        return f"step {self.pk}"


class Caller(models.Model):
    """An account admitted to a campaign; the counts serve the share of retries and her own home."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="callers")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        "outreach.Engagement", on_delete=models.PROTECT, related_name="callers"
    )
    level = models.PositiveSmallIntegerField(choices=[(level, level) for level in Level])
    languages = ArrayField(models.CharField(max_length=8))
    takes_count = models.PositiveIntegerField(default=0)
    retries_count = models.PositiveIntegerField(default=0)
    admitted_at = models.DateTimeField()
    admitted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "user"],
                condition=Q(ended_at=None),
                name="one_caller_a_campaign",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1) & Q(level__lte=4), name="caller_level_is_one_to_four"
            ),
        )

    def __str__(self) -> str:
        return f"caller {self.pk}"


class Pool(models.Model):
    """Where calls wait: one key for campaign, level, language and « tried already », so that a take is one equality."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pools")
    level = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    is_retry = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "level", "language", "is_retry"], name="pool_once"
            ),
        )

    def __str__(self) -> str:
        return f"pool {self.pk}"
