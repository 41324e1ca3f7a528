"""Asking whether it helped, and reviewing what was passed on without consent."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class CheckState(StrEnum):
    DUE = "DUE"
    HELPED = "HELPED"
    NOT_HELPED = "NOT_HELPED"
    UNREACHED = "UNREACHED"  # rung three times
    WAIVED = "WAIVED"  # she wants nothing more, or cannot be asked


class CheckAnswer(StrEnum):
    YES = "YES"
    NO = "NO"
    NOBODY = "NOBODY"  # nobody picks up: tried again another day
    IMPOSSIBLE = "IMPOSSIBLE"  # she has left, died, or may be rung no more


class Verdict(StrEnum):
    JUSTIFIED = "JUSTIFIED"
    UNJUSTIFIED = "UNJUSTIFIED"


@dataclass(frozen=True, slots=True)
class CheckCard:
    """One question to ask, without identity."""

    check_id: int
    item_id: int
    report_id: int
    number: str
    person: UUID
    register_id: int
    theme: str
    district: str
    due_on: date
    tries_count: int
    state: CheckState
    held_by: int | None


@dataclass(frozen=True, slots=True)
class CheckCounts:
    due: int
    helped: int
    not_helped: int
    unreached: int


@dataclass(frozen=True, slots=True)
class VitalCard:
    """An item passed on for life in danger; `verdict` is none until somebody else has read it."""

    item_id: int
    report_id: int
    number: str
    person: UUID
    register_id: int
    theme: str
    opened_at: datetime
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class VitalCounts:
    passed_on: int
    to_review: int
    unjustified: int
