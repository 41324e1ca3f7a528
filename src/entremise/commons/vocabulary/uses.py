"""Use requests: what is asked, where it stands, what the law and the DPO said of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from entremise.commons.vocabulary.decisions import DecisionCard
from entremise.commons.vocabulary.emergencies import EmergencyCard
from entremise.commons.vocabulary.law import FieldClass, FieldGroup, Purpose
from entremise.commons.vocabulary.votes import Tally

PEOPLE_MARGIN = 10  # percent over the expected number before the machine stops


NEEDS_ASSESSMENT = frozenset({FieldClass.S2, FieldClass.S3})


class UseState(StrEnum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    REFUSED = "REFUSED"
    ADMISSIBLE = "ADMISSIBLE"
    DELIBERATING = "DELIBERATING"
    VOTING = "VOTING"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_WITH_CONDITIONS = "ACCEPTED_WITH_CONDITIONS"
    REJECTED = "REJECTED"


EDITABLE = frozenset({UseState.DRAFT, UseState.RETURNED})


PUBLISHED = frozenset(
    {
        UseState.DELIBERATING,
        UseState.VOTING,
        UseState.ACCEPTED,
        UseState.ACCEPTED_WITH_CONDITIONS,
        UseState.REJECTED,
    }
)


ACCEPTED = frozenset({UseState.ACCEPTED, UseState.ACCEPTED_WITH_CONDITIONS})


class UseStatus(StrEnum):
    """Where a published use stands today, by the clock."""

    DEBATED = "DEBATED"
    VOTED_ON = "VOTED_ON"
    TO_COUNT = "TO_COUNT"  # the vote is over, nobody has counted yet
    COMING = "COMING"
    RUNNING = "RUNNING"
    EMERGENCY = "EMERGENCY"
    LAPSED = "LAPSED"  # an emergency that nobody ratified
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"
    REJECTED = "REJECTED"


class GateVerdict(StrEnum):
    ADMISSIBLE = "ADMISSIBLE"
    RETURNED = "RETURNED"
    REFUSED = "REFUSED"


class OpinionVerdict(StrEnum):
    FAVOURABLE = "FAVOURABLE"
    WITH_RESERVES = "WITH_RESERVES"
    UNFAVOURABLE = "UNFAVOURABLE"


@dataclass(frozen=True, slots=True)
class NewUse:
    """What a requester asks for; the criterion is a saved query, its number comes with its source."""

    title: str
    purpose: Purpose
    sentence: str
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    expected_people: int
    expected_source: str
    recipients: str
    legal_reference: str
    starts_at: datetime
    ends_at: datetime
    criterion: str = ""
    compatibility: str = ""  # answers to GDPR 6(4)
    impact_assessment: str = ""
    alternatives: str = ""
    is_standing: bool = False
    former_id: int | None = None  # a renewal cites the former use and its evaluation
    evaluation: str = ""


@dataclass(frozen=True, slots=True)
class NewOpinion:
    verdict: OpinionVerdict
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    verdict: GateVerdict
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class OpinionCard:
    verdict: OpinionVerdict
    text: str
    user_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class StepCard:
    at: datetime
    user_id: int | None
    before: UseState | None
    after: UseState
    note: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use request in a list."""

    request_id: int
    number: str
    title: str
    purpose: Purpose
    state: UseState
    organization_id: int
    requester_id: int
    expected_people: int
    submitted_at: datetime | None
    vote_closes_at: datetime | None
    has_opinion: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class UseCard:
    """One use request, whole."""

    request_id: int
    number: str
    state: UseState
    requester_id: int
    organization_id: int
    asked: NewUse
    summary: str
    conditions: str
    minutes: str
    submitted_at: datetime | None
    published_at: datetime | None
    vote_opens_at: datetime | None
    vote_closes_at: datetime | None
    gate: Verdict | None
    gate_by: int | None
    gate_at: datetime | None
    opinion: OpinionCard | None
    steps: tuple[StepCard, ...]
    former_number: str
    created_at: datetime
    counted_people: int | None = None  # people in the lists named, when it was handed in
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicUse:
    """A line of the public register of uses; its tallies only where one use is read, once counted."""

    request_id: int
    number: str
    title: str
    purpose: Purpose
    sentence: str
    status: UseStatus
    organization_id: int
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    expected_people: int
    published_at: datetime | None
    vote_closes_at: datetime | None
    decision: DecisionCard | None
    emergency: EmergencyCard | None
    tallies: tuple[Tally, ...]
