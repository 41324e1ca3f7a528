"""What a column may be, what a line says, why a file or a line is refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple


class Column(StrEnum):
    """What a column holds; `SKIPPED` is read by nobody, `FORBIDDEN` stops the import."""

    __hash__ = (
        str.__hash__
    )  # each line asks for each column: that of enumerations is written in Python

    TITLE = "TITLE"
    LAST = "LAST"
    BIRTH_NAME = "BIRTH_NAME"
    USAGE = "USAGE"
    FIRST = "FIRST"
    FULL_NAME = "FULL_NAME"
    BIRTH = "BIRTH"
    NUMBER = "NUMBER"
    STREET = "STREET"
    COMPLEMENT = "COMPLEMENT"
    POSTCODE = "POSTCODE"
    TOWN = "TOWN"
    DISTRICT = "DISTRICT"
    PHONE = "PHONE"
    MAIL = "MAIL"
    CONTACT_NAME = "CONTACT_NAME"
    CONTACT_LINK = "CONTACT_LINK"
    CONTACT_PHONE = "CONTACT_PHONE"
    GUARDIAN = "GUARDIAN"
    GUARDIAN_PHONE = "GUARDIAN_PHONE"
    LIVES_ALONE = "LIVES_ALONE"
    HOT_HOME = "HOT_HOME"
    LANGUAGE = "LANGUAGE"
    HEARING = "HEARING"
    MODE = "MODE"
    REGISTERED_ON = "REGISTERED_ON"
    EXTERNAL_ID = "EXTERNAL_ID"
    NOTE = "NOTE"
    SKIPPED = "SKIPPED"
    FORBIDDEN = "FORBIDDEN"


class FileFault(StrEnum):
    UNREADABLE = "UNREADABLE"
    PROTECTED = "PROTECTED"
    OLD_FORMAT = "OLD_FORMAT"
    WEB_PAGE = "WEB_PAGE"
    BOMB = "BOMB"
    ENTITIES = "ENTITIES"
    MACROS = "MACROS"
    FORMULAS = "FORMULAS"
    OPEN_QUOTE = "OPEN_QUOTE"
    NO_HEADER = "NO_HEADER"
    NO_NAME_COLUMN = "NO_NAME_COLUMN"
    FORBIDDEN_COLUMN = "FORBIDDEN_COLUMN"
    TOO_LARGE = "TOO_LARGE"


class LineFault(StrEnum):
    """Why a line is left out."""

    NO_NAME = "NO_NAME"
    LONE_CELL = "LONE_CELL"
    TWO_PERSONS = "TWO_PERSONS"
    SCIENTIFIC_PHONE = "SCIENTIFIC_PHONE"
    BAD_PHONE = "BAD_PHONE"
    NIR = "NIR"
    FORMULA = "FORMULA"
    BAD_DATE = "BAD_DATE"
    TOO_YOUNG = "TOO_YOUNG"
    DOUBLE = "DOUBLE"


LOST_CELLS: Final = frozenset(  # the person enters
    {LineFault.BAD_DATE, LineFault.SCIENTIFIC_PHONE, LineFault.BAD_PHONE}
)


class Unusable(Exception):
    """A file that cannot be imported: why, and where in it."""

    def __init__(self, fault: FileFault, place: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.place = fault, place


Line = tuple[int, tuple[object, ...]]  # its number in the file, its cells


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet that was chosen, its heads with their group before them."""

    heads: tuple[str, ...]
    lines: Iterable[Line]  # to be gone through more than once
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()  # hidden or unused: said, not read
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    link: str = ""
    phone: str = ""
    is_guardian: bool = False
    is_named: bool = False  # as the person to warn, and not only « tél. fils »


class ReadLine(NamedTuple):
    """What one line says, normalised; empty where it says nothing."""

    line: int
    last: str = ""
    first: str = ""
    usage: str = ""
    title: str = ""  # MADAME, MONSIEUR or ""
    birth: date | None = None
    birth_year: int | None = None
    phones: tuple[str, ...] = ()
    mail: str = ""
    street: str = ""
    complement: str = ""
    postcode: str = ""
    town: str = ""
    district: str = ""
    contacts: tuple[Contact, ...] = ()
    lives_alone: bool | None = None
    hot_home: bool | None = None
    language: str = ""
    hearing: str = ""
    mode: str = ""  # SELF, THIRD_PARTY, REPRESENTATIVE or ""
    registered_on: date | None = None
    external_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A line left out, or a cell of it that was lost; never a value, only where to look."""

    line: int
    fault: LineFault
    column: str = ""
    other_line: int | None = None  # of a double


@dataclass(frozen=True, slots=True)
class Reading:
    """A table read with a mapping."""

    lines: tuple[ReadLine, ...]
    problems: tuple[LineProblem, ...]
    counts: dict[LineFault, int] = field(default_factory=dict)
