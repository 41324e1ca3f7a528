"""Before a deletion: what the archives agree to, and what suspends it for a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.purges import Deleted

HELD_AT_MOST: Final = timedelta(days=184)  # six months; renewed by a new act
AGREED_AT_MOST: Final = timedelta(days=5 * 366)
REASON_AT_LEAST: Final = 20  # « aaa » is no reason


class Answer(StrEnum):
    """What the director of the archives said of an elimination list."""

    AGREED = "AGREED"
    REFUSED = "REFUSED"


class HoldReason(StrEnum):
    LITIGATION = "LITIGATION"
    AUDIT = "AUDIT"
    SUBJECT_REQUEST = "SUBJECT_REQUEST"  # somebody's access or claim is not answered yet


class Refusal(StrEnum):
    NOT_YOURS = "NOT_YOURS"
    ALREADY_DELETED = "ALREADY_DELETED"
    LIST_EXISTS = "LIST_EXISTS"  # one waits for its visa, or has it
    VISA_NOTED = "VISA_NOTED"
    WRONG_DATES = "WRONG_DATES"
    REASON_MISSING = "REASON_MISSING"
    HOLD_OVER = "HOLD_OVER"
    DELETION_HELD = "DELETION_HELD"
    NO_VISA = "NO_VISA"


@dataclass(frozen=True, slots=True)
class NewElimination:
    """What would go with a register: kinds and counts, nobody's name."""

    register_id: int
    rule: str
    delay_days: int
    since_at: datetime
    until_at: datetime
    due_at: datetime
    counts: Mapping[Deleted, int]


@dataclass(frozen=True, slots=True)
class Visa:
    """The answer of the archives as their paper says it."""

    answer: Answer
    reference: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class EliminationCard:
    elimination_id: int
    number: str
    register_id: int
    register_title: str
    controller_id: int
    rule: str
    delay_days: int
    since_at: datetime
    until_at: datetime
    due_at: datetime
    counts: dict[Deleted, int]
    drawn_at: datetime
    visa: Visa | None


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """What the archives agree to beforehand, for a kind of register of one body."""

    controller_id: int
    kind: RegisterKind
    reference: str
    signed_on: date
    until: date


@dataclass(frozen=True, slots=True)
class AgreementCard:
    controller_id: int
    kind: RegisterKind
    reference: str
    signed_on: date
    until: date


@dataclass(frozen=True, slots=True)
class NewHold:
    register_id: int
    reason: HoldReason
    words: str
    until: datetime


@dataclass(frozen=True, slots=True)
class HoldCard:
    """Who suspended a deletion, why, until when; over by itself, or lifted before."""

    hold_id: int
    register_id: int
    register_title: str
    controller_id: int
    reason: HoldReason
    words: str
    role: Role
    placed_by: int
    placed_at: datetime
    until: datetime
    lifted_at: datetime | None

    def is_alive(self, at: datetime) -> bool:
        return self.lifted_at is None and self.until > at
