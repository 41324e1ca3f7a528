"""The Django application of this area."""

from django.apps import AppConfig


class CommonsConfig(AppConfig):
    name = "entremise.commons"
    label = "commons"
    default_auto_field = "django.db.models.BigAutoField"
