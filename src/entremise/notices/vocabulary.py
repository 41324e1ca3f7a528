"""Letters that wait to be printed, messages that leave by themselves; their cards hold no value of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.engines.short_answers import Word
from entremise.kernel.origin import Origin


class Template(StrEnum):
    OBJECTION_RECEIPT = "OBJECTION_RECEIPT"
    NUMBER_CHANGED = "NUMBER_CHANGED"
    CONTACTS_CHANGED = "CONTACTS_CHANGED"  # whom to warn, whom to ring for her
    ENTRY_CHANGED = "ENTRY_CHANGED"  # her name, her address, what matters in an alert
    NO_NUMBER = "NO_NUMBER"  # a campaign calls, and her entry has no number


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
    TRIAL = "TRIAL"
    TRIAL_ANSWERED = "TRIAL_ANSWERED"
    # mutual aid
    HELPER_ASKED = "HELPER_ASKED"  # can you help? OUI, NON
    HELPER_THANKED = "HELPER_THANKED"  # it is asked no more
    HELPER_MET = "HELPER_MET"  # contacts are open
    PERSON_ASKED = "PERSON_ASKED"  # may this neighbour help you? OUI, NON
    PERSON_MET = "PERSON_MET"  # the word for the door
    PERSON_WAITS = "PERSON_WAITS"  # somebody else is looked for
    PERSON_CHECKED = "PERSON_CHECKED"  # did it go well? OUI, NON
    WORD_WAITS = "WORD_WAITS"  # of the other side of a meeting
    ANSWER_TOO_LATE = "ANSWER_TOO_LATE"
    NEED_NOTED = "NEED_NOTED"
    NEED_SHARED = "NEED_SHARED"
    OFFER_NOTED = "OFFER_NOTED"
    OFFER_ACCEPTED = "OFFER_ACCEPTED"
    HELPER_INVITED = "HELPER_INVITED"
    OFFER_DECLINED = "OFFER_DECLINED"
    OFFER_ASKED_AGAIN = "OFFER_ASKED_AGAIN"  # does it still stand? OUI, NON
    # actions, missions, money
    PLACE_REMINDED = "PLACE_REMINDED"  # NON frees it
    PLACE_OFFERED = "PLACE_OFFERED"  # from the waiting list: OUI, NON
    PLACE_CANCELLED = "PLACE_CANCELLED"
    SUBSTITUTE_WANTED = "SUBSTITUTE_WANTED"
    SEAT_REMINDED = "SEAT_REMINDED"  # in a shift of calls: NON frees it
    SEAT_FREE = "SEAT_FREE"  # somebody did not come
    MISSION_PROPOSED = "MISSION_PROPOSED"
    EXPENSE_WAITS = "EXPENSE_WAITS"
    EXPENSE_REFUSED = "EXPENSE_REFUSED"
    CAMPAIGN_PAUSED = "CAMPAIGN_PAUSED"  # by the system: to its leads
    # reports and referrals
    SERVICE_REMINDED = "SERVICE_REMINDED"
    SERVICE_CODE = "SERVICE_CODE"  # the second element of its link
    SERVICE_TO_FORGET = "SERVICE_TO_FORGET"
    REFERRAL_LATE = "REFERRAL_LATE"  # to orienteurs and leads
    HELP_ASKED_AFTER = "HELP_ASKED_AFTER"  # did it help? OUI, NON


# These leave at night too: the holder of an account must learn at once that somebody touches it.
URGENT: Final = frozenset(
    {
        MessageTemplate.RESET_ANNOUNCED,
        MessageTemplate.CONTACT_CHANGED,
        MessageTemplate.TRIAL,
        MessageTemplate.TRIAL_ANSWERED,
    }
)


class MessageState(StrEnum):
    QUEUED = "QUEUED"
    SENDING = "SENDING"  # held by a sender
    FAILED = "FAILED"  # tried, and tried again later
    SENT = "SENT"  # the server or the gateway took it
    DELIVERED = "DELIVERED"  # the phone has it
    DEAD = "DEAD"  # tried enough; waits for somebody
    GIVEN_UP = "GIVEN_UP"  # somebody settled it otherwise
    STOPPED = "STOPPED"  # whoever holds the number wants no text message


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
    NO_NUMBER = "NO_NUMBER"
    NOT_ALLOWED = "NOT_ALLOWED"
    CAPPED = "CAPPED"
    UNDELIVERED = "UNDELIVERED"
    NO_TEXT = "NO_TEXT"
    UNREADABLE = "UNREADABLE"
    TOO_LATE = "TOO_LATE"


class IncomingState(StrEnum):
    TAKEN = "TAKEN"  # its word has done what it says
    TO_READ = "TO_READ"  # a human reads it
    SETTLED = "SETTLED"


class Refusal(StrEnum):
    NO_INCOMING = "NO_INCOMING"
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
class Registered:
    """A person of the registers as a recipient: her number or mail is read when the message leaves,
    in the name of the account that wrote, under its grant, and is never kept here."""

    person: UUID
    grant_id: int
    user_id: int
    organization_id: int


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be sent; the key says which fact it tells, so that it is told once.

    A message that `expects` an answer hands OUI or NON over to that origin, for a week.
    What it is `about` lists it, and is told when nobody got it."""

    key: str
    channel: Channel
    template: MessageTemplate
    recipient: str | Registered
    useful_until: datetime
    facts: Mapping[str, str] = field(default_factory=dict)
    expects: Origin | None = None
    about: Origin | None = None


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """A message in clear while a sender holds it; an empty recipient when it cannot be opened any more.

    `reference` is the same at each try: a second copy is known by it."""

    message_id: int
    number_of_try: int
    reference: UUID
    channel: Channel
    template: MessageTemplate
    recipient: str | Registered
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
class MessageFilter:
    """Which messages to list; none for all."""

    state: MessageState | None = None
    channel: Channel | None = None
    template: MessageTemplate | None = None


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
    parts_count: int
    answer: Word | None
    answered_at: datetime | None
    may_retry: bool


@dataclass(frozen=True, slots=True)
class NewIncoming:
    """A text message as a gateway hands it in; its id at the gateway makes a second copy known."""

    gateway_id: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a message that expected it: handed to the job `incoming_answer`, once or more."""

    origin: Origin
    word: Word
    at: datetime


@dataclass(frozen=True, slots=True)
class IncomingCard:
    """A text message that a human must read, without its number and words."""

    incoming_id: int
    state: IncomingState
    is_stop: bool
    received_at: datetime
    opened_at: datetime | None
    opened_by: int | None


@dataclass(frozen=True, slots=True)
class OpenedIncoming:
    """In clear, for the one who reads it now."""

    card: IncomingCard
    number: str
    text: str
