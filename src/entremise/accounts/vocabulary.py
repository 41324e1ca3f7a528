"""Who acts: roles, actors, and what other areas may know of an account."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """A role is held in an organization, between two dates; French names are in the catalogue."""

    ADMINISTRATOR = "ADMINISTRATOR"
    CALLER = "CALLER"
    CAMPAIGN_LEAD = "CAMPAIGN_LEAD"
    CLERK = "CLERK"
    CONTRIBUTOR = "CONTRIBUTOR"
    DECIDER = "DECIDER"
    DPO = "DPO"
    GO_BETWEEN = "GO_BETWEEN"
    LEGAL_OFFICER = "LEGAL_OFFICER"
    MEMBER = "MEMBER"
    ORIENTEUR = "ORIENTEUR"
    PARTNER = "PARTNER"
    SERVICE = "SERVICE"
    STEWARD = "STEWARD"
    VISITOR = "VISITOR"


SECOND_FACTOR_ROLES = frozenset(
    {Role.STEWARD, Role.DPO, Role.ORIENTEUR, Role.GO_BETWEEN, Role.ADMINISTRATOR}
)

# Whoever gives the roles opens no person's card: these are not held together, in any organization.
ROLES_WITH_CARDS = frozenset(
    {
        Role.CALLER,
        Role.CAMPAIGN_LEAD,
        Role.CLERK,
        Role.CONTRIBUTOR,
        Role.DPO,
        Role.GO_BETWEEN,
        Role.ORIENTEUR,
        Role.PARTNER,
        Role.SERVICE,
        Role.STEWARD,
        Role.VISITOR,
    }
)

# Roles that one human may not hold in the same organization, even with two accounts.
INCOMPATIBLE_ROLES = (
    frozenset({Role.DPO, Role.STEWARD}),
    frozenset({Role.DPO, Role.LEGAL_OFFICER}),
    frozenset({Role.DPO, Role.CAMPAIGN_LEAD}),
    frozenset({Role.DPO, Role.DECIDER}),  # GDPR 38(6): who advises does not decide
    frozenset({Role.LEGAL_OFFICER, Role.CAMPAIGN_LEAD}),
    frozenset({Role.LEGAL_OFFICER, Role.STEWARD}),
)


class OrganizationKind(StrEnum):
    COMMUNE = "COMMUNE"
    CCAS = "CCAS"
    DEPARTEMENT = "DEPARTEMENT"
    EPCI = "EPCI"
    ASSOCIATION = "ASSOCIATION"
    SERVICE = "SERVICE"
    COMMITTEE = "COMMITTEE"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, for which organization, with which roles there; `human_id` is shared by all accounts of one human."""

    user_id: int | None
    human_id: int | None = None
    organization_id: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)

    def has(self, role: Role) -> bool:
        return role in self.roles


# A resident without account, and the product itself when a job acts.
RESIDENT = Actor(user_id=None)
SYSTEM = Actor(user_id=None)


@dataclass(frozen=True, slots=True)
class Account:
    """What may be shown of an account to colleagues: a name for signing, never a person's record."""

    user_id: int
    login: str
    display_name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the administrator's list, with the roles held now."""

    user_id: int
    login: str
    display_name: str
    is_active: bool
    has_password: bool
    roles: tuple["HeldRole", ...]


@dataclass(frozen=True, slots=True)
class HeldRole:
    role_id: int
    user_id: int
    organization_id: int
    organization_name: str
    role: Role
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrganizationCard:
    organization_id: int
    name: str
    name_with_article: str
    name_after_de: str
    kind: OrganizationKind
    phone: str
    hue: int
    address: str = ""
    opening_hours: str = ""
    territory_code: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles of an account now, by organization, and the body whose instance this is."""

    held: tuple[HeldRole, ...]
    host: OrganizationCard | None


@dataclass(frozen=True, slots=True)
class TeamCard:
    name: str
    organization_id: int


@dataclass(frozen=True, slots=True)
class MadeByOther:
    """When another touched the way into an account, and who it was."""

    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How the holder of an account is reached at work, and whether she signs in already."""

    login: str
    mail: str
    phone: str
    has_password: bool


class Refusal(StrEnum):
    INCOMPATIBLE_ROLES = "INCOMPATIBLE_ROLES"
    LOGIN_TAKEN = "LOGIN_TAKEN"
    LINK_EXPIRED = "LINK_EXPIRED"
    LAST_ADMINISTRATOR = "LAST_ADMINISTRATOR"
    ROLE_NOT_HELD = "ROLE_NOT_HELD"
    NAME_TAKEN = "NAME_TAKEN"
    CONTACT_JUST_CHANGED = "CONTACT_JUST_CHANGED"
    OWN_ACCOUNT = "OWN_ACCOUNT"
    OWN_ROLE = "OWN_ROLE"
