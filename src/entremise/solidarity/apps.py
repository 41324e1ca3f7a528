"""The Django application of this area."""

from django.apps import AppConfig


class SolidarityConfig(AppConfig):
    name = "entremise.solidarity"
    label = "solidarity"
    default_auto_field = "django.db.models.BigAutoField"
