"""Mandates: somebody close acts for a person, for her needs alone, for a time, seen by her, until she takes it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

LASTS_AT_MOST: Final = timedelta(days=365)
CONFIRMED_WITHIN: Final = timedelta(days=30)


class MandateState(StrEnum):
    ASKED = "ASKED"  # opens nothing
    CONFIRMED = "CONFIRMED"
    REVOKED = "REVOKED"  # by the person, herself or through the desk
    ENDED = "ENDED"  # by its date, or never confirmed


LIVING: Final = frozenset({MandateState.ASKED, MandateState.CONFIRMED})


class Tie(StrEnum):
    FAMILY = "FAMILY"
    NEIGHBOUR = "NEIGHBOUR"
    PROFESSIONAL = "PROFESSIONAL"
    OTHER = "OTHER"


class Proof(StrEnum):
    """How the desk had the person's own yes, or the guardian's paper."""

    PHONE = "PHONE"
    ON_THE_SPOT = "ON_THE_SPOT"
    PAPER = "PAPER"
    GUARDIAN = "GUARDIAN"


class MandateRefusal(StrEnum):
    MANDATE_NOT_FOUND = "MANDATE_NOT_FOUND"  # one answer for unknown, waiting, taken back, over
    MANDATE_WRONG_STATE = "MANDATE_WRONG_STATE"
    MANDATE_TOO_LONG = "MANDATE_TOO_LONG"


@dataclass(frozen=True, slots=True)
class NewMandate:
    """As it is asked for with a need; `key` is that of the form, the code is made of it."""

    key: UUID
    person: UUID
    need_id: int
    tie: Tie
    code: bytes
    seconds: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class MandateCard:
    """Without a name: who acts is sealed in the person's record, among those to ring."""

    mandate_id: int
    key: UUID
    person: UUID
    need_id: int
    tie: Tie
    state: MandateState
    seconds: tuple[bytes, ...]
    asked_at: datetime
    proof: Proof | None
    confirmed_on: date | None
    until: date | None
    ended_at: datetime | None
    is_ended_by_person: bool
