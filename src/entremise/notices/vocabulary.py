"""Letters that wait to be printed, messages that leave by themselves; their cards hold no value of a person."""

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


class Channel(StrEnum):
    EMAIL = "EMAIL"
    SMS = "SMS"


class MessageTemplate(StrEnum):
    INVITATION = "INVITATION"
    RESET_LINK = "RESET_LINK"
    RESET_ANNOUNCED = "RESET_ANNOUNCED"


class MessageState(StrEnum):
    QUEUED = "QUEUED"
    SENT = "SENT"
    FAILED_FOR_NOW = "FAILED_FOR_NOW"
    DEAD = "DEAD"


class Fault(StrEnum):
    """Why a message did not leave; never what the other side said, which may repeat the address."""

    UNREACHABLE = "UNREACHABLE"
    REFUSED = "REFUSED"
    BAD_ADDRESS = "BAD_ADDRESS"
    UNREADABLE = "UNREADABLE"
    TOO_LATE = "TOO_LATE"


class Refusal(StrEnum):
    NO_LETTER = "NO_LETTER"
    NO_MESSAGE = "NO_MESSAGE"


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


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be sent; the key says which fact it tells, so that it is told once."""

    key: str
    channel: Channel
    template: MessageTemplate
    recipient: str
    text: str
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message in clear, for as long as its sending lasts."""

    key: str
    channel: Channel
    template: MessageTemplate
    recipient: str
    text: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one try: sent when there is no fault; a final fault is not tried again."""

    fault: Fault | None = None
    is_final: bool = False
    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class MessageCard:
    """A message as the administrator sees it: neither address nor text."""

    message_id: int
    channel: Channel
    template: MessageTemplate
    state: MessageState
    fault: Fault | None
    tries_count: int
    provider_id: str
    made_at: datetime
    next_try_at: datetime
    sent_at: datetime | None
    may_retry: bool
