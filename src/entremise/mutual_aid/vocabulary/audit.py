"""What became of pairs, for whoever looks whether matching is fair."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from entremise.mutual_aid.vocabulary.matching import ProposalCard, RefusalReason


class Fate(StrEnum):
    """The best that came of a pair, from the least to the most."""

    NOT_SENT = "NOT_SENT"  # found; nobody was asked
    PUT_ASIDE = "PUT_ASIDE"  # by the desk, before anybody was asked
    TAKEN = "TAKEN"  # asked; somebody else said yes before
    WAITING = "WAITING"  # asked; no answer yet
    EXPIRED = "EXPIRED"
    REFUSED = "REFUSED"
    ACCEPTED = "ACCEPTED"


SENT = frozenset(Fate) - {Fate.NOT_SENT, Fate.PUT_ASIDE}
SAID_NO = frozenset({Fate.PUT_ASIDE, Fate.REFUSED})


@dataclass(frozen=True, slots=True)
class PairFact:
    """A need and an offer that were brought together once or more, without identity."""

    person: UUID  # who asks for help
    district: str
    language: str  # asked for; empty: none
    fate: Fate
    reason: RefusalReason | None


@dataclass(frozen=True, slots=True)
class KeptPair:
    """A proposal as it was stored, with the numbers of what it brings together."""

    need: str
    offer: str
    category: str
    district: str
    proposal: ProposalCard
