"""Mission acts: the authority asks somebody by name for tasks of its own, for a time, and covers her."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from entremise.accounts.vocabulary import Role

MISSIONS: Final = frozenset({Role.DECIDER, Role.GO_BETWEEN})
LONGEST_DAYS: Final = 366


class MissionState(StrEnum):
    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    COVERED = "COVERED"
    ENDED = "ENDED"
    DECLINED = "DECLINED"


class Refusal(StrEnum):
    NOT_YOUR_MISSION = "NOT_YOUR_MISSION"
    MISSION_OVER = "MISSION_OVER"
    PERIOD_IMPOSSIBLE = "PERIOD_IMPOSSIBLE"


@dataclass(frozen=True, slots=True)
class NewMission:
    user_id: int
    tasks: str
    act_reference: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class MissionCard:
    """`covered_from` is never before the day she accepted: nobody is covered backwards."""

    mission_id: int
    user_id: int
    organization_id: int
    tasks: str
    act_reference: str
    starts_on: date
    ends_on: date
    state: MissionState
    proposed_by: int
    proposed_at: datetime
    accepted_at: datetime | None
    covered_from: date | None
    covered_until: date | None
    ended_because: str
