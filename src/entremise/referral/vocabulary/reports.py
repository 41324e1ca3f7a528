"""A report of difficulty: its items, its clock, how it ends."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from entremise.kernel.origin import Origin
from entremise.referral.vocabulary.checks import CheckState


class ReportState(StrEnum):
    TO_REVIEW = "TO_REVIEW"  # a caller who begins: somebody reads it before the orienteurs
    WAITING = "WAITING"  # for an orienteur
    HELD = "HELD"  # by one orienteur
    BACK_TO_CALLER = "BACK_TO_CALLER"  # one question, one day
    FOLLOWED = "FOLLOWED"  # every item has a referral or an end, some answers are awaited
    CLOSED = "CLOSED"


class ItemState(StrEnum):
    OPEN = "OPEN"  # to place
    SENT = "SENT"  # a service has it
    ANSWERED = "ANSWERED"  # the person is to be told
    CLOSED = "CLOSED"


class Consent(StrEnum):
    YES = "YES"
    NO = "NO"
    VITAL = "VITAL"  # her life is at stake: sent without consent, with a reason


class Ending(StrEnum):
    ANSWERED_AT_ONCE = "ANSWERED_AT_ONCE"
    ORIENTED = "ORIENTED"
    DUPLICATE = "DUPLICATE"
    UNMET = "UNMET"
    NOT_SENT = "NOT_SENT"  # the person said no
    WITHDRAWN = "WITHDRAWN"


class UnmetReason(StrEnum):
    NO_SERVICE = "NO_SERVICE"
    NO_CAPACITY = "NO_CAPACITY"
    TOO_FAR = "TOO_FAR"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    PERSON_DECLINED = "PERSON_DECLINED"
    TOO_LATE = "TOO_LATE"


class SeverityReason(StrEnum):
    """Why an orienteur says another severity than the caller; a closed list, so that nobody types a value."""

    NEW_FACT = "NEW_FACT"
    HEARD_AGAIN = "HEARD_AGAIN"
    MISTAKEN = "MISTAKEN"
    WAITED_LONG = "WAITED_LONG"


class Refusal(StrEnum):
    OWN_WORK = "OWN_WORK"
    NOT_AN_ORIENTEUR = "NOT_AN_ORIENTEUR"
    CODE_WRONG = "CODE_WRONG"
    HELD_BY_ANOTHER = "HELD_BY_ANOTHER"
    NOT_HELD = "NOT_HELD"
    WRONG_STATE = "WRONG_STATE"
    NO_CONSENT = "NO_CONSENT"
    SERVICE_EXCLUDED = "SERVICE_EXCLUDED"
    REASON_MISSING = "REASON_MISSING"
    NOT_YOURS = "NOT_YOURS"
    LINK_OVER = "LINK_OVER"
    TAKEN_BACK = "TAKEN_BACK"
    NOT_FOUND = "NOT_FOUND"


@dataclass(frozen=True, slots=True)
class NewItem:
    """One difficulty; its facts are sealed elsewhere."""

    theme: str
    severity: int
    consent: Consent


@dataclass(frozen=True, slots=True)
class NewReport:
    """What somebody found, on a call or in a need; `register_id` is the one where the facts are sealed."""

    person: UUID
    register_id: int
    organization_id: int
    origin: Origin
    items: tuple[NewItem, ...]
    kit_version_id: int
    district: str = ""
    needs_review: bool = False  # its caller begins, and nothing in it is urgent
    is_on_paper: bool = False  # typed from a sheet: the trace says so


@dataclass(frozen=True, slots=True)
class OpenedReport:
    report_id: int
    number: str
    item_ids: tuple[int, ...]  # in the order of the items


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line of the queue, without identity."""

    report_id: int
    number: str
    severity: int
    themes: tuple[str, ...]
    district: str
    consents: tuple[Consent, ...]
    opened_at: datetime
    due_at: datetime
    state: ReportState
    held_by: int | None
    is_returned: bool  # a service refused, or stayed silent


@dataclass(frozen=True, slots=True)
class ItemCard:
    item_id: int
    theme: str
    severity: int
    consent: Consent
    state: ItemState
    ending: Ending | None
    unmet_reason: UnmetReason | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportCard:
    report_id: int
    number: str
    person: UUID
    register_id: int
    organization_id: int
    kit_version_id: int
    origin: Origin
    district: str
    severity: int
    state: ReportState
    author_id: int | None
    held_by: int | None
    held_until: datetime | None
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    question: str
    reply: str
    items: tuple[ItemCard, ...]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One dated fact of a report; never a value of the person."""

    at: datetime
    user_id: int | None
    kind: str
    item_id: int | None
    service_name: str
    detail: str


@dataclass(frozen=True, slots=True)
class CallerReport:
    """What a caller learns of her own report: its state, in few words, and a question if there is one."""

    report_id: int
    number: str
    opened_at: datetime
    state: ReportState
    endings: tuple[Ending, ...]
    question: str
    answers: tuple[CheckState, ...] = ()  # three weeks later: did it help?


@dataclass(frozen=True, slots=True)
class QueueCounts:
    waiting: int
    late: int
    soon: int  # within two hours
    returned: int
    to_tell: int  # answered: the person is to be told
    unmet: int
