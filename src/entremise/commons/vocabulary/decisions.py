"""Use requests, votes, decisions, activations: how a community opens or keeps closed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from entremise.commons.vocabulary.law import FieldGroup, Purpose


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


class DecisionKind(StrEnum):
    VOTED = "VOTED"
    STANDING = "STANDING"  # voted in quiet times, armed by an activation
    EMERGENCY = "EMERGENCY"  # two signatories, 72 hours


class PlanKind(StrEnum):
    ALERT_PLAN = "ALERT_PLAN"  # plan d'alerte et d'urgence, by the prefect
    SAFEGUARD_PLAN = "SAFEGUARD_PLAN"  # plan communal de sauvegarde, by the mayor


class Refusal(StrEnum):
    NOT_YOUR_TURN = "NOT_YOUR_TURN"
    SELF_APPROVAL = "SELF_APPROVAL"
    OPINION_MISSING = "OPINION_MISSING"
    IMPACT_ASSESSMENT_MISSING = "IMPACT_ASSESSMENT_MISSING"
    LEGAL_OPINION_MISSING = "LEGAL_OPINION_MISSING"
    NO_LEGAL_GROUND = "NO_LEGAL_GROUND"
    FIELDS_TOO_WIDE = "FIELDS_TOO_WIDE"
    PUBLISHED_TOO_LATE = "PUBLISHED_TOO_LATE"
    VOTE_CLOSED = "VOTE_CLOSED"
    NOT_A_MEMBER = "NOT_A_MEMBER"
    ALREADY_VOTED = "ALREADY_VOTED"
    IN_TWO_COLLEGES = "IN_TWO_COLLEGES"
    NEEDS_AN_ELECTED_SIGNATORY = "NEEDS_AN_ELECTED_SIGNATORY"
    SAME_SIGNATORY = "SAME_SIGNATORY"
    SAME_FACTS_AGAIN = "SAME_FACTS_AGAIN"
    TOO_MANY_PEOPLE = "TOO_MANY_PEOPLE"


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
    starts_at: datetime
    expires_at: datetime
    is_armed_by_activation: bool
    request_id: int | None


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
