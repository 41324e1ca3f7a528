"""The web's own two tables: sessions that know their account, and forms already sent."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from entremise.web.sessions import SessionStore


class Session(AbstractBaseSession):
    """A session with its account, so that its owner can see and end it."""

    user_id = models.BigIntegerField(null=True, db_index=True)
    device = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class SentForm(models.Model):
    """The key of a form that was sent, and where its answer led."""

    digest = models.BinaryField(max_length=32, unique=True)
    location = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"form {self.pk}"
