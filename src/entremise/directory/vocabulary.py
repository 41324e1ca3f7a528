"""The services of the territory: what they do, where, when, whether they have room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Capacity(StrEnum):
    OPEN = "OPEN"
    WAITING = "WAITING"
    CLOSED = "CLOSED"


class Reason(StrEnum):
    """Why a service is proposed, said in words."""

    THEME = "THEME"
    DISTRICT = "DISTRICT"
    HAS_ROOM = "HAS_ROOM"
    WAITING_LIST = "WAITING_LIST"
    QUICK = "QUICK"
    CHECKED = "CHECKED"
    STALE = "STALE"


class Refusal(StrEnum):
    NAME_TAKEN = "NAME_TAKEN"
    NOT_FOUND = "NOT_FOUND"


@dataclass(frozen=True, slots=True)
class NewService:
    """A service; without districts it serves the whole territory."""

    name: str
    themes: tuple[str, ...]
    districts: tuple[str, ...] = ()
    capacity: Capacity = Capacity.OPEN
    capacity_note: str = ""
    reply_days: int = 3
    opening: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""
    public: str = ""
    has_account: bool = False


@dataclass(frozen=True, slots=True)
class ServiceCard:
    service_id: int
    organization_id: int
    door_id: int
    name: str
    themes: tuple[str, ...]
    districts: tuple[str, ...]
    capacity: Capacity
    capacity_note: str
    reply_days: int
    opening: str
    phone: str
    mail: str
    address: str
    public: str
    has_account: bool
    is_active: bool
    checked_at: datetime
    checked_by: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    service: ServiceCard
    reasons: tuple[Reason, ...]
