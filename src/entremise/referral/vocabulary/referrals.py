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


@dataclass(frozen=True, slots=True)
class Answer:
    kind: AnswerKind
    until: date | None = None  # of help in progress


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending gives: the referral and, for a service without account, the secret of its link, once."""

    referral_id: int
    secret: str


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
