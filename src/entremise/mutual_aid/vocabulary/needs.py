"""Needs: what somebody asks for, its states, its tasks, and how it ends."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID

from entremise.kernel.origin import Origin
from entremise.mutual_aid.vocabulary.common import Channel, Spot

FIRST_ANSWER_WITHIN: Final = timedelta(hours=48)
WAVE_LASTS: Final = timedelta(days=1)
ASSOCIATION_ANSWERS_WITHIN: Final = timedelta(days=2)
SHARING: Final = "SHARING"  # by which an association sees a person
CHECKED_AFTER: Final = timedelta(days=7)  # « did it go well? »


class NeedState(StrEnum):
    RECEIVED = "RECEIVED"
    QUALIFIED = "QUALIFIED"
    SEARCHING = "SEARCHING"
    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    UNDER_WAY = "UNDER_WAY"
    ORIENTED = "ORIENTED"  # a service has it; still open, it comes back when refused
    DONE = "DONE"
    WITHDRAWN = "WITHDRAWN"
    UNMET = "UNMET"


CLOSED: Final = frozenset({NeedState.DONE, NeedState.WITHDRAWN, NeedState.UNMET})
OPEN: Final = frozenset(NeedState) - CLOSED
LOOKING: Final = frozenset({NeedState.QUALIFIED, NeedState.SEARCHING})  # an offer may be proposed


class Ending(StrEnum):
    """Why a need was closed; a human chooses it."""

    HELPED = "HELPED"
    HELPED_OTHERWISE = "HELPED_OTHERWISE"  # by family, a service, herself
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED"
    ASKED_TO_STOP = "ASKED_TO_STOP"
    DUPLICATE = "DUPLICATE"
    NOT_REACHED = "NOT_REACHED"
    NOBODY_FOUND = "NOBODY_FOUND"
    TOO_LATE = "TOO_LATE"
    NOT_OURS = "NOT_OURS"  # a trade or a service, not a neighbour
    DIED = "DIED"


ENDINGS: Final = {
    NeedState.DONE: (Ending.HELPED, Ending.HELPED_OTHERWISE),
    NeedState.WITHDRAWN: (
        Ending.NO_LONGER_NEEDED,
        Ending.ASKED_TO_STOP,
        Ending.DUPLICATE,
        Ending.DIED,
    ),
    NeedState.UNMET: (Ending.NOBODY_FOUND, Ending.TOO_LATE, Ending.NOT_REACHED, Ending.NOT_OURS),
}


class ReportNews(StrEnum):
    """What the owner of a need hears of a report that was opened for it."""

    REFUSED = "REFUSED"  # a service said no; the orienteur looks for another
    ANSWERED = "ANSWERED"  # a service said what it did; the person is told by the orienteur
    HELPED = "HELPED"
    UNMET = "UNMET"


class Urgency(IntEnum):
    """The engine's scale: 1 is the most urgent."""

    NOW = 1
    SOON = 2
    CALM = 3


class Deadline(StrEnum):
    NONE = "NONE"
    BEFORE = "BEFORE"
    ON = "ON"
    WEEKLY = "WEEKLY"


class ForWhom(StrEnum):
    SELF = "SELF"
    OTHER_WHO_AGREES = "OTHER_WHO_AGREES"
    OTHER_IN_DANGER = "OTHER_IN_DANGER"


class Wave(IntEnum):
    """Who is asked, from near to far; after the last one a human looks for a service."""

    NEAR = 1
    WIDER = 2
    ASSOCIATIONS = 3
    DESK = 4


class Touch(StrEnum):
    """An attempt to reach the person, and what came of it."""

    PHONE = "PHONE"  # she was reached
    NO_ANSWER = "NO_ANSWER"
    VOICE_MAIL = "VOICE_MAIL"
    CALL_BACK = "CALL_BACK"  # she was reached, and wants to be called another day
    SMS = "SMS"
    MAIL = "MAIL"
    VISIT = "VISIT"


UNREACHED: Final = frozenset({Touch.NO_ANSWER, Touch.VOICE_MAIL})  # no first answer yet


class TaskState(StrEnum):
    PLANNED = "PLANNED"
    TAKEN = "TAKEN"
    DONE = "DONE"
    MISSED = "MISSED"


class MissedReason(StrEnum):
    HELPER_ABSENT = "HELPER_ABSENT"
    PERSON_ABSENT = "PERSON_ABSENT"
    NOT_POSSIBLE = "NOT_POSSIBLE"
    CANCELLED = "CANCELLED"


class ConsentHow(StrEnum):
    """How somebody said yes to whoever asks for her."""

    FACE = "FACE"
    PHONE = "PHONE"
    WRITING = "WRITING"
    MANDATE = "MANDATE"  # given once for all her needs, until a day


@dataclass(frozen=True, slots=True)
class Consent:
    how: ConsentHow
    on: date


@dataclass(frozen=True, slots=True)
class When:
    """What she said of time: the kind of deadline, its day, and the moments that suit (none: any)."""

    deadline: Deadline = Deadline.NONE
    on: date | None = None
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewNeed:
    """A need as it comes in; `key` is made with the form, so that sending twice makes one need."""

    key: UUID
    person: UUID
    category: str
    channel: Channel
    spot: Spot | None
    when: When = When()
    for_whom: ForWhom = ForWhom.SELF
    urgency: Urgency = Urgency.CALM
    is_danger: bool = False
    is_shown: bool = False  # she agreed that everybody reads it, without name
    language: str = ""  # asked for; empty: any
    quantity: int = 0  # of goods or meals
    more_categories: tuple[str, ...] = ()  # other tasks of the same need
    code: bytes | None = None  # keyed digest of the follow-up code
    seconds: tuple[bytes, ...] = ()  # keyed digests of what opens more with the code
    consent_read: str = ""  # the version of the oral consent read aloud by the desk
    consent: Consent | None = None  # of somebody else, as who asks for her says
    origin: Origin | None = None  # a call, an item of a report


@dataclass(frozen=True, slots=True)
class TaskCard:
    task_id: int
    category: str
    state: TaskState
    due_on: date | None = None
    reason: MissedReason | None = None


@dataclass(frozen=True, slots=True)
class NeedCard:
    """A need without identity; opening the person is another thing, with its trace."""

    need_id: int
    number: str  # « B-1041 »
    key: UUID
    person: UUID
    category: str
    state: NeedState
    channel: Channel
    spot: Spot | None
    district: str
    when: When
    for_whom: ForWhom
    urgency: Urgency
    is_danger: bool
    is_shown: bool
    language: str
    quantity: int
    sentence: str  # what neighbours read; written by the desk, never a name
    wave: Wave | None
    owner_id: int | None
    organization_id: int | None  # the association that is asked, or took charge
    next_on: date | None
    opened_at: datetime
    first_answered_at: datetime | None
    closed_at: datetime | None
    ending: Ending | None
    consent: Consent | None = None
    tasks: tuple[TaskCard, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the trace of a need or an offer."""

    at: datetime
    kind: str
    user_id: int | None  # none: the person herself, or the machine
    is_by_person: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OpenFault:
    """An open thing that breaks the one rule, by its number."""

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class OpenCounts:
    needs: int
    offers: int
