"""Offers: what somebody can give, where and when, until which day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.kernel.origin import Origin
from entremise.mutual_aid.vocabulary.common import Channel, Spot

REVIEWED_WITHIN: Final = timedelta(hours=48)
RECONFIRMED_EVERY: Final = timedelta(days=60)
RECONFIRMED_WITHIN: Final = timedelta(days=14)  # after the question, before the offer goes out
ADULT_AGE: Final = 18


class OfferKind(StrEnum):
    STANDING = "STANDING"
    ONCE = "ONCE"
    GOODS = "GOODS"


class OfferState(StrEnum):
    WAITING = "WAITING"  # for the desk's first answer
    OPEN = "OPEN"
    PARTLY_USED = "PARTLY_USED"
    USED = "USED"
    RECONFIRM_DUE = "RECONFIRM_DUE"
    PAUSED = "PAUSED"
    RELEASED = "RELEASED"


USABLE: Final = frozenset({OfferState.OPEN, OfferState.PARTLY_USED})
LIVING: Final = frozenset(OfferState) - {OfferState.RELEASED}


class ReleaseReason(StrEnum):
    ASKED = "ASKED"
    NOT_RECONFIRMED = "NOT_RECONFIRMED"
    OVER = "OVER"  # given once, or its last day came
    DECLINED = "DECLINED"  # the desk could not accept it, and said why
    CONCERN = "CONCERN"  # a worry about the helper
    OBJECTED = "OBJECTED"


class WhyDeclined(StrEnum):
    """Why the desk does not accept an offer; it is told to the person."""

    TOO_YOUNG = "TOO_YOUNG"
    TRADE = "TRADE"  # asks to be paid, or sells
    NOBODY_NEAR = "NOBODY_NEAR"
    NOT_CHECKED = "NOT_CHECKED"  # what the help asks for could not be seen
    NOT_REACHED = "NOT_REACHED"
    DOUBLE = "DOUBLE"
    OTHER = "OTHER"


class Means(StrEnum):
    WALK = "WALK"
    BIKE = "BIKE"
    CAR = "CAR"
    PHONE_ONLY = "PHONE_ONLY"


@dataclass(frozen=True, slots=True)
class NewOffer:
    """An offer as it comes in; `key` is made with the form, so that sending twice makes one offer."""

    key: UUID
    person: UUID
    kind: OfferKind
    channel: Channel
    categories: tuple[str, ...]
    spot: Spot | None
    radius_m: int
    capacity: int = 1  # people at once
    languages: tuple[str, ...] = ("fr",)
    means: tuple[Means, ...] = ()
    slots: tuple[str, ...] = ()  # none: any
    until: date | None = None
    quantity: int = 0
    is_minor: bool = False  # 16 or 17
    user_id: int | None = None
    organization_id: int | None = None  # a group's offer
    code: bytes | None = None
    seconds: tuple[bytes, ...] = ()  # keyed digests of what opens more with the code
    consent_read: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a helper may change of an offer by herself."""

    slots: tuple[str, ...]
    radius_m: int
    capacity: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CredentialCard:
    """What a human of the desk has seen, on which day, and until when it holds."""

    kind: str
    checked_on: date
    until: date


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer without identity."""

    offer_id: int
    number: str  # « O-2093 »
    key: UUID
    person: UUID
    user_id: int | None
    organization_id: int | None
    kind: OfferKind
    state: OfferState
    channel: Channel
    categories: tuple[str, ...]
    spot: Spot | None
    district: str
    radius_m: int
    capacity: int
    languages: tuple[str, ...]
    means: tuple[Means, ...]
    slots: tuple[str, ...]
    credentials: tuple[str, ...]
    until: date | None
    quantity: int
    is_minor: bool
    active_count: int  # needs it serves now
    helped_count: int  # needs it has served
    owner_id: int | None
    next_on: date | None
    opened_at: datetime
    first_answered_at: datetime | None
    closed_at: datetime | None
    release_reason: ReleaseReason | None


@dataclass(frozen=True, slots=True)
class Invited:
    """To what idle helpers are asked; `title` is public."""

    to: Origin
    title: str
    is_for_adults: bool = True


@dataclass(frozen=True, slots=True)
class IdleOffer:
    """An offer that may be asked, serves nobody now and was asked nothing for a while."""

    offer: OfferCard
    asked_at: datetime | None
    invited_at: datetime | None
