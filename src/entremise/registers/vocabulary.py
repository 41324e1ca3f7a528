"""Deliveries of files into registers, and entries asked for one by one."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

# What a register must say of itself before a file enters it.
DOSSIER: Final = (
    "authorising_act",
    "notice",
    "impact_assessment",
    "recipients",
    "retention",
    "source",
    "agreement",
)


class DeliveryState(StrEnum):
    UPLOADED = "UPLOADED"
    COMPARED = "COMPARED"  # the dry run was shown
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    UNDONE = "UNDONE"


ENDED = frozenset(
    {DeliveryState.DONE, DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.UNDONE}
)


class RequestState(StrEnum):
    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"


class Refusal(StrEnum):
    FILE_UNUSABLE = "FILE_UNUSABLE"
    WRONG_STATE = "WRONG_STATE"
    NOTHING_TO_IMPORT = "NOTHING_TO_IMPORT"
    NOT_LATEST = "NOT_LATEST"
    SOMETHING_HANGS = "SOMETHING_HANGS"
    FILE_GONE = "FILE_GONE"
    ALREADY_REGISTERED = "ALREADY_REGISTERED"
    NO_RIGHT = "NO_RIGHT"
    DOSSIER_INCOMPLETE = "DOSSIER_INCOMPLETE"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line left out, or entered without a cell: where and why, never what it says."""

    line: int
    fault: str
    column: str = ""
    other_line: int | None = None


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do, found without writing."""

    kept: int
    new: int
    changed: int
    same: int
    objected: int
    gone: int  # in the register, not in the file
    known_elsewhere: int
    to_check: int  # under 60 in an alert register: disabled adults, or a mistake
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)  # of the problems, by reason


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    delivery_id: int
    register_id: int
    file_name: str
    state: DeliveryState
    heads: tuple[str, ...]
    mapping: tuple[str, ...]
    other_sheets: tuple[str, ...]
    encoding: str
    line_count: int
    dry_run: DryRun | None
    progress: int
    uploaded_by: int
    organization_id: int
    uploaded_at: datetime
    done_at: datetime | None
    destroyed_at: datetime | None
    token: str


@dataclass(frozen=True, slots=True)
class RequestCard:
    """Somebody asked, on the web, for an entry: the desk confirms it."""

    request_id: int
    register_id: int
    person: UUID
    is_for_other: bool
    asked_at: datetime
    state: RequestState
