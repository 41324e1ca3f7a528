"""Use requests, votes, decisions, activations: how a community opens or keeps closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from entremise.commons.vocabulary.law import FieldClass, FieldGroup, Purpose

EMERGENCY_HOURS = timedelta(hours=72)
ACTIVATION_LASTS_AT_MOST = timedelta(days=60)
SAME_FACTS_FOR = timedelta(days=7)  # a lapsed emergency is not worded anew for a week
PEOPLE_MARGIN = 10  # percent over the expected number before the machine stops
NEEDS_ASSESSMENT = frozenset({FieldClass.S2, FieldClass.S3})


class CollegeKind(StrEnum):
    AUTHORITY = "AUTHORITY"
    CONCERNED = "CONCERNED"
    CONTRIBUTORS = "CONTRIBUTORS"


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


class Choice(StrEnum):
    YES = "YES"
    NO = "NO"
    ABSTAIN = "ABSTAIN"


class BallotChannel(StrEnum):
    WEB = "WEB"
    PHONE = "PHONE"
    PAPER = "PAPER"


class DecisionKind(StrEnum):
    VOTED = "VOTED"
    STANDING = "STANDING"  # voted in quiet times, armed by an activation
    EMERGENCY = "EMERGENCY"  # two signatories, 72 hours


class PlanKind(StrEnum):
    ALERT_PLAN = "ALERT_PLAN"  # plan d'alerte et d'urgence, by the prefect
    SAFEGUARD_PLAN = "SAFEGUARD_PLAN"  # plan communal de sauvegarde, by the mayor


class ActKind(StrEnum):
    ACTIVATED = "ACTIVATED"
    TURNED_RED = "TURNED_RED"
    LIFTED = "LIFTED"


class CharterScope(StrEnum):
    COMMUNE = "COMMUNE"
    EPCI = "EPCI"
    DEPARTEMENT = "DEPARTEMENT"


class Refusal(StrEnum):
    NOT_YOUR_TURN = "NOT_YOUR_TURN"
    SELF_APPROVAL = "SELF_APPROVAL"
    OPINION_MISSING = "OPINION_MISSING"
    REASONS_MISSING = "REASONS_MISSING"
    IMPACT_ASSESSMENT_MISSING = "IMPACT_ASSESSMENT_MISSING"
    LEGAL_OPINION_MISSING = "LEGAL_OPINION_MISSING"
    NO_LEGAL_GROUND = "NO_LEGAL_GROUND"
    NO_VOTE_NEEDED = "NO_VOTE_NEEDED"
    FIELDS_TOO_WIDE = "FIELDS_TOO_WIDE"
    DATES_TOO_LONG = "DATES_TOO_LONG"
    PUBLISHED_TOO_LATE = "PUBLISHED_TOO_LATE"
    COLLEGES_MISSING = "COLLEGES_MISSING"
    VOTE_CLOSED = "VOTE_CLOSED"
    VOTE_STILL_OPEN = "VOTE_STILL_OPEN"
    NOT_A_MEMBER = "NOT_A_MEMBER"
    ALREADY_VOTED = "ALREADY_VOTED"
    IN_TWO_COLLEGES = "IN_TWO_COLLEGES"
    BALLOT_DIFFERS = "BALLOT_DIFFERS"
    NEEDS_AN_ELECTED_SIGNATORY = "NEEDS_AN_ELECTED_SIGNATORY"
    SAME_SIGNATORY = "SAME_SIGNATORY"
    SAME_FACTS_AGAIN = "SAME_FACTS_AGAIN"
    EMERGENCY_OVER = "EMERGENCY_OVER"
    ACT_MISSING = "ACT_MISSING"
    ALREADY_ACTIVE = "ALREADY_ACTIVE"
    NOT_ACTIVE = "NOT_ACTIVE"
    RULE_TOO_LOOSE = "RULE_TOO_LOOSE"
    TERM_TOO_LONG = "TERM_TOO_LONG"


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
class NewBallot:
    """A ballot; `member_id` names the seat when a clerk enters it for somebody."""

    request_id: int
    choice: Choice
    channel: BallotChannel = BallotChannel.WEB
    member_id: int | None = None
    opinion: str = ""  # published without a name


@dataclass(frozen=True, slots=True)
class NewSeat:
    college: CollegeKind
    human_id: int
    starts_at: datetime
    ends_at: datetime
    user_id: int | None = None  # none: votes by phone and on paper
    is_drawn_by_lot: bool = False


@dataclass(frozen=True, slots=True)
class NewEmergency:
    title: str
    purpose: Purpose
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    expected_people: int
    reason: str
    facts: str  # what happened, where, when
    ends_at: datetime  # if the colleges ratify


@dataclass(frozen=True, slots=True)
class NewActivation:
    plan: PlanKind
    title: str
    kit_code: str
    territory_code: str
    act_reference: str
    act_on: date
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewCharter:
    """A charter to adopt: the shipped rules, and where this community is stricter."""

    organization_id: int
    adopting_act: str
    scope: CharterScope = CharterScope.COMMUNE
    stricter: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionCard:
    decision_id: int
    number: str
    kind: DecisionKind
    purpose: Purpose
    title: str
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    people_cap: int
    starts_at: datetime | None  # none: an emergency that waits for its second signature
    expires_at: datetime
    is_armed_by_activation: bool
    request_id: int | None
    conditions: str = ""
    decided_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActivationCard:
    activation_id: int
    number: str
    plan: PlanKind
    title: str
    act_reference: str
    act_on: date
    activated_at: datetime
    lifted_at: datetime | None
    expires_at: datetime
    is_red: bool
    kit_code: str = ""
    territory_code: str = ""


@dataclass(frozen=True, slots=True)
class ActCard:
    """A dated step of an activation: who, which act, when."""

    at: datetime
    kind: ActKind
    user_id: int
    act_reference: str
    act_on: date


@dataclass(frozen=True, slots=True)
class SignatureCard:
    user_id: int
    human_id: int
    is_elected: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class EmergencyCard:
    """An emergency by the clock: waiting for its second signature, open, ratified or lapsed."""

    decision_id: int
    number: str
    title: str
    purpose: Purpose
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    reason: str
    decided_at: datetime
    starts_at: datetime | None
    expires_at: datetime
    request_id: int | None
    signatures: tuple[SignatureCard, ...]
    is_open: bool
    is_waiting: bool


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
class Tally:
    """How one college voted: seats when the vote opened, ballots that count, what is needed."""

    college: CollegeKind
    name: str
    seats: int
    yes: int
    no: int
    abstain: int
    quorum: int
    blocking: int | None  # votes against that stop it, of the concerned only

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain

    @property
    def has_quorum(self) -> bool:
        return self.seats > 0 and self.cast >= self.quorum

    @property
    def is_blocked(self) -> bool:
        return self.blocking is not None and self.no >= self.blocking

    @property
    def is_for(self) -> bool:
        return self.has_quorum and self.yes > self.no and not self.is_blocked


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


@dataclass(frozen=True, slots=True)
class PublicUse:
    """A line of the public register of uses; tallies once counted."""

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


@dataclass(frozen=True, slots=True)
class SeatCard:
    member_id: int
    college: CollegeKind
    college_name: str
    human_id: int
    full_name: str
    user_id: int | None
    is_drawn_by_lot: bool
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BallotCard:
    """A ballot on paper or by phone that waits for its second check; the choice stays unseen."""

    ballot_id: int
    request_id: int
    request_number: str
    full_name: str
    channel: BallotChannel
    entered_by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleCard:
    code: str
    key: str
    label: str
    value: object
    stricter: str
    law_floor: str


@dataclass(frozen=True, slots=True)
class CharterCard:
    charter_id: int
    version: str
    scope: CharterScope
    organization_id: int
    adopting_act: str
    in_force_at: datetime
    superseded_at: datetime | None
    rules: tuple[RuleCard, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a rule would have stopped among all grants given so far."""

    stopped: int
    total: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a ballot said, published without a name once the vote is over."""

    college: CollegeKind
    choice: Choice
    opinion: str


@dataclass(frozen=True, slots=True)
class CharterPart:
    """One of the eight parts of the charter: its title, its words for everybody, the codes of its rules."""

    title: str
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A shipped rule in plain words: its default, and what the law asks at least."""

    default: str
    law: str
