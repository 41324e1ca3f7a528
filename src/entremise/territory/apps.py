"""The Django application of this area."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "entremise.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"
