"""How far the town and an association know each other."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MembershipState(StrEnum):
    CANDIDATE = "CANDIDATE"
    MET = "MET"
    ACTIVE = "ACTIVE"  # needs are shown to it, its offers are proposed
    ENDED = "ENDED"


class MembershipEnding(StrEnum):
    ASKED = "ASKED"  # the association's wish
    NO_PEOPLE = "NO_PEOPLE"
    NO_ANSWERS = "NO_ANSWERS"
    CONCERN = "CONCERN"


@dataclass(frozen=True, slots=True)
class MembershipCard:
    membership_id: int
    organization_id: int
    state: MembershipState
    asked_at: datetime
    met_on: date | None
    active_at: datetime | None
    ended_at: datetime | None
    ending: MembershipEnding | None
