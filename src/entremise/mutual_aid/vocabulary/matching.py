"""Proposals, introductions, what the machine computed and what humans decided of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

# Words for the door: short, clear on a bad line, found in no name of a street of a thousand towns.
DOOR_WORDS: Final = (
    "abricot",
    "bouleau",
    "cerise",
    "dauphin",
    "écureuil",
    "fougère",
    "grenade",
    "hérisson",
    "iris",
    "jonquille",
    "kiwi",
    "lavande",
    "mésange",
    "noisette",
    "olive",
    "papillon",
    "quille",
    "renard",
    "sapin",
    "tilleul",
    "violette",
    "zèbre",
)

ANSWERED_WITHIN: Final = timedelta(hours=24)  # a helper who was asked


class Author(StrEnum):
    ENGINE = "ENGINE"
    AGENT = "AGENT"
    HELPER = "HELPER"  # she saw the need and offered


class Choice(StrEnum):
    """Why a pair that the machine did not find: as a reason, and as what stands against the other offer."""

    CHOSEN = "CHOSEN"  # by the desk
    CAME_FORWARD = "CAME_FORWARD"


class ProposalState(StrEnum):
    PROVISIONAL = "PROVISIONAL"  # computed; a human decides
    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    SUPERSEDED = "SUPERSEDED"
    EXPIRED = "EXPIRED"


ALIVE: Final = frozenset({ProposalState.PROVISIONAL, ProposalState.SENT})


class RefusalReason(StrEnum):
    """Why a pair was not made: said by the desk, by the helper, or by the person."""

    NOT_FREE = "NOT_FREE"
    TOO_FAR = "TOO_FAR"
    NOT_SUITED = "NOT_SUITED"
    KNOWN_CONFLICT = "KNOWN_CONFLICT"
    PERSON_PREFERS_OTHER = "PERSON_PREFERS_OTHER"
    ALREADY_BUSY = "ALREADY_BUSY"
    NO_ANSWER = "NO_ANSWER"
    OTHER = "OTHER"


PROPOSAL: Final = "PROPOSAL"  # whom a question to a helper asks for


class Verdict(StrEnum):
    """Whether two people are one, as the desk says."""

    OPEN = "OPEN"
    SAME = "SAME"
    OTHER = "OTHER"


class Outcome(StrEnum):
    """How an introduction ended, as those concerned said it."""

    WENT_WELL = "WENT_WELL"
    PARTLY = "PARTLY"
    HELPER_ABSENT = "HELPER_ABSENT"
    PERSON_ABSENT = "PERSON_ABSENT"
    STOPPED = "STOPPED"
    CONCERN = "CONCERN"


class Refund(StrEnum):
    """How what was bought is paid back: with the receipt, never before."""

    CASH = "CASH"
    CHEQUE = "CHEQUE"


CEILING_AT_MOST: Final = 150  # euros


@dataclass(frozen=True, slots=True)
class Money:
    """What the two agreed on before anything is bought."""

    ceiling_euros: int
    refund: Refund


class Side(StrEnum):
    """Who of the two wrote a word."""

    PERSON = "PERSON"
    HELPER = "HELPER"

    @property
    def other(self) -> "Side":
        return Side.HELPER if self is Side.PERSON else Side.PERSON


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, for words: a code of the engine and the number or words that both share."""

    reason: str
    value: str | int = ""


@dataclass(frozen=True, slots=True)
class NewProposal:
    need_id: int
    offer_id: int
    author: Author
    distance_m: int | None
    grounds: tuple[Ground, ...] = ()
    alternative: Mapping[str, str] = field(default_factory=dict)  # {"offer": number, "why": code}


@dataclass(frozen=True, slots=True)
class NewRound:
    """What went into a run of the engine (as the file of `propose`), and what came out."""

    seed: int
    inputs: Mapping[str, Any]
    proposals: tuple[NewProposal, ...]
    unserved: tuple[tuple[str, str], ...]  # need number, why
    milliseconds: int


@dataclass(frozen=True, slots=True)
class ProposalCard:
    proposal_id: int
    need_id: int
    offer_id: int
    author: Author
    state: ProposalState
    distance_m: int | None
    grounds: tuple[Ground, ...]
    alternative: Mapping[str, str]
    made_at: datetime
    sent_at: datetime | None
    answer_by: datetime | None
    decided_at: datetime | None
    reason: RefusalReason | None
    round_id: int | None


@dataclass(frozen=True, slots=True)
class IntroductionCard:
    introduction_id: int
    proposal_id: int
    need_id: int
    offer_id: int
    person_agreed_at: datetime | None
    helper_agreed_at: datetime | None
    revealed_at: datetime | None
    word: str  # that the helper says at the door
    meet_on: date | None
    check_on: date | None
    closed_at: datetime | None
    outcome: Outcome | None
    money: Money | None


@dataclass(frozen=True, slots=True)
class ResemblanceCard:
    resemblance_id: int
    need_id: int
    person: UUID
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class NewRelay:
    """A word to the other side; `key` names its sealed note, and makes sending twice one word."""

    key: UUID
    introduction_id: int
    side: Side
    held: tuple[str, ...] = ()  # why the desk reads it first
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class RelayCard:
    """A word without its text."""

    relay_id: int
    key: UUID
    introduction_id: int
    side: Side
    at: datetime
    read_at: datetime | None
    held: tuple[str, ...]
