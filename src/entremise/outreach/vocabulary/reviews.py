"""Reports read by a referent, drawn by a seed; problems of a script told by callers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

SHARE_READ: Final = {1: 100, 2: 15, 3: 2, 4: 2}  # of the reports of a level, in a hundred


class Verdict(StrEnum):
    PASSED = "PASSED"
    SENT_BACK = "SENT_BACK"


class RemarkSource(StrEnum):
    CALL = "CALL"
    DEBRIEF = "DEBRIEF"
    UNANSWERED = "UNANSWERED"  # what she could not answer


class Refusal(StrEnum):
    NOT_YOUR_REVIEW = "NOT_YOUR_REVIEW"
    READ_ALREADY = "READ_ALREADY"
    SENTENCE_MISSING = "SENTENCE_MISSING"


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A report to read; no name: the person opens with the reading."""

    review_id: int
    report_id: int
    campaign_id: int
    person: UUID
    author_id: int
    level: int
    drawn_at: datetime
    is_first: bool  # before triage; else it goes on meanwhile
    reader_id: int | None
    read_at: datetime | None
    verdict: Verdict | None
    sentence: str


@dataclass(frozen=True, slots=True)
class RemarkCard:
    remark_id: int
    campaign_id: int
    kit_code: str
    step: str
    words: str
    source: RemarkSource
    raised_at: datetime
    settled_at: datetime | None
    answer: str
