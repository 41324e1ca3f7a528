"""The Django application of this area."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "entremise.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
