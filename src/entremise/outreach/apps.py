"""The Django application of this area."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "entremise.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"
