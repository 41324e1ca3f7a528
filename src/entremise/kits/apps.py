"""The Django application of this area."""

from django.apps import AppConfig


class KitsConfig(AppConfig):
    name = "entremise.kits"
    label = "kits"
    default_auto_field = "django.db.models.BigAutoField"
