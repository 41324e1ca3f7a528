"""The Django application of this area."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "entremise.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
