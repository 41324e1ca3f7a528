"""The lane of 72 hours: what nobody foresaw, under two signatures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from entremise.commons.vocabulary.law import FieldGroup, Purpose

EMERGENCY_HOURS = timedelta(hours=72)


SAME_FACTS_FOR = timedelta(days=7)  # a lapsed emergency is not worded anew for a week


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
    end_reason: str = ""
