"""Calls on paper: bundles of sheets, what becomes of each sheet, what is typed of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.commons.vocabulary.law import Purpose

READ_WITHIN: Final = timedelta(minutes=15)  # a bundle is printed, or a sheet typed, in this time
TYPED_ALONE_AFTER: Final = timedelta(hours=1)  # no second typist came: the first may check herself
LOSS_TOLD_WITHIN: Final = timedelta(hours=72)  # GDPR 33: to the CNIL, from when it is known
PRINTED_AHEAD_AT_MOST: Final = timedelta(days=3)  # on Friday for Monday
TYPED_TWICE_UP_TO: Final = 2  # severities 1 and 2
BACK_AT: Final = time(9)  # people on paper come back to the queue that morning


class BundleKind(StrEnum):
    HALF_DAY = "HALF_DAY"  # of one caller
    SEALED = "SEALED"  # people in danger, in an envelope, for a power cut


class SheetState(StrEnum):
    OUT = "OUT"  # printed, with the caller
    BACK = "BACK"  # returned, to be typed
    ONCE = "ONCE"  # severity 1 or 2: a second account types it too
    TYPED = "TYPED"
    LATE = "LATE"  # typed after somebody else had called: a note
    MISSING = "MISSING"  # nobody has it: an incident


SETTLED: Final = frozenset({SheetState.TYPED, SheetState.LATE})
TO_TYPE: Final = frozenset({SheetState.OUT, SheetState.BACK, SheetState.ONCE, SheetState.MISSING})


@dataclass(frozen=True, slots=True)
class NewBundle:
    campaign_id: int
    caller_id: int
    on: date
    is_afternoon: bool
    size: int


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One sheet without anything of its person."""

    sheet_id: int
    bundle_id: int
    code: str
    position: int
    state: SheetState
    typed_by: int | None
    typed_at: datetime | None
    first_typed_by: int | None
    first_typed_at: datetime | None
    differences_count: int


@dataclass(frozen=True, slots=True)
class BundleCard:
    bundle_id: int
    kind: BundleKind
    code: str
    campaign_id: int
    campaign_title: str
    caller_id: int | None
    on: date
    is_afternoon: bool
    printed_by: int
    printed_at: datetime
    held_until: datetime
    claimed_at: datetime | None
    returned_at: datetime | None
    returned_to: int | None
    opened_at: datetime | None
    opened_by: int | None
    opening_reason: str
    destroyed_at: datetime | None
    destroyed_by: int | None
    sheets: tuple[SheetCard, ...]

    def count(self, *states: SheetState) -> int:
        return sum(one.state in states for one in self.sheets)


@dataclass(frozen=True, slots=True)
class SheetToPrint:
    """Whom a sheet is for: read at once, printed, never listed on a screen."""

    sheet_id: int
    code: str
    position: int
    person: UUID
    reasons: tuple[str, ...]
    language: str
    is_maybe_called: bool
    tries_count: int


@dataclass(frozen=True, slots=True)
class SheetToType:
    """One sheet as its typist opens it: no name, no number."""

    sheet_id: int
    code: str
    position: int
    state: SheetState
    call_id: int
    campaign_id: int
    campaign_title: str
    organization_id: int
    register_id: int | None
    kit_version_id: int
    purpose: Purpose
    person: UUID
    caller_id: int
    on: date
    is_afternoon: bool
    first_typed_by: int | None
    first_typed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LostSheet:
    """An incident: who had it, since when it is known, until when the loss is told, who answers for it."""

    sheet_id: int
    code: str
    bundle_id: int
    campaign_id: int
    campaign_title: str
    caller_id: int | None
    lead_id: int
    known_at: datetime
    told_by: datetime
    closed_at: datetime | None
    closing_note: str


class Refusal(StrEnum):
    NO_SHEET = "NO_SHEET"  # mistyped, another's, settled or not existing
    OWN_SHEET = "OWN_SHEET"  # the caller's own, or the first typist's
    BUNDLE_OUT = "BUNDLE_OUT"  # she has one already
    HOLDS_A_CALL = "HOLDS_A_CALL"
    NO_HOURS = "NO_HOURS"  # nobody calls in that half-day
    TOO_LATE_TO_PRINT = "TOO_LATE_TO_PRINT"
    SHEETS_NOT_TYPED = "SHEETS_NOT_TYPED"
    NO_ALERT = "NO_ALERT"
    NOBODY_IN_DANGER = "NOBODY_IN_DANGER"
    WRONG_STEP = "WRONG_STEP"
