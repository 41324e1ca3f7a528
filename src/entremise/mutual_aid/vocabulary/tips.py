"""Tips: what is good to know in the town, said by somebody, checked by somebody, until a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.engines.holding import Hold

KEPT_AT_MOST: Final = timedelta(days=90)  # then somebody checks again
ENDS_SOON: Final = timedelta(days=7)
READ_WITHIN: Final = timedelta(days=2)


class TipState(StrEnum):
    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    CONTESTED = "CONTESTED"
    RETIRED = "RETIRED"


class TipCategory(StrEnum):
    COOL = "COOL"
    FOOD = "FOOD"
    HEALTH = "HEALTH"
    PAPERS = "PAPERS"
    TRANSPORT = "TRANSPORT"
    COMPANY = "COMPANY"
    CHILDREN = "CHILDREN"
    HOME = "HOME"


class TipFault(StrEnum):
    """What a reader says is wrong."""

    CLOSED = "CLOSED"
    HOURS = "HOURS"
    PLACE = "PLACE"
    UNTRUE = "UNTRUE"
    HARMFUL = "HARMFUL"
    OTHER = "OTHER"


class TipEnding(StrEnum):
    """Why the desk took a tip away, or did not publish it."""

    OVER = "OVER"
    UNTRUE = "UNTRUE"
    DOUBLE = "DOUBLE"
    PRIVATE = "PRIVATE"
    UNFIT = "UNFIT"


class TipView(StrEnum):
    """A list of the desk."""

    DRAFT = "DRAFT"
    CONTESTED = "CONTESTED"
    ENDING = "ENDING"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


class TipRefusal(StrEnum):
    TIP_NOT_FOUND = "TIP_NOT_FOUND"
    TIP_WRONG_STATE = "TIP_WRONG_STATE"
    TIP_DATE_PAST = "TIP_DATE_PAST"
    TIP_DATE_TOO_FAR = "TIP_DATE_TOO_FAR"


@dataclass(frozen=True, slots=True)
class TipText:
    """The words of a tip; `source` says who says so, `contact` is their public link or phone."""

    title: str
    words: str
    place: str
    district: str  # empty: the whole town
    category: TipCategory
    source: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class TipCard:
    tip_id: int
    key: UUID
    text: TipText
    state: TipState
    expires_on: date | None
    checked_on: date | None
    checked_by: str  # the body that checked, never the agent
    next_on: date | None
    proposed_at: datetime
    published_at: datetime | None
    changed_at: datetime
    holds: tuple[Hold, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class TipReportCard:
    at: datetime
    fault: TipFault
    words: str


@dataclass(frozen=True, slots=True)
class TipFilters:
    district: str = ""
    category: str = ""
    text: str = ""
