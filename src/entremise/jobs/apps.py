"""The Django application of this area."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "entremise.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
