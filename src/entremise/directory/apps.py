"""The Django application of this area."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "entremise.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
