"""Decisions, and why a deliberation says no."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from entremise.commons.vocabulary.law import FieldGroup, Purpose


class DecisionKind(StrEnum):
    VOTED = "VOTED"
    STANDING = "STANDING"  # voted in quiet times, armed by an activation
    EMERGENCY = "EMERGENCY"  # two signatories, 72 hours


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
    VOTE_TOO_SHORT = "VOTE_TOO_SHORT"
    VOTE_STILL_OPEN = "VOTE_STILL_OPEN"
    NOT_A_MEMBER = "NOT_A_MEMBER"
    ALREADY_VOTED = "ALREADY_VOTED"
    IN_TWO_COLLEGES = "IN_TWO_COLLEGES"
    BALLOT_DIFFERS = "BALLOT_DIFFERS"
    PROXY_TWICE = "PROXY_TWICE"
    NO_PROXY = "NO_PROXY"
    EVALUATION_MISSING = "EVALUATION_MISSING"
    NEEDS_AN_ELECTED_SIGNATORY = "NEEDS_AN_ELECTED_SIGNATORY"
    SAME_SIGNATORY = "SAME_SIGNATORY"
    SAME_FACTS_AGAIN = "SAME_FACTS_AGAIN"
    EMERGENCY_OVER = "EMERGENCY_OVER"
    ACT_MISSING = "ACT_MISSING"
    ACT_OF_TOMORROW = "ACT_OF_TOMORROW"
    ALREADY_ACTIVE = "ALREADY_ACTIVE"
    NOT_ACTIVE = "NOT_ACTIVE"
    RULE_TOO_LOOSE = "RULE_TOO_LOOSE"
    TERM_TOO_LONG = "TERM_TOO_LONG"


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
    end_reason: str = ""
