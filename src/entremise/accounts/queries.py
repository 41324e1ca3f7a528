"""What may be asked about accounts, roles and organizations."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet

from entremise.accounts.models import ContactChange, Human, Link, Organization, RoleHeld, Team, User
from entremise.accounts.vocabulary import (
    Account,
    AccountRow,
    Actor,
    Contact,
    HeldRole,
    MadeByOther,
    OrganizationCard,
    OrganizationKind,
    Role,
    Standing,
    TeamCard,
)
from entremise.kernel.compiled import compiled
from entremise.kernel.together import Questions, together

RoleRow = tuple[int, int, int, str, str, datetime, datetime | None]


def live(at: datetime) -> Q:
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def roles_of(*, user_id: int, at: datetime) -> tuple[HeldRole, ...]:
    """The roles this account holds now, by organization."""
    return held_roles(live_roles(user_id=user_id, at=at))


def standing_of(*, user_id: int, at: datetime) -> Standing:
    """What every page asks of whoever is signed in, in one statement."""
    found = asked_of_standing(user_id=user_id, at=at)
    return Standing(
        held=held_roles(found["roles"]),
        host=next(map(organization_card, found["hosts"]), None),
    )


@together
def asked_of_standing(*, user_id: int, at: datetime) -> Questions:
    held = RoleHeld.objects.filter(live(at), user_id=user_id, user__is_active=True)
    return {"roles": role_rows(held), "hosts": host_rows()}


@compiled
def live_roles(*, user_id: int, at: datetime) -> QuerySet[RoleHeld, RoleRow]:
    return role_rows(RoleHeld.objects.filter(live(at), user_id=user_id, user__is_active=True))


def role_rows(rows: QuerySet[RoleHeld]) -> QuerySet[RoleHeld, RoleRow]:
    """Columns alone: whole rows of two tables would cost twice as much."""
    return rows.order_by("organization__name", "role", "id").values_list(
        "id", "user_id", "organization_id", "organization__name", "role", "starts_at", "ends_at"
    )


def held_roles(rows: Iterable[RoleRow]) -> tuple[HeldRole, ...]:
    return tuple(
        HeldRole(role_id, user_id, body, name, Role(role), starts_at, ends_at)
        for role_id, user_id, body, name, role, starts_at, ends_at in rows
    )


def actor_for(*, user_id: int, organization_id: int | None, at: datetime) -> Actor:
    """The actor this account is in one organization, or in the first of hers when none is chosen."""
    held = roles_of(user_id=user_id, at=at)
    chosen = (
        organization_id if any(row.organization_id == organization_id for row in held) else None
    )
    if chosen is None and held:
        chosen = held[0].organization_id
    ((human_id,),) = human_behind(user_id=user_id)
    return Actor(
        user_id=user_id,
        human_id=human_id,
        organization_id=chosen,
        roles=frozenset(row.role for row in held if row.organization_id == chosen),
    )


@compiled
def human_behind(*, user_id: int) -> QuerySet[User, tuple[int]]:
    return User.objects.filter(pk=user_id).values_list("human_id")


def accounts_by_id(user_ids: Collection[int]) -> dict[int, Account]:
    """Accounts to sign a trace with, in one statement."""
    rows = User.objects.filter(pk__in=user_ids).order_by("pk")
    return {row.pk: account_of(row) for row in rows}


def names_of(user_ids: Collection[int | None]) -> dict[int | None, str]:
    """Display names to sign a trace with; an unknown one has none."""
    found = accounts_by_id([user_id for user_id in user_ids if user_id is not None])
    return {user_id: account.display_name for user_id, account in found.items()}


def accounts_with_role(
    *, role: Role, organization_id: int | None, at: datetime
) -> tuple[Account, ...]:
    """Active accounts that hold this role now, in one organization or anywhere, by name."""
    held = RoleHeld.objects.filter(live(at), role=role, user__is_active=True)
    if organization_id is not None:
        held = held.filter(organization_id=organization_id)
    rows = User.objects.filter(pk__in=held.values("user_id")).order_by("display_name", "pk")
    return tuple(account_of(row) for row in rows)


def roles_held(*, at: datetime) -> frozenset[Role]:
    """The roles that somebody holds now, anywhere."""
    held = RoleHeld.objects.filter(live(at), user__is_active=True)
    return frozenset(map(Role, held.values_list("role", flat=True).distinct()))


def organizations_with_role(*, role: Role, at: datetime) -> tuple[OrganizationCard, ...]:
    """Bodies where somebody holds this role now, by name."""
    held = RoleHeld.objects.filter(live(at), role=role, user__is_active=True)
    rows = Organization.objects.filter(pk__in=held.values("organization_id"))
    return tuple(organization_card(row) for row in rows.order_by("name", "pk"))


def account_of(row: User) -> Account:
    return Account(
        user_id=row.pk, login=row.login, display_name=row.display_name, is_active=row.is_active
    )


def host_organization() -> OrganizationCard | None:
    """The body whose instance this is; none before the set-up."""
    return next(map(organization_card, hosts()), None)


@compiled
def hosts() -> QuerySet[Organization]:
    return host_rows()


def host_rows() -> QuerySet[Organization]:
    return Organization.objects.filter(is_host=True).order_by("pk")


def organizations_by_id(organization_ids: Collection[int]) -> dict[int, OrganizationCard]:
    """Cards of organizations, in one statement."""
    rows = Organization.objects.filter(pk__in=organization_ids).order_by("pk")
    return {row.pk: organization_card(row) for row in rows}


def organization_card(row: Organization) -> OrganizationCard:
    return OrganizationCard(
        organization_id=row.pk,
        name=row.name,
        name_with_article=row.name_with_article,
        name_after_de=row.name_after_de,
        kind=OrganizationKind(row.kind),
        phone=row.phone,
        hue=row.hue,
        address=row.address,
        opening_hours=row.opening_hours,
        territory_code=row.territory_code,
        mail=row.mail,
    )


def link_is_open(*, secret: str, at: datetime) -> bool:
    """Whether a one-time link may still be used."""
    digest = hashlib.sha256(secret.encode()).digest()
    return Link.objects.filter(
        digest=digest, used_at=None, expires_at__gt=at, user__is_active=True
    ).exists()


def resets_of(*, user_id: int, since: datetime) -> tuple[MadeByOther, ...]:
    """The links to choose a new password that others made for this account, the last first."""
    rows = Link.objects.filter(kind=Link.Kind.RESET, user_id=user_id, made_at__gt=since)
    made = rows.exclude(made_by_id=user_id).order_by("-made_at", "-pk")
    return tuple(MadeByOther(*one) for one in made.values_list("made_at", "made_by__display_name"))


def last_resets(*, user_ids: Collection[int], since: datetime) -> dict[int, MadeByOther]:
    """The last link that another made to choose the password of each account, in one statement."""
    rows = Link.objects.filter(kind=Link.Kind.RESET, user__in=user_ids, made_at__gt=since)
    made = rows.exclude(made_by_id=F("user_id")).order_by("made_at", "pk")
    columns = made.values_list("user_id", "made_at", "made_by__display_name")
    return {user_id: MadeByOther(at, name) for user_id, at, name in columns}


def contact_of(*, user_id: int) -> Contact:
    """How the holder of an account is reached."""
    return contact(User.objects.get(pk=user_id))


def contact(row: User) -> Contact:
    return Contact(row.login, row.mail, row.phone, row.has_usable_password())


def contact_changes_of(*, user_id: int, since: datetime) -> tuple[MadeByOther, ...]:
    """Which others changed where the holder of this account is reached, the last first."""
    rows = ContactChange.objects.filter(user_id=user_id, made_at__gt=since)
    made = rows.exclude(made_by_id=user_id).order_by("-made_at", "-pk")
    return tuple(MadeByOther(*one) for one in made.values_list("made_at", "made_by__display_name"))


def human_of(*, user_id: int) -> int:
    """The human behind an account."""
    return User.objects.values_list("human_id", flat=True).get(pk=user_id)


def accounts_count(*, search: str) -> int:
    """How many accounts a search finds."""
    return found_accounts(search).count()


def accounts_listed(*, search: str, offset: int, size: int, at: datetime) -> tuple[AccountRow, ...]:
    """Accounts by name, with the roles they hold now; two statements whatever the number."""
    rows = list(found_accounts(search).order_by("display_name", "pk")[offset : offset + size])
    roles = roles_by_user(rows, at)
    return tuple(account_row(row, roles.get(row.pk, ())) for row in rows)


def account_listed(*, user_id: int, at: datetime) -> AccountRow | None:
    """One account with its roles."""
    row = User.objects.filter(pk=user_id).order_by("pk").first()
    return None if row is None else account_row(row, roles_by_user([row], at).get(row.pk, ()))


def found_accounts(search: str) -> QuerySet[User]:
    if not search:
        return User.objects.all()
    return User.objects.filter(Q(display_name__icontains=search) | Q(login__icontains=search))


def roles_by_user(rows: Collection[User], at: datetime) -> dict[int, tuple[HeldRole, ...]]:
    found: dict[int, tuple[HeldRole, ...]] = {}
    held_now = RoleHeld.objects.filter(live(at), user__in=[row.pk for row in rows])
    for held in held_roles(role_rows(held_now)):
        found[held.user_id] = (*found.get(held.user_id, ()), held)
    return found


def account_row(row: User, roles: tuple[HeldRole, ...]) -> AccountRow:
    return AccountRow(
        user_id=row.pk,
        login=row.login,
        display_name=row.display_name,
        is_active=row.is_active,
        has_password=row.has_usable_password(),
        roles=roles,
    )


def organizations() -> tuple[OrganizationCard, ...]:
    """All bodies that work here, by name."""
    return tuple(organization_card(row) for row in Organization.objects.order_by("name", "pk"))


def teams_of(*, organization_id: int) -> tuple[TeamCard, ...]:
    """Teams of a body, by name."""
    rows = Team.objects.filter(organization_id=organization_id).order_by("name", "pk")
    return tuple(TeamCard(row.name, row.organization_id) for row in rows)


def is_elected(*, user_id: int) -> bool:
    """Whether the account is that of an elected member."""
    return User.objects.filter(pk=user_id, is_elected=True).exists()


def humans_by_id(human_ids: Collection[int]) -> dict[int, str]:
    """Full names of humans at work here, in one statement."""
    return dict(
        Human.objects.filter(pk__in=human_ids).order_by("pk").values_list("pk", "full_name")
    )


def humans_of(user_ids: Collection[int]) -> dict[int, int]:
    """The human behind each account, in one statement."""
    return dict(User.objects.filter(pk__in=user_ids).order_by("pk").values_list("pk", "human_id"))


def user_id_of(*, login: str) -> int | None:
    """The account of a login."""
    return User.objects.filter(login=login).values_list("pk", flat=True).first()
