"""What a deletion at the end of retention takes away, and its proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from entremise.commons.vocabulary.law import RegisterKind


class Deleted(StrEnum):
    """What a proof counts."""

    PEOPLE = "PEOPLE"  # parted from what was done with them
    ANSWERS = "ANSWERS"  # sealed groups of values
    NOTES = "NOTES"
    CALLS = "CALLS"
    VISITS = "VISITS"
    REPORTS = "REPORTS"
    NEEDS = "NEEDS"
    OFFERS = "OFFERS"
    PLACES = "PLACES"  # in actions
    TASKS = "TASKS"
    SHEETS = "SHEETS"
    LINKS = "LINKS"  # of services to a referral
    LETTERS = "LETTERS"
    ASSIGNMENTS = "ASSIGNMENTS"  # who might see whom


@dataclass(frozen=True, slots=True)
class NewPurge:
    register_id: int
    rule: str
    delay_days: int
    counted_from_at: datetime
    due_at: datetime
    counts: Mapping[Deleted, int]
    visa_reference: str
    visa_on: date


@dataclass(frozen=True, slots=True)
class PurgeCard:
    """A proof of deletion."""

    purge_id: int
    register_id: int
    register_title: str
    kind: RegisterKind
    controller_id: int
    rule: str
    delay_days: int
    counted_from_at: datetime
    due_at: datetime
    executed_at: datetime
    counts: dict[Deleted, int]
    visa_reference: str
    visa_on: date
