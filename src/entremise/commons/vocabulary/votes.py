"""Colleges, seats, ballots and their count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CollegeKind(StrEnum):
    AUTHORITY = "AUTHORITY"
    CONCERNED = "CONCERNED"
    CONTRIBUTORS = "CONTRIBUTORS"


class Choice(StrEnum):
    YES = "YES"
    NO = "NO"
    ABSTAIN = "ABSTAIN"


class BallotChannel(StrEnum):
    WEB = "WEB"
    PHONE = "PHONE"
    PAPER = "PAPER"


@dataclass(frozen=True, slots=True)
class NewBallot:
    """A ballot; `member_id` names the seat when a clerk enters it for somebody."""

    request_id: int
    choice: Choice
    channel: BallotChannel = BallotChannel.WEB
    member_id: int | None = None
    opinion: str = ""  # published without a name


@dataclass(frozen=True, slots=True)
class NewSeat:
    college: CollegeKind
    human_id: int
    starts_at: datetime
    ends_at: datetime
    user_id: int | None = None  # none: votes by phone and on paper
    is_drawn_by_lot: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How one college voted: seats when the vote opened, ballots that count, what is needed."""

    college: CollegeKind
    name: str
    seats: int
    yes: int
    no: int
    abstain: int
    quorum: int
    blocking: int | None  # votes against that stop it, of the concerned only

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain

    @property
    def has_quorum(self) -> bool:
        return self.seats > 0 and self.cast >= self.quorum

    @property
    def is_blocked(self) -> bool:
        return self.blocking is not None and self.no >= self.blocking

    @property
    def is_for(self) -> bool:
        return self.has_quorum and self.yes > self.no and not self.is_blocked


@dataclass(frozen=True, slots=True)
class SeatCard:
    member_id: int
    college: CollegeKind
    college_name: str
    human_id: int
    full_name: str
    user_id: int | None
    is_drawn_by_lot: bool
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BallotCard:
    """A ballot on paper or by phone that waits for its second check; the choice stays unseen."""

    ballot_id: int
    request_id: int
    request_number: str
    full_name: str
    channel: BallotChannel
    entered_by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What a ballot said, published without a name once the vote is over."""

    college: CollegeKind
    choice: Choice
    opinion: str
