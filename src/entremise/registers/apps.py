"""The Django application of this area."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "entremise.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
