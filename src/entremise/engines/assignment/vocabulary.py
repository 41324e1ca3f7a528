"""Offers, needs and the reasons of a proposal: what goes in and out of the engine."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

UNSERVED_M: Final = {1: 200_000.0, 2: 60_000.0, 3: 20_000.0}  # by urgency, 1 is the most urgent
FAIR_M: Final = 50.0  # what each help already given adds to the way
FAIR_CAP: Final = 10


class Reason(StrEnum):
    """Why this pair; the value of a ground is a number or the words that both share."""

    DISTANCE = "DISTANCE"
    WITHIN_RADIUS = "WITHIN_RADIUS"
    SHARED_LANGUAGE = "SHARED_LANGUAGE"
    FREE_AT_SLOT = "FREE_AT_SLOT"
    CREDENTIAL = "CREDENTIAL"
    HELPED_NOBODY = "HELPED_NOBODY"
    KEPT = "KEPT"


class Lack(StrEnum):
    """Why a need has nobody: the first of these filters, in this order, that nobody passes."""

    NOBODY_IN_CATEGORY = "NOBODY_IN_CATEGORY"
    NOBODY_NEAR = "NOBODY_NEAR"
    NOBODY_WITH_LANGUAGE = "NOBODY_WITH_LANGUAGE"
    NOBODY_WITH_CREDENTIAL = "NOBODY_WITH_CREDENTIAL"
    NOBODY_FREE = "NOBODY_FREE"
    ALL_TAKEN = "ALL_TAKEN"


class Setback(StrEnum):
    """Why the nearest other offer was not proposed."""

    FARTHER = "FARTHER"
    MORE_URGENT_NEED = "MORE_URGENT_NEED"
    KEPT_PAIR = "KEPT_PAIR"
    BETTER_FOR_ALL = "BETTER_FOR_ALL"
    HELPED_MORE = "HELPED_MORE"


@dataclass(frozen=True, slots=True)
class Offer:
    """A helper: `radius_m` metres around (lat, lon) in degrees; `capacity` needs in all, `helped` so far."""

    id: str
    lat: float
    lon: float
    categories: tuple[str, ...]
    radius_m: float
    capacity: int
    languages: tuple[str, ...]
    slots: tuple[str, ...]
    credentials: tuple[str, ...] = ()
    helped: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """A need: no `language` or `credential` asks for none; no slot means that any moment suits."""

    id: str
    lat: float
    lon: float
    category: str
    urgency: int
    language: str = ""
    slots: tuple[str, ...] = ()
    credential: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    reason: Reason
    value: str | int


@dataclass(frozen=True, slots=True)
class Alternative:
    offer: str
    why: Setback


@dataclass(frozen=True, slots=True)
class Pair:
    need: str
    offer: str
    distance_m: int
    grounds: tuple[Ground, ...]
    alternative: Alternative | None


@dataclass(frozen=True, slots=True)
class Unserved:
    need: str
    why: Lack


@dataclass(frozen=True, slots=True)
class Proposal:
    pairs: tuple[Pair, ...]
    unserved: tuple[Unserved, ...]


def fair_m(helped: int) -> float:
    """The metres that this many helps add, never more than 500: a helper who did nothing yet comes first."""
    return FAIR_M * min(helped, FAIR_CAP)


def worth_m(need: Need) -> float:
    """The longest way that is better than no help at all for this need, whoever comes."""
    return UNSERVED_M[need.urgency] - FAIR_M * FAIR_CAP - 1
