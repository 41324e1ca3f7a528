"""What an administrator must know of her instance, without seeing a person: facts and whether they are well."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from entremise.notices.queries import message_counts, stuck_count
from entremise.notices.vocabulary import MessageState
from entremise.territory.queries import districts, street_count

POSTGRESQL = (17, 18)  # what `jobs` can copy
FAILED_WITHIN = timedelta(days=7)
LEAST_FREE_BYTES = 2 * 1024**3


class Subject(StrEnum):
    DATABASE_VERSION = "DATABASE_VERSION"
    DATABASE_ROLES = "DATABASE_ROLES"
    KEYS = "KEYS"
    JOBS_WAITING = "JOBS_WAITING"
    JOBS_FAILED = "JOBS_FAILED"
    DISK = "DISK"
    HTTPS = "HTTPS"
    MAIL = "MAIL"
    SMS = "SMS"
    MESSAGES_DEAD = "MESSAGES_DEAD"
    MESSAGES_STUCK = "MESSAGES_STUCK"
    DISTRICTS = "DISTRICTS"
    STREETS = "STREETS"
    LEGAL_NOTICES = "LEGAL_NOTICES"  # settings that the law asks for and nobody gave


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `value` is a number or a name, never personal."""

    subject: Subject
    is_well: bool
    value: str | int


def instance_state(*, at: datetime) -> tuple[Fact, ...]:
    """The facts, in the order in which one would look."""
    keys = settings.ENTREMISE_KEYS_DIR
    free = shutil.disk_usage(keys if keys.exists() else Path.cwd()).free
    waiting = ProcrastinateJob.objects.filter(status="todo").count()
    failed = jobs_failed_since(at - FAILED_WITHIN)
    dead = message_counts()[MessageState.DEAD]
    stuck, unsaid = stuck_count(at=at), unsaid_notices()
    named, streets = len(districts()), street_count()
    return (
        Fact(Subject.DATABASE_VERSION, version() in POSTGRESQL, version()),
        Fact(Subject.DATABASE_ROLES, not may_read_sealed_tables(), login()),
        Fact(Subject.KEYS, any(keys.iterdir()) if keys.exists() else False, key_count(keys)),
        Fact(Subject.JOBS_WAITING, waiting < 1000, waiting),
        Fact(Subject.JOBS_FAILED, failed == 0, failed),
        Fact(Subject.DISK, free > LEAST_FREE_BYTES, free // 1024**3),
        Fact(Subject.HTTPS, settings.IS_HTTPS or settings.IS_DEMO, int(settings.IS_HTTPS)),
        Fact(Subject.MAIL, bool(settings.EMAIL_HOST) or settings.IS_DEMO, settings.EMAIL_HOST),
        Fact(Subject.SMS, is_well=True, value=urlsplit(settings.ENTREMISE_SMS_URL).hostname or ""),
        Fact(Subject.MESSAGES_DEAD, dead == 0, dead),
        Fact(Subject.MESSAGES_STUCK, stuck == 0, stuck),
        Fact(Subject.DISTRICTS, named > 0, named),
        Fact(Subject.STREETS, streets > 0, streets),
        Fact(Subject.LEGAL_NOTICES, not unsaid or settings.IS_DEMO, unsaid),
    )


def jobs_failed_since(moment: datetime) -> int:
    """A job that failed stays: what is older is known, or was done by its next run."""
    failures = ProcrastinateEvent.objects.filter(
        type="failed", at__gte=moment, job__status="failed"
    )
    return failures.values("job").distinct().count()


def unsaid_notices() -> str:
    """Which settings of the legal notices are empty."""
    given = {
        "ENTREMISE_PUBLICATION_DIRECTOR": settings.ENTREMISE_PUBLICATION_DIRECTOR,
        "ENTREMISE_HOSTING": settings.ENTREMISE_HOSTING,
    }
    return ", ".join(name for name, value in given.items() if not value)


def version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def login() -> str:
    return str(connection.settings_dict["USER"])


def may_read_sealed_tables() -> bool:
    """Whether the login of the web could read what is sealed: it must not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(bool_or(has_table_privilege(current_user, c.oid, 'SELECT')), false) "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'sealed' AND c.relkind = 'r'"
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def key_count(keys: Path) -> int:
    return sum(1 for _ in keys.iterdir()) if keys.exists() else 0
