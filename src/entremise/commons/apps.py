"""The Django application of this area."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from entremise.commons import seal


class CommonsConfig(AppConfig):
    name = "entremise.commons"
    label = "commons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the seal in step with the code: Django's own hook, since every way to migrate passes it."""
        post_migrate.connect(load_seal, sender=self)


def load_seal(using: str, **_: object) -> None:
    if seal.is_there_to_load(connections[using]):
        seal.load(connections[using])
