"""Somebody rings back: how her call was found, what she wanted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.vocabulary.calls import CallState

LOOKED_AROUND: Final = timedelta(minutes=15)  # nobody knows the minute
LOOKS_BACK: Final = timedelta(days=7)
CANDIDATES_AT_MOST: Final = 8
OPEN_FOR: Final = timedelta(minutes=15)
FOUND_AN_HOUR: Final = 12  # people and searches, each holder of the desk


class FoundBy(StrEnum):
    TIME = "TIME"
    PHONE = "PHONE"
    NAME = "NAME"


class RingBackEnd(StrEnum):
    TALK = "TALK"  # taken at once
    PROMISE = "PROMISE"
    STOP = "STOP"
    TOLD = "TOLD"  # she knows now, and wants nothing else


@dataclass(frozen=True, slots=True)
class PossibleCall:
    """A call that rang near that moment, without anything of its person."""

    attempt_id: int
    at: datetime
    campaign_title: str
    caller_id: int


@dataclass(frozen=True, slots=True)
class RingBackCard:
    ring_back_id: int
    call_id: int
    campaign_id: int
    campaign_title: str
    kit_version_id: int
    register_id: int | None
    purpose: Purpose
    switchboard: str
    person: UUID
    state: CallState
    called_at: datetime | None
    caller_id: int | None
    confirmed_at: datetime | None
    ended_at: datetime | None
    may_be_taken: bool  # the call may still be made: now, or promised


class Refusal(StrEnum):
    NO_DESK = "NO_DESK"  # level 3 and more, or a clerk
    NO_CALL_OF_OURS = "NO_CALL_OF_OURS"  # nobody of our campaigns: one answer for all
    NOT_CONFIRMED = "NOT_CONFIRMED"
    RING_BACK_OVER = "RING_BACK_OVER"
    CANNOT_BE_TAKEN = "CANNOT_BE_TAKEN"
    HOLDS_A_CALL = "HOLDS_A_CALL"
