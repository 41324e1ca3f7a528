"""Migrations run as the migrator; the web and the worker never have its password."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, connections

MIGRATOR: Final = "entremise_migrator"
RUNTIME: Final = "entremise_runtime"

# What the owner promises to the runtime before any table exists: rows of `public`, nothing of `sealed`.
BEFORE: Final = (
    "CREATE SCHEMA IF NOT EXISTS sealed",
    f"GRANT USAGE ON SCHEMA public, sealed TO {RUNTIME}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {RUNTIME}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {RUNTIME}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {RUNTIME}",
    "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
)


@contextmanager
def as_migrator() -> Iterator[None]:
    """Swap the credentials of the one alias; everything inside acts as the owner of the tables."""
    default = connections["default"]
    settings = default.settings_dict
    kept = {name: settings[name] for name in ("USER", "PASSWORD")}
    default.close()
    settings.update(USER=MIGRATOR, PASSWORD=os.environ["ENTREMISE_DB_MIGRATOR_PASSWORD"])
    try:
        yield
    finally:
        default.close()
        settings.update(kept)


def prepare() -> None:
    """Make the sealed schema and the default privileges; harmless when they are there."""
    with connection.cursor() as cursor:
        for statement in BEFORE:
            cursor.execute(statement)
