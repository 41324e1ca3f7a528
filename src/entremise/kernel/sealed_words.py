"""A column of words that a copy of the database does not show: they open with the secret of the product alone."""

from functools import cache
from typing import Any

from cryptography.fernet import Fernet
from django.db import models

from entremise.kernel.sealing import seal_for


@cache
def seal() -> Fernet:
    return seal_for("words")


class SealedWords(models.TextField):  # type: ignore[type-arg]  # generic for the checker alone
    """Words typed about somebody; what is not written is not sealed, so constraints may ask for words."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations a text like others: they import nothing of the product."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def get_prep_value(self, value: str | None) -> str | None:
        return seal().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, *_asked: object) -> str | None:
        return seal().decrypt(value).decode() if value else value
