"""The Django application of this area."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "entremise.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
