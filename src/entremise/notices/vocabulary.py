"""Letters that wait to be printed: which fact, which text, to whom; never a value of the person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Template(StrEnum):
    OBJECTION_RECEIPT = "OBJECTION_RECEIPT"
    NUMBER_CHANGED = "NUMBER_CHANGED"


class LetterState(StrEnum):
    TO_PRINT = "TO_PRINT"
    SENT = "SENT"


class Refusal(StrEnum):
    NO_LETTER = "NO_LETTER"


@dataclass(frozen=True, slots=True)
class LetterCard:
    letter_id: int
    template: Template
    fact_kind: str
    fact_id: int
    person: UUID
    state: LetterState
    made_at: datetime
    sent_at: datetime | None
