"""The Django application of this area."""

from django.apps import AppConfig


class ReferralConfig(AppConfig):
    name = "entremise.referral"
    label = "referral"
    default_auto_field = "django.db.models.BigAutoField"
