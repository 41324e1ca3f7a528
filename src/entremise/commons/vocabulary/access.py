"""Grants, assignments, objections, tickets: what stands between an actor and a value."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.origin import Origin

GRANT_LASTS_AT_MOST = timedelta(days=120)
DECISION_LASTS_AT_MOST = timedelta(days=365)
EMERGENCY_LASTS = timedelta(hours=72)
TICKET_LASTS = timedelta(minutes=2)


class Reach(StrEnum):
    """Whom a grant lets its holder see."""

    ASSIGNED = "ASSIGNED"  # one person, while an assignment says so
    PAGE = "PAGE"  # at most 25 records a page
    SEARCH = "SEARCH"  # one person found by a number or a name she gave
    COMPUTE = "COMPUTE"  # a machine reads many and returns no identity
    EXPORT = "EXPORT"  # a file for a named recipient, two people
    PAPER = "PAPER"  # a bundle of at most 12 sheets


class GrantState(StrEnum):
    PROPOSED = "PROPOSED"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"


class ObjectionScope(StrEnum):
    CAMPAIGN = "CAMPAIGN"
    PURPOSE = "PURPOSE"
    ALL = "ALL"


class ObjectionState(StrEnum):
    ACTING = "ACTING"
    VERIFIED = "VERIFIED"
    WITHDRAWN = "WITHDRAWN"


class Channel(StrEnum):
    WEB = "WEB"
    PHONE = "PHONE"
    PAPER = "PAPER"
    CALL = "CALL"
    DESK = "DESK"


class EventKind(StrEnum):
    OPENED = "OPENED"
    DENIED = "DENIED"
    CAPPED = "CAPPED"
    LAPSED = "LAPSED"
    SEARCHED = "SEARCHED"
    COMPUTED = "COMPUTED"
    EXPORTED = "EXPORTED"
    SEALED = "SEALED"
    ERASED = "ERASED"
    TRACKED = "TRACKED"


class Refusal(StrEnum):
    NOT_AVAILABLE = (
        "NOT_AVAILABLE"  # not assigned, not existing, objected, expired: one answer for all
    )
    CAPPED = "CAPPED"
    GRANT_TOO_WIDE = "GRANT_TOO_WIDE"
    GRANT_TOO_LONG = "GRANT_TOO_LONG"
    NO_LEGAL_GROUND = "NO_LEGAL_GROUND"
    NOT_ARMED = "NOT_ARMED"


@dataclass(frozen=True, slots=True)
class NewGrant:
    """What a decision or the law lets one actor, or all holders of a role in a body, read."""

    purpose: Purpose
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    reach: Reach
    expires_at: datetime
    not_before: datetime
    user_id: int | None = None
    role: Role | None = None
    organization_id: int | None = None
    decision_id: int | None = None
    activation_id: int | None = None
    origin: Origin | None = None  # the campaign it serves
    hourly_cap: int = 40


@dataclass(frozen=True, slots=True)
class GrantCard:
    grant_id: int
    purpose: Purpose
    registers: tuple[int, ...]
    groups: frozenset[FieldGroup]
    reach: Reach
    state: GrantState
    not_before: datetime
    expires_at: datetime
    user_id: int | None
    role: Role | None
    decision_id: int | None
    activation_id: int | None
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record without its values."""

    record_id: int
    person: UUID
    register_id: int
    kind: RegisterKind


@dataclass(frozen=True, slots=True)
class NewObjection:
    person: UUID | None
    scope: ObjectionScope
    channel: Channel
    purpose: Purpose | None = None  # the one stopped, with scope PURPOSE
    origin: Origin | None = None  # the campaign stopped, with scope CAMPAIGN
    marks: tuple[tuple[str, bytes], ...] = ()  # blind indexes that outlive the record
    note: str = ""


@dataclass(frozen=True, slots=True)
class ObjectionCard:
    objection_id: int
    person: UUID | None
    scope: ObjectionScope
    purpose: Purpose | None
    state: ObjectionState
    channel: Channel
    received_at: datetime
    verify_by: datetime | None


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log, as the person concerned may read it: never a value, never an agent's name."""

    at: datetime
    kind: EventKind
    purpose: Purpose
    groups: tuple[FieldGroup, ...]
    role: Role | None
    organization_id: int | None
    register_kind: RegisterKind | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class AccessCounts:
    opened: int
    refused: int
    people: int
    by_purpose: dict[Purpose, int] = field(default_factory=dict)
