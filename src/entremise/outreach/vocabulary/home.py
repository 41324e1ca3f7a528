"""What a caller finds when she arrives."""

from dataclasses import dataclass
from datetime import datetime

from entremise.outreach.vocabulary.calls import Promise
from entremise.outreach.vocabulary.campaigns import Level


@dataclass(frozen=True, slots=True)
class WeeklyCall:
    """The next call with somebody whom this caller rings each week; no name."""

    call_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OwnCampaign:
    campaign_id: int
    title: str
    level: Level
    is_open: bool
    is_paused: bool
    pause_reason: str
    starts_at: datetime
    ends_at: datetime
    is_within_hours: bool
    opens_at: datetime | None  # the next minute of calling, when closed now
    attempts_today: int
    talks_today: int
    talks: int


@dataclass(frozen=True, slots=True)
class CallerHome:
    """What a caller sees when she arrives: her own work and nobody else's."""

    held_call_id: int | None
    campaigns: tuple[OwnCampaign, ...]
    promises: tuple[Promise, ...]
    hard_call_at: datetime | None  # her last, not yet talked over
    weekly: tuple[WeeklyCall, ...]
