"""A call: how it is held, how it ends, what a caller sees of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.vocabulary.campaigns import Level
from entremise.outreach.vocabulary.contacts import Said

LEASE_BEFORE_NUMBER: Final = timedelta(minutes=5)
LEASE_AFTER_SIGN: Final = timedelta(minutes=20)
LEASE_WITHOUT_HEARTBEAT: Final = timedelta(minutes=45)
QUIET_AFTER_LOST: Final = timedelta(hours=2)  # a number was shown, nobody said what became of it
CALLBACK_GRACE: Final = timedelta(minutes=30)
STILL_ON_THE_LINE: Final = timedelta(hours=4)  # the lease may end, the talk goes on
PROMISES_MISSED_AT_MOST: Final = 3  # then the lead is told
PAIRS_AT_MOST: Final = 12  # people whom one caller rings each week
BREAK: Final = timedelta(minutes=10)  # an hour
WORKS_AT_A_STRETCH: Final = timedelta(minutes=50)
WORKS_A_DAY: Final = timedelta(hours=3)
RETRY_SHARE_AT_MOST: Final = 0.4  # of a caller's takes, while somebody was never called


class CallState(StrEnum):
    READY = "READY"
    HELD = "HELD"
    WAITING = "WAITING"  # its next slot is later
    CALLBACK = "CALLBACK"  # promised
    UNREACHABLE = "UNREACHABLE"  # asks for a visit
    DONE = "DONE"
    STOPPED = "STOPPED"


class Lane(StrEnum):
    MINE = "MINE"
    DATED = "DATED"
    STOCK = "STOCK"
    DESK = "DESK"  # she rang back


class Outcome(StrEnum):
    SPOKEN_WELL = "SPOKEN_WELL"
    SPOKEN_DIFFICULTY = "SPOKEN_DIFFICULTY"
    NO_ANSWER = "NO_ANSWER"
    BUSY = "BUSY"
    VOICEMAIL = "VOICEMAIL"
    CUT_OFF = "CUT_OFF"
    CALL_BACK = "CALL_BACK"
    NOT_TODAY = "NOT_TODAY"
    OBJECTION = "OBJECTION"
    WRONG_NUMBER = "WRONG_NUMBER"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    RELATIVE_ANSWERED = "RELATIVE_ANSWERED"
    LANGUAGE = "LANGUAGE"
    AWAY = "AWAY"
    MINOR_ALONE = "MINOR_ALONE"
    DECEASED = "DECEASED"
    EMERGENCY = "EMERGENCY"


SPOKEN: Final = frozenset({Outcome.SPOKEN_WELL, Outcome.SPOKEN_DIFFICULTY})


class Cause(StrEnum):
    """Why a hold ended without outcome."""

    LEASE_ENDED = "LEASE_ENDED"
    HANDED_BACK = "HANDED_BACK"
    TAKEN_BACK = "TAKEN_BACK"  # by the lead
    STOPPED = "STOPPED"  # objection, death, end of the purpose


class HandBackReason(StrEnum):
    KNOWS_PERSON = "KNOWS_PERSON"
    LANGUAGE = "LANGUAGE"
    TOO_HARD = "TOO_HARD"
    SHIFT_ENDS = "SHIFT_ENDS"
    INCONSISTENT = "INCONSISTENT"


class StopReason(StrEnum):
    OBJECTION = "OBJECTION"
    DEATH = "DEATH"
    ALERT = "ALERT"  # an alert calls her now
    PURPOSE_ENDED = "PURPOSE_ENDED"
    CAMPAIGN_CLOSED = "CAMPAIGN_CLOSED"


class TaskKind(StrEnum):
    """What a steward has to put right in a register."""

    WRONG_NUMBER = "WRONG_NUMBER"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    DEATH = "DEATH"
    INCONSISTENT = "INCONSISTENT"


class AlarmKind(StrEnum):
    DANGER = "DANGER"
    HARD_CALL = "HARD_CALL"  # the caller wants to talk to somebody
    NO_RETURN = "NO_RETURN"  # two visitors have not called in


class Refusal(StrEnum):
    NO_CALL_LEFT = "NO_CALL_LEFT"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    CAMPAIGN_NOT_OPEN = "CAMPAIGN_NOT_OPEN"
    NOT_A_CALLER = "NOT_A_CALLER"
    NOT_ON_SHIFT = "NOT_ON_SHIFT"
    NOT_HELD = "NOT_HELD"  # lapsed, another's, or not existing: one answer for all
    NUMBER_NOT_SHOWN = "NUMBER_NOT_SHOWN"
    NOTICE_NOT_GIVEN = "NOTICE_NOT_GIVEN"
    CALLBACK_OUTSIDE_HOURS = "CALLBACK_OUTSIDE_HOURS"
    NOT_READY_TO_OPEN = "NOT_READY_TO_OPEN"
    CALLS_STILL_HELD = "CALLS_STILL_HELD"
    REPORTS_STILL_OPEN = "REPORTS_STILL_OPEN"
    WRONG_STATE = "WRONG_STATE"
    NOT_YOUR_CAMPAIGN = "NOT_YOUR_CAMPAIGN"
    TITLE_TAKEN = "TITLE_TAKEN"
    PAIRS_FULL = "PAIRS_FULL"
    NO_RIGHT_TO_CALL = "NO_RIGHT_TO_CALL"  # no grant stands: a wave would call nobody lawfully
    WAVE_DAY_PAST = "WAVE_DAY_PAST"
    WAVE_BEGINNING = "WAVE_BEGINNING"  # the people of another one are being called


@dataclass(frozen=True, slots=True)
class TakenCall:
    """What a take gives: enough to open the page of the call; the token fences every later gesture."""

    call_id: int
    person: UUID
    token: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class PastAttempt:
    at: datetime
    outcome: Outcome | None
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class HeldCall:
    """The one person a caller may reach now; the token fences every later gesture."""

    call_id: int
    campaign_id: int
    campaign_title: str
    register_id: int | None
    kit_version_id: int
    purpose: Purpose
    person: UUID
    attempt_id: int
    token: int
    lane: Lane
    level: Level
    language: str
    reasons: tuple[str, ...]
    held_at: datetime
    shown_at: datetime | None
    notice_given_at: datetime | None
    saved_at: datetime | None
    lease_until: datetime
    promised_at: datetime | None
    reach_by: datetime | None  # the end of the wave that it belongs to
    is_promise_mine: bool
    is_maybe_called: bool  # a number was shown earlier and nobody said what came of it
    not_today_count: int
    attempts: tuple[PastAttempt, ...]  # newest first
    switchboard: str


@dataclass(frozen=True, slots=True)
class DialledCall:
    """Somebody whose number this caller was shown not long ago, held still or not."""

    call_id: int
    campaign_id: int
    person: UUID


@dataclass(frozen=True, slots=True)
class Closing:
    """How a call ends; only what the outcome needs is read."""

    outcome: Outcome
    callback_at: datetime | None = None
    is_mine: bool = True
    language: str = ""
    away_until: datetime | None = None
    is_weekly: bool = False  # this caller rings her again each week
    asks_visit: bool = False
    asks_correction: bool = False  # of her entry, by the steward
    said: Said | None = None  # by somebody beside her


@dataclass(frozen=True, slots=True)
class ClosedCall:
    """`is_late`: the lease was over, so what was typed is a note and changed nothing."""

    call_id: int
    attempt_id: int
    campaign_id: int
    person: UUID
    purpose: Purpose
    state: CallState
    is_late: bool
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    call_id: int
    due_at: datetime
    promised_at: datetime
    is_due: bool


@dataclass(frozen=True, slots=True)
class StewardTask:
    task_id: int
    kind: TaskKind
    person: UUID
    campaign_id: int
    campaign_title: str
    raised_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class AlarmCard:
    alarm_id: int
    kind: AlarmKind
    campaign_id: int
    campaign_title: str
    call_id: int | None
    visit_id: int | None
    person: UUID | None
    raised_by: int
    raised_at: datetime
    due_at: datetime | None  # a hard call is talked over by then
    words: str  # what weighs, if she wrote it
    recipients: tuple[int, ...]  # accounts
    seen_by: int | None
    seen_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DialledTalk:
    """A talk of one's own, by its moment: no person."""

    call_id: int
    token: int
    shown_at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """Of one caller, for herself: since her last break, and in all today."""

    without_break: timedelta
    today: timedelta

    @property
    def wants_break(self) -> bool:
        return self.without_break >= WORKS_AT_A_STRETCH

    @property
    def is_enough(self) -> bool:
        return self.today >= WORKS_A_DAY
