"""Versions of a kit, who made them, what is wrong with a content, how the area says no."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Refusal(StrEnum):
    UNKNOWN_KIT = "UNKNOWN_KIT"
    CONTENT_REFUSED = "CONTENT_REFUSED"  # the facts of the refusal say where and why
    CHANGED_MEANWHILE = "CHANGED_MEANWHILE"


class Provenance(StrEnum):
    """Where a version comes from; a WAITING one was shipped after an edit, and is not in use."""

    EDITED = "EDITED"
    SHIPPED = "SHIPPED"
    WAITING = "WAITING"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a content: where, what, and whether it only advises."""

    place: str
    text: str
    is_advice: bool = False


@dataclass(frozen=True, slots=True)
class KitCard:
    code: str
    title: str
    purpose: str
    is_crisis: bool
    version_id: int
    number: int
    made_at: datetime
    made_by: int | None


@dataclass(frozen=True, slots=True)
class VersionCard:
    version_id: int
    code: str
    number: int
    note: str
    made_at: datetime
    made_by: int | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two versions differ, as text."""

    place: str
    before: str
    after: str
