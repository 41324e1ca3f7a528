"""The services of the territory: what they do, where, when, whether they have room, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Capacity(StrEnum):
    OPEN = "OPEN"
    WAITING = "WAITING"
    CLOSED = "CLOSED"


class Reason(StrEnum):
    """Why a service is proposed or found, said in words."""

    THEME = "THEME"
    NAME = "NAME"
    SAID = "SAID"  # a word of its description
    DISTRICT = "DISTRICT"
    NEAR = "NEAR"
    PUBLIC = "PUBLIC"
    OPEN_NOW = "OPEN_NOW"
    HAS_ROOM = "HAS_ROOM"
    WAITING_LIST = "WAITING_LIST"
    NO_ROOM = "NO_ROOM"
    QUICK = "QUICK"
    ANSWERS = "ANSWERS"  # measured on past referrals
    CHECKED = "CHECKED"
    STALE = "STALE"


class Refusal(StrEnum):
    NAME_TAKEN = "NAME_TAKEN"
    NOT_FOUND = "NOT_FOUND"
    NOT_YOUR_SERVICE = "NOT_YOUR_SERVICE"
    FILE_UNUSABLE = "FILE_UNUSABLE"
    WRONG_STEP = "WRONG_STEP"
    NOTHING_NEW = "NOTHING_NEW"
    NOT_LAST = "NOT_LAST"


class DeliveryState(StrEnum):
    UPLOADED = "UPLOADED"
    COMPARED = "COMPARED"  # the dry run is shown
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    UNDONE = "UNDONE"


ENDED: Final = frozenset(
    {DeliveryState.DONE, DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.UNDONE}
)


class Change(StrEnum):
    """What a delivery does to a service."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    BACK = "BACK"  # it had been ended, its source brings it again
    OWN_KEPT = "OWN_KEPT"  # the source changed what was corrected here: the correction stays
    ENDED = "ENDED"


class Alike(StrEnum):
    """What was said of two entries that look like one service."""

    PROPOSED = "PROPOSED"
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


@dataclass(frozen=True, slots=True)
class NewService:
    """A service; without districts it serves the whole territory. Codes are those of the kits or the national tables."""

    name: str
    themes: tuple[str, ...]
    districts: tuple[str, ...] = ()
    capacity: Capacity = Capacity.OPEN
    capacity_note: str = ""
    reply_days: int | None = 3
    opening: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""
    public: str = ""
    has_account: bool = False
    description: str = ""
    kind: str = ""
    publics: tuple[str, ...] = ()
    conditions: str = ""
    cost: str = ""
    cost_note: str = ""
    postcode: str = ""
    town: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    reach_m: int | None = None
    link: str = ""
    form_url: str = ""
    ways: tuple[str, ...] = ()
    reached_by: tuple[str, ...] = ()
    ways_note: str = ""
    receptions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: str = ""


# What a source says of a service, and what a correction made here takes from it.
PUBLISHED: Final = (
    "name", "description", "kind", "themes", "publics", "public", "conditions", "cost", "cost_note", "opening",
    "address", "postcode", "town", "lat_e6", "lon_e6", "phone", "mail", "link", "form_url", "ways", "reached_by",
    "ways_note", "receptions", "languages", "accessibility",
)  # fmt: skip
SAID_BY_SOURCE: Final = (*PUBLISHED, "zone", "commune")  # the last two are corrected nowhere


@dataclass(frozen=True, slots=True)
class ServiceCard:
    service_id: int
    organization_id: int | None  # none until something is sent to it
    door_id: int | None
    name: str
    themes: tuple[str, ...]
    districts: tuple[str, ...]
    capacity: Capacity
    capacity_note: str
    capacity_until: date | None
    capacity_at: datetime | None
    capacity_by: int | None
    reply_days: int | None
    opening: str
    phone: str
    mail: str
    address: str
    public: str
    has_account: bool
    is_active: bool
    checked_at: datetime
    checked_by: int | None  # none: its source says so
    description: str
    kind: str
    publics: tuple[str, ...]
    conditions: str
    cost: str
    cost_note: str
    postcode: str
    town: str
    lat_e6: int | None
    lon_e6: int | None
    reach_m: int | None
    commune: str
    zone: tuple[str, ...]
    link: str
    form_url: str
    ways: tuple[str, ...]
    reached_by: tuple[str, ...]
    ways_note: str
    receptions: tuple[str, ...]
    languages: tuple[str, ...]
    accessibility: str
    source: str  # nothing: entered here
    source_key: str
    structure: str
    structure_id: int | None
    licence: str
    updated_on: date | None
    corrected: tuple[str, ...]
    same_as: int | None  # the double of this one


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A service with the reasons for it; `metres` from where one asked, `answer_days` as measured."""

    service: ServiceCard
    reasons: tuple[Reason, ...]
    metres: int | None = None
    answer_days: float | None = None


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """What is looked for. `themes` are all codes of one theme; `at_quarter` is the quarter of an hour of the week."""

    text: str = ""
    themes: tuple[str, ...] = ()
    district: str = ""
    public: str = ""
    near: Spot | None = None
    within_m: int | None = None
    at_quarter: int | None = None
    has_room: bool = False
    is_stale: bool = False
    is_for_residents: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found; `has_all_words` is false when some words had to be left aside."""

    proposals: tuple[Proposal, ...]
    total: int
    has_all_words: bool = True


@dataclass(frozen=True, slots=True)
class NewDelivery:
    file_name: str
    digest: bytes
    token: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of a dry run: what becomes of a service, or why a line is left."""

    line: int
    what: str  # a `Change` or the reason of a line left out
    name: str = ""
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do: counts by `Change` and by reason, the first lines, the sources of the file."""

    counts: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    sources: tuple[str, ...] = ()
    active: int = 0  # services of these sources before

    def count(self, change: Change) -> int:
        return self.counts.get(change.value, 0)


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    delivery_id: int
    file_name: str
    state: DeliveryState
    token: str
    source: str
    licence: str
    is_whole: bool
    dry_run: DryRun | None
    progress: int
    uploaded_by: int
    uploaded_at: datetime
    done_at: datetime | None


EVERYWHERE: Final = frozenset({"france", "99100"})  # zones that hold every commune


@dataclass(frozen=True, slots=True)
class Here:
    """The territory: the codes of zones that hold it, its communes, its département, the name of its own entries as a source."""

    zones: frozenset[str]
    communes: frozenset[str]
    department: str
    source: str


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries that look like one service."""

    twins_id: int
    one: ServiceCard
    other: ServiceCard


@dataclass(frozen=True, slots=True)
class Difference:
    """A field corrected here, and what its source says."""

    name: str
    here: object
    source: object
