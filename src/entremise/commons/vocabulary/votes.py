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
    PROXY = "PROXY"  # by another member of the college


HEARD_BY_A_CLERK = frozenset({BallotChannel.PHONE, BallotChannel.PAPER})


@dataclass(frozen=True, slots=True)
class NewBallot:
    """A ballot; `member_id` names the seat when a clerk or the holder of a proxy gives it for somebody."""

    request_id: int
    choice: Choice
    channel: BallotChannel = BallotChannel.WEB
    member_id: int | None = None
    opinion: str = ""  # published without a name


@dataclass(frozen=True, slots=True)
class NewProxy:
    """One vote of one member, given by another of her college; `giver_id` when a clerk enters it."""

    request_id: int
    holder_id: int
    giver_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewContribution:
    """What a member says in the debate; `member_id` when a clerk enters it for her."""

    request_id: int
    text: str
    channel: BallotChannel = BallotChannel.WEB
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewSeat:
    college: CollegeKind
    human_id: int
    starts_at: datetime
    ends_at: datetime
    user_id: int | None = None  # none: votes by phone and on paper
    is_drawn_by_lot: bool = False


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of a college have voted while the vote is open; never what they said."""

    college: CollegeKind
    seats: int
    cast: int
    quorum: int

    @property
    def has_quorum(self) -> bool:
        return self.cast >= self.quorum


@dataclass(frozen=True, slots=True)
class Tally:
    """How one college voted: seats when the vote opened, ballots that count, what is needed."""

    college: CollegeKind
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


@dataclass(frozen=True, slots=True)
class Contributed:
    """What a member said in the debate, without her name."""

    college: CollegeKind
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProxyCard:
    giver_id: int
    giver_name: str
    holder_id: int
    holder_name: str
