"""The Django application of this area."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "entremise.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
