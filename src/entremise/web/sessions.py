"""Where sessions are stored: Django's own table, with the account beside."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils.timezone import now

from entremise.kernel.compiled import compiled


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return apps.get_model("web", "Session")  # the model names this store

    def load(self) -> dict[str, Any]:
        """As Django's own, but each request reads the content alone."""
        contents = live_contents(key=self.session_key or "", at=now())
        if not contents:
            self._session_key = None
            return {}
        read: dict[str, Any] = self.decode(contents[0][0])
        return read

    def save(self, must_create: bool = False) -> None:
        """As Django's own, but a database that has gone is not a session that somebody has closed."""
        try:
            super().save(must_create)
        except UpdateError as fault:
            if isinstance(fault.__context__, OperationalError):
                raise fault.__context__ from None
            raise

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        row.device = data.get("device", "")
        row.started_at = data.get("started_at")
        return row


@compiled
def live_contents(*, key: str, at: datetime) -> QuerySet[Any, tuple[str]]:
    rows = SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=at)
    found: QuerySet[Any, tuple[str]] = rows.values_list("session_data")
    return found
