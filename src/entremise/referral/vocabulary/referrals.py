"""An item sent to a service: sent, received and accepted are three dated facts; nothing expires in silence."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ReferralState(StrEnum):
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    QUESTIONED = "QUESTIONED"  # the service asks: its clock stops, three days at most
    REFUSED = "REFUSED"
    ANSWERED = "ANSWERED"
    WITHDRAWN = "WITHDRAWN"


URGENT_UP_TO = 2
BREACHES_AT_MOST = 2  # then an item that nobody took in charge is to place again
LIVE = frozenset(
    {ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ACCEPTED, ReferralState.QUESTIONED}
)


class SentBy(StrEnum):
    ACCOUNT = "ACCOUNT"
    LINK = "LINK"
    PHONE = "PHONE"
    PAPER = "PAPER"


class RefusalReason(StrEnum):
    NOT_OUR_FIELD = "NOT_OUR_FIELD"
    OUTSIDE_AREA = "OUTSIDE_AREA"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    NO_CAPACITY = "NO_CAPACITY"
    UNREACHABLE = "UNREACHABLE"
    PERSON_DECLINED = "PERSON_DECLINED"
    ALREADY_FOLLOWED = "ALREADY_FOLLOWED"
    INCOMPLETE = "INCOMPLETE"
    OTHER = "OTHER"


class AnswerKind(StrEnum):
    HELPED = "HELPED"
    IN_PROGRESS = "IN_PROGRESS"
    NO_RIGHT = "NO_RIGHT"
    DECLINED = "DECLINED"


class Said(StrEnum):
    """What a service may say by a coupon or on the phone."""

    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    ANSWERED = "ANSWERED"


@dataclass(frozen=True, slots=True)
class Answer:
    kind: AnswerKind
    until: date | None = None  # of help in progress


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending gives: the referral and, for a service without account, the secret of its link and its code, once."""

    referral_id: int
    secret: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """A service past its date: who is to be reminded, how often it was, whether the item has come back."""

    referral_id: int
    report_id: int
    number: str
    severity: int
    service_id: int
    count: int
    was_opened: bool
    is_over: bool

    @property
    def is_escalated(self) -> bool:
        """An urgent one at once, any other the second time."""
        return self.severity <= URGENT_UP_TO or self.count >= BREACHES_AT_MOST


@dataclass(frozen=True, slots=True)
class ReferralCard:
    referral_id: int
    report_id: int
    report_number: str
    item_id: int
    theme: str
    severity: int
    service_id: int
    service_name: str
    organization_id: int
    state: ReferralState
    sent_by: SentBy
    sent_at: datetime
    due_at: datetime
    received_at: datetime | None
    accepted_at: datetime | None
    first_contact_on: date | None
    refused_at: datetime | None
    refusal_reason: RefusalReason | None
    answered_at: datetime | None
    answer_kind: AnswerKind | None
    answer_until: date | None
    door_id: int
    is_asking: bool  # its question waits for our word
    late_at: datetime | None
    breaches_count: int
    seen_until: datetime
    coupon: str
