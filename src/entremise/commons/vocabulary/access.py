"""Grants, assignments, objections, tickets: what stands between an actor and a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.origin import Origin

GRANT_LASTS_AT_MOST = timedelta(days=120)
BUNDLE_AT_MOST = 12


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


class ToldBy(StrEnum):
    """In whose words a refusal came (code civil art. 459)."""

    PERSON = "PERSON"
    ASSISTANT = "ASSISTANT"  # assists her: she decides herself
    GUARDIAN = "GUARDIAN"  # whom a judge lets decide for her


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
    CODED = "CODED"  # a code was given: to her own words in one register, or to all


class Refusal(StrEnum):
    NOT_AVAILABLE = (
        "NOT_AVAILABLE"  # not assigned, not existing, objected, expired: one answer for all
    )
    CAPPED = "CAPPED"
    GRANT_TOO_WIDE = "GRANT_TOO_WIDE"
    GRANT_TOO_LONG = "GRANT_TOO_LONG"
    NO_LEGAL_GROUND = "NO_LEGAL_GROUND"
    NOT_ARMED = "NOT_ARMED"
    NOT_HER_GUARDIAN = "NOT_HER_GUARDIAN"
    GUARDIAN_DECIDES = "GUARDIAN_DECIDES"
    NOT_TO_VERIFY = "NOT_TO_VERIFY"


class RegistrationMode(StrEnum):
    SELF = "SELF"
    REPRESENTATIVE = "REPRESENTATIVE"
    THIRD_PARTY = "THIRD_PARTY"  # in writing
    STATUTORY = "STATUTORY"  # a feed that the law sends


class RecordState(StrEnum):
    ASKED = "ASKED"  # in the name of somebody who refused: closed until the desk confirms
    REGISTERED = "REGISTERED"
    CONFIRMED = "CONFIRMED"
    STALE = "STALE"
    REMOVED = "REMOVED"
    DECEASED = "DECEASED"
    PAST = "PAST"  # at the end of its duration: locked until the archives agree


class RegisterState(StrEnum):
    DRAFT = "DRAFT"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class NewRegister:
    kind: RegisterKind
    title: str
    plain_name: str  # as a resident hears it: « le registre canicule »
    controller_id: int
    territory_code: str
    legal_reference: str
    steward_id: int | None = None
    agreed_purposes: tuple[Purpose, ...] = ()  # of a VOLUNTARY register: what people agreed to
    dossier: Mapping[str, object] = field(default_factory=dict)
    legal_opinion: str = ""


@dataclass(frozen=True, slots=True)
class RegisterCard:
    register_id: int
    kind: RegisterKind
    title: str
    plain_name: str
    controller_id: int
    steward_id: int | None
    territory_code: str
    legal_reference: str
    agreed_purposes: tuple[Purpose, ...]
    legal_opinion: str
    dossier: Mapping[str, object]
    key_id: str
    state: RegisterState
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """Who may see whom, for what, until when; `origin` is the thing of work that asks for it."""

    user_id: int
    person: UUID
    purpose: Purpose
    origin: Origin
    until: datetime


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
    organization_id: int | None = None
    hourly_cap: int = 0


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record without its values."""

    record_id: int
    person: UUID
    register_id: int
    kind: RegisterKind
    mode: RegistrationMode
    state: RecordState
    registered_at: datetime
    updated_at: datetime
    acknowledge_by: datetime | None = None
    acknowledged_at: datetime | None = None
    ended_at: datetime | None = None
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class NewObjection:
    person: UUID | None
    scope: ObjectionScope
    channel: Channel
    purpose: Purpose | None = None  # the one stopped, with scope PURPOSE
    origin: Origin | None = None  # the campaign stopped, with scope CAMPAIGN
    verify_by: datetime | None = None  # an active alert: a second channel verifies it by then
    told_by: ToldBy = ToldBy.PERSON


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
    origin: Origin | None = None
    settled_at: datetime | None = None
    told_by: ToldBy = ToldBy.PERSON


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log, as the person concerned may read it: never a value, never an agent's name."""

    at: datetime
    kind: EventKind
    purpose: Purpose
    groups: tuple[FieldGroup, ...]
    role: Role | None
    organization_id: int | None
    register_ids: tuple[int, ...] = ()
    count: int = 1
    is_refused: bool = False
    recipient: str = ""  # of a file that left with her name


@dataclass(frozen=True, slots=True)
class AccessCounts:
    opened: int  # people opened, one by one or by page
    refused: int
    people: int  # distinct people among them
    searched: int = 0
    computed: int = 0  # bulk readings without identity
    exported: int = 0  # files with names that left
    by_purpose: dict[Purpose, int] = field(default_factory=dict)
