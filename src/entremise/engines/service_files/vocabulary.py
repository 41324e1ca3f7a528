"""What a file of services says: structures and services as entries, and why a file, a line or a cell is left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class FileKind(StrEnum):
    DATA_INCLUSION = "DATA_INCLUSION"
    HSDS = "HSDS"


class FileFault(StrEnum):
    """Why a whole file is refused."""

    UNREADABLE = "UNREADABLE"
    TORN = "TORN"
    ENCODING = "ENCODING"
    BOMB = "BOMB"
    TOO_LARGE = "TOO_LARGE"
    PROTECTED = "PROTECTED"
    WORKBOOK = "WORKBOOK"
    PARQUET = "PARQUET"
    PACKED = "PACKED"
    WEB_PAGE = "WEB_PAGE"
    OLD_SCHEMA = "OLD_SCHEMA"
    NOT_SERVICES = "NOT_SERVICES"


class EntryFault(StrEnum):
    """Why a line is left out, or loses a cell."""

    NOT_AN_ENTRY = "NOT_AN_ENTRY"
    NO_ID = "NO_ID"
    NO_NAME = "NO_NAME"
    DOUBLE = "DOUBLE"
    OUT_OF_AREA = "OUT_OF_AREA"
    CLOSED = "CLOSED"
    OWN_SOURCE = "OWN_SOURCE"
    UNKNOWN_VALUE = "UNKNOWN_VALUE"
    BAD_LINK = "BAD_LINK"
    BAD_MAIL = "BAD_MAIL"
    BAD_PHONE = "BAD_PHONE"
    BAD_DATE = "BAD_DATE"
    BAD_POSITION = "BAD_POSITION"
    CUT = "CUT"


LOST_CELLS: Final = frozenset(
    {
        EntryFault.UNKNOWN_VALUE,
        EntryFault.BAD_LINK,
        EntryFault.BAD_MAIL,
        EntryFault.BAD_PHONE,
        EntryFault.BAD_DATE,
        EntryFault.BAD_POSITION,
        EntryFault.CUT,
    }
)  # the line enters without this cell


class Unusable(Exception):
    """A file that cannot be read: why, and in which line or part."""

    def __init__(self, fault: FileFault, place: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.place = fault, place


@dataclass(frozen=True, slots=True)
class Problem:
    """A line left out, or a cell lost: `column` is the name of the field in the file, never what it says."""

    line: int
    fault: EntryFault
    column: str = ""
    part: str = ""  # the member of an archive


@dataclass(frozen=True, slots=True)
class Structure:
    """Who runs services, as its source says it."""

    source: str
    source_id: str
    name: str
    description: str = ""
    siret: str = ""
    link: str = ""
    phone: str = ""
    mail: str = ""
    opening: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    commune: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    accessibility: str = ""
    networks: tuple[str, ...] = ()
    updated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as its source says it; texts are plain, codes are those of the national tables, positions in degrees E6."""

    line: int
    source: str
    source_id: str
    structure_id: str
    name: str
    description: str = ""
    kind: str = ""
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    public: str = ""
    conditions: str = ""
    cost: str = ""
    cost_note: str = ""
    opening: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    commune: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    phone: str = ""
    mail: str = ""
    link: str = ""
    form_url: str = ""
    ways: tuple[str, ...] = ()
    reached_by: tuple[str, ...] = ()
    ways_note: str = ""
    receptions: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: str = ""
    updated_on: date | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one file brings: entries in the order of the file, structures by source and number."""

    kind: FileKind
    entries: tuple[Entry, ...]
    structures: Mapping[tuple[str, str], Structure] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
