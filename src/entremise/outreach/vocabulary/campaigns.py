"""Campaigns, their callers, and what their lead may know."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID

from entremise.commons.vocabulary.law import Purpose


class CampaignState(StrEnum):
    DRAFT = "DRAFT"
    CHECKED = "CHECKED"  # script, hours and levels are frozen
    OPEN = "OPEN"
    PAUSED = "PAUSED"  # held calls may end, none begins
    CLOSING = "CLOSING"  # no first call; promises are kept
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"  # counts stay, nobody is behind them


OVER: Final = frozenset({CampaignState.CLOSED, CampaignState.ARCHIVED})


class Level(IntEnum):
    """What a caller is ready for, and what a call asks for."""

    LISTENING = 1
    SPOTTING = 2
    COMPLEX = 3
    REFERENT = 4


class Gap(StrEnum):
    """What a campaign still lacks before it may open."""

    NO_SOURCE = "NO_SOURCE"
    NO_LEGAL_GROUND = "NO_LEGAL_GROUND"  # no act and no decision in force for one of its registers
    NO_CALLER = "NO_CALLER"
    NO_REFERENT = "NO_REFERENT"
    NO_SHIFT = "NO_SHIFT"
    NO_ORIENTEUR = "NO_ORIENTEUR"
    NO_CALL = "NO_CALL"


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """A campaign from a kit: whom to call under which purpose, from which registers, until when."""

    title: str
    kit_version_id: int
    purpose: Purpose
    organization_id: int
    territory_code: str
    sources: tuple[int, ...]  # registers
    switchboard: str  # the number to give, and to show
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CampaignCard:
    campaign_id: int
    title: str
    kit_version_id: int
    purpose: Purpose
    organization_id: int
    territory_code: str
    sources: tuple[int, ...]
    register_id: int | None  # of kind CAMPAIGN, once opened
    switchboard: str
    state: CampaignState
    lead_id: int
    starts_at: datetime
    ends_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    is_sunday_ordered: bool
    pause_reason: str
    rhythm_days: int | None  # between two waves
    next_wave_on: date | None
    archive_due_at: datetime | None  # once it is closed
    archived_at: datetime | None
    without_number: int = 0  # to whom somebody writes or goes


@dataclass(frozen=True, slots=True)
class NewCaller:
    user_id: int
    level: Level
    languages: tuple[str, ...] = ("fr",)


@dataclass(frozen=True, slots=True)
class CallerCard:
    """A caller of a campaign; the counts are for herself and never ranked."""

    caller_id: int
    campaign_id: int
    user_id: int
    level: Level
    languages: tuple[str, ...]
    admitted_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CallToAdd:
    """One person to call, as computed from facts: no identity."""

    person: UUID
    level: Level
    language: str
    rank: int
    reasons: tuple[str, ...]  # codes of the priority criteria of the kit
    half_hours: int = -1  # bit n: the half-hour n of the local day suits her
    household: bytes = b""


@dataclass(frozen=True, slots=True)
class Added:
    added: int
    elsewhere: int  # another campaign calls them now
    objected: int
    unreachable: int  # without a number: letter or visit


@dataclass(frozen=True, slots=True)
class DayFigures:
    day: date
    attempts: int
    talks: int
    reached: int  # people, for the first time


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """So many people left, of a level and a language that no caller has."""

    level: Level
    language: str
    count: int


class Waiting(StrEnum):
    """Why somebody of the list is not called yet."""

    NEVER_CALLED = "NEVER_CALLED"
    TO_TRY_AGAIN = "TO_TRY_AGAIN"
    ANOTHER_HALF_DAY = "ANOTHER_HALF_DAY"  # tried, its next slot is later
    PROMISED_LATER = "PROMISED_LATER"
    PROMISED_NOW = "PROMISED_NOW"
    PROMISE_LATE = "PROMISE_LATE"
    HELD = "HELD"


@dataclass(frozen=True, slots=True)
class CampaignBoard:
    """Figures of a campaign for its lead; no name, no ranking."""

    campaign: CampaignCard
    people: int
    left: int
    reached: int
    attempts_today: int
    talks_today: int
    held_now: int
    unreachable: int
    without_number: int
    stopped: int
    callbacks_due: int
    callbacks_late: int  # past their grace, kept by nobody
    promises_broken_thrice: int  # people left to whom three promises were not kept
    callbacks_kept: int
    callbacks_promised_past: int
    waiting: dict[Waiting, int]
    callers_by_level: dict[Level, int]
    left_by_level: dict[Level, int]
    out_of_reach: tuple[OutOfReach, ...]
    days: tuple[DayFigures, ...]


@dataclass(frozen=True, slots=True)
class HeldNow:
    """A call in progress, for its lead: who holds it and since when; no person."""

    call_id: int
    user_id: int
    held_at: datetime
    is_shown: bool
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class CampaignMove:
    """A dated fact of a campaign: who moved it, and why."""

    at: datetime
    user_id: int | None
    before: str
    after: str
    note: str
