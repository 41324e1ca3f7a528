"""Exports with names: what leaves, for whom, asked by one human and countersigned by another."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from entremise.commons.vocabulary.law import FieldGroup, Purpose

SIGNED_WITHIN = timedelta(hours=72)  # the second signature after the first, the file after it
KEPT_FOR = timedelta(days=7)  # the file, once built


class ExportState(StrEnum):
    ASKED = "ASKED"
    COUNTERSIGNED = "COUNTERSIGNED"
    BUILT = "BUILT"
    COLLECTED = "COLLECTED"
    DESTROYED = "DESTROYED"
    REFUSED = "REFUSED"
    LAPSED = "LAPSED"


WITH_A_FILE = frozenset({ExportState.BUILT, ExportState.COLLECTED})
ALIVE = WITH_A_FILE | {ExportState.ASKED, ExportState.COUNTERSIGNED}


class Refusal(StrEnum):
    NOT_YOUR_TURN = "NOT_YOUR_TURN"
    NOT_EXPORTABLE = "NOT_EXPORTABLE"
    FIELDS_TOO_WIDE = "FIELDS_TOO_WIDE"
    NOBODY_TO_EXPORT = "NOBODY_TO_EXPORT"
    REASON_MISSING = "REASON_MISSING"
    SAME_HUMAN = "SAME_HUMAN"
    EXPORT_OVER = "EXPORT_OVER"
    NO_FILE = "NO_FILE"


@dataclass(frozen=True, slots=True)
class NewExport:
    purpose: Purpose
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    reason: str
    act_reference: str  # the prefect's request, the agreement with the body
    recipient: str
    recipient_key: str  # age, public
    people: tuple[UUID, ...] | None = None  # none: everybody in these registers


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """What a worker made: the sealed bytes, how many people are in it, and the mark of this copy."""

    sealed: bytes
    people_count: int
    copy_mark: str


@dataclass(frozen=True, slots=True)
class ExportCard:
    export_id: int
    number: str
    state: ExportState
    purpose: Purpose
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    people_count: int  # when it was asked
    people_cap: int  # the file never holds more
    reason: str
    act_reference: str
    recipient: str
    recipient_key: str
    user_id: int
    organization_id: int
    asked_at: datetime
    sign_by: datetime
    countersigned_by: int | None
    countersigned_at: datetime | None
    refused_by: int | None
    refusal_reason: str
    built_at: datetime | None
    built_count: int | None
    copy_mark: str
    kept_until: datetime | None
    collected_at: datetime | None
    ended_at: datetime | None
