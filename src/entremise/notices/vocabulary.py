"""Letters that wait to be printed, messages that leave by themselves; their cards hold no value of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    CONTACT_CHANGED = "CONTACT_CHANGED"


class MessageState(StrEnum):
    """Waits; held by a sender; taken by the server; tried and tried again later; tried enough; settled by somebody."""

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    DEAD = "DEAD"
    GIVEN_UP = "GIVEN_UP"


class GivenUp(StrEnum):
    """How a message that did not leave was settled; a closed list, so that nobody types a name."""

    TOLD_OTHERWISE = "TOLD_OTHERWISE"
    WRONG_ADDRESS = "WRONG_ADDRESS"
    OF_NO_USE = "OF_NO_USE"


class Fault(StrEnum):
    """Why a message did not leave; never what the other side said, which may repeat the address."""

    UNREACHABLE = "UNREACHABLE"
    CERTIFICATE = "CERTIFICATE"
    LOGIN = "LOGIN"
    REFUSED = "REFUSED"
    INTERRUPTED = "INTERRUPTED"
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
    useful_until: datetime
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """A message in clear while a sender holds it; no recipient when it cannot be opened any more.

    `reference` is the same at each try: a second copy is known by it."""

    message_id: int
    number_of_try: int
    reference: UUID
    channel: Channel
    template: MessageTemplate
    recipient: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a sender hands to a server."""

    reference: UUID
    channel: Channel
    to: str
    subject: str
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
    useful_until: datetime
    sent_at: datetime | None
    given_up: GivenUp | None
    may_retry: bool
