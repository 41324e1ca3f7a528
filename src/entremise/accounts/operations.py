"""What changes accounts: a human and her account, roles, links for invitation and reset."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from entremise.accounts.models import ContactChange, Human, Link, Organization, RoleHeld, Team, User
from entremise.accounts.queries import contact, live
from entremise.accounts.vocabulary import (
    INCOMPATIBLE_ROLES,
    ROLES_WITH_CARDS,
    SYSTEM,
    Actor,
    Contact,
    OrganizationKind,
    Refusal,
    Role,
)
from entremise.kernel.errors import Refused

GONE = "–"  # the name of whoever had hers erased

INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)
CONTACT_RESTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open; `human_id` when the human has one already."""

    login: str
    first_name: str
    display_name: str
    mail: str = ""
    phone: str = ""
    human_id: int | None = None
    is_elected: bool = False


@dataclass(frozen=True, slots=True)
class NewOrganization:
    name: str
    name_with_article: str
    name_after_de: str
    kind: OrganizationKind
    territory_code: str = ""
    phone: str = ""
    hue: int = 178
    is_host: bool = False
    mail: str = ""
    address: str = ""
    opening_hours: str = ""


NAMED_AND_REACHED = (
    *("name", "name_with_article", "name_after_de"),
    *("phone", "mail", "address", "opening_hours"),
)


@transaction.atomic
def add_organization(*, actor: Actor, new: NewOrganization, at: datetime) -> int:
    """Add a body that works with this instance; return its id; refuse with `NAME_TAKEN`."""
    if Organization.objects.filter(name=new.name).exists():
        raise Refused(Refusal.NAME_TAKEN)
    return Organization.objects.create(**asdict(new)).pk


@transaction.atomic
def change_organization(
    *, actor: Actor, organization_id: int, new: NewOrganization, at: datetime
) -> int:
    """How a body is named and reached; the rest stays; return its id.

    Refuse with `NAME_TAKEN`."""
    if Organization.objects.filter(name=new.name).exclude(pk=organization_id).exists():
        raise Refused(Refusal.NAME_TAKEN)
    changed = {name: getattr(new, name) for name in NAMED_AND_REACHED}
    Organization.objects.filter(pk=organization_id).update(**changed)
    return organization_id


@transaction.atomic
def open_account(*, actor: Actor, new: NewAccount, at: datetime) -> int:
    """Open an account without password; return its id; refuse with `LOGIN_TAKEN`."""
    if User.objects.filter(login=new.login).exists():
        raise Refused(Refusal.LOGIN_TAKEN)
    human_id = new.human_id or Human.objects.create(full_name=new.display_name).pk
    user = User(
        human_id=human_id,
        login=new.login,
        first_name=new.first_name,
        display_name=new.display_name,
        mail=new.mail,
        phone=new.phone,
        is_elected=new.is_elected,
        created_at=at,
    )
    user.set_unusable_password()
    user.save()
    return user.pk


@transaction.atomic
def set_contact(
    *, actor: Actor, user_id: int, mail: str, phone: str, at: datetime
) -> Contact | None:
    """Note how the holder of an account is reached at work; return where she was until now, if that is replaced."""
    row = User.objects.select_for_update().get(pk=user_id)
    former = contact(row)
    row.mail, row.phone = mail, phone
    row.save(update_fields=["mail", "phone"])
    if former.mail in {"", mail} and former.phone in {"", phone}:
        return None
    ContactChange.objects.create(user=row, made_by_id=actor.user_id or user_id, made_at=at)
    return former


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    user_id: int,
    organization_id: int,
    role: Role,
    at: datetime,
    ends_at: datetime | None = None,
) -> int:
    """Give a role from now on; refuse with `OWN_ROLE`, and `INCOMPATIBLE_ROLES`, over all accounts of one human."""
    human = Human.objects.select_for_update().get(accounts=user_id)
    if human.pk == actor.human_id:
        raise Refused(Refusal.OWN_ROLE)
    held = RoleHeld.objects.filter(live(at), user__human=human)
    if clashes(role, organization_id, held.values_list("role", "organization_id")):
        raise Refused(Refusal.INCOMPATIBLE_ROLES)
    row = RoleHeld.objects.create(
        user_id=user_id, organization_id=organization_id, role=role, starts_at=at, ends_at=ends_at
    )
    return row.pk


def clashes(role: Role, organization_id: int, held: Iterable[tuple[str, int]]) -> bool:
    """Whether a role may not stand beside those held: some anywhere, others in one organization."""
    everywhere = {Role(other) for other, _where in held}
    here = {Role(other) for other, where in held if where == organization_id}
    administers = {role, *everywhere} >= {Role.ADMINISTRATOR}
    return (administers and bool({role, *everywhere} & ROLES_WITH_CARDS)) or any(
        {role, other} == pair for pair in INCOMPATIBLE_ROLES for other in here
    )


@transaction.atomic
def end_role(*, actor: Actor, role_id: int, at: datetime) -> int:
    """End a role now; return whose it was; refuse with `LAST_ADMINISTRATOR`, `ROLE_NOT_HELD`."""
    lasting = RoleHeld.objects.filter(
        live(at), role=Role.ADMINISTRATOR, ends_at=None, user__is_active=True
    )
    others = set(  # two administrators who end each other's role at once wait here
        lasting.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)
    ) - {role_id}
    row = RoleHeld.objects.select_for_update().filter(live(at), pk=role_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.ROLE_NOT_HELD)
    if row.role == Role.ADMINISTRATOR and not others:
        raise Refused(Refusal.LAST_ADMINISTRATOR)
    row.ends_at = at
    row.save(update_fields=["ends_at"])
    return row.user_id


@transaction.atomic
def make_invitation(*, actor: Actor, user_id: int, at: datetime) -> str:
    """A link's secret to choose a first password with; it expires in seven days."""
    return make_link(Link.Kind.INVITATION, actor, user_id, at, at + INVITATION_LASTS)


@transaction.atomic
def make_reset(*, actor: Actor, user_id: int, at: datetime) -> str:
    """A link's secret to choose a new password with, once, within a day; refuse with `CONTACT_JUST_CHANGED`.

    Whoever has just changed where the holder is reached could send her link to himself: for a day, another makes it."""
    changes = ContactChange.objects.filter(user_id=user_id, made_at__gt=at - CONTACT_RESTS)
    if actor.human_id and changes.filter(made_by__human_id=actor.human_id).exists():
        raise Refused(Refusal.CONTACT_JUST_CHANGED)
    return make_link(Link.Kind.RESET, actor, user_id, at, at + RESET_LASTS)


def make_link(kind: str, actor: Actor, user_id: int, at: datetime, expires_at: datetime) -> str:
    Link.objects.filter(user_id=user_id, kind=kind, used_at=None).update(used_at=at)
    secret = secrets.token_urlsafe(32)
    Link.objects.create(
        kind=kind,
        digest=digest_of(secret),
        user_id=user_id,
        made_by_id=actor.user_id or user_id,
        made_at=at,
        expires_at=expires_at,
    )
    return secret


def digest_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def use_link(*, secret: str, password: str, at: datetime) -> int:
    """Choose a password with a link, the last that serves; return the account; refuse with `LINK_EXPIRED`."""
    link = (
        Link.objects.select_for_update(of=("self",))
        .filter(digest=digest_of(secret), used_at=None, expires_at__gt=at, user__is_active=True)
        .order_by("pk")
        .first()
    )
    if link is None:
        raise Refused(Refusal.LINK_EXPIRED)
    end_links(user_id=link.user_id, at=at)
    link.user.set_password(password)
    link.user.save(update_fields=["password"])
    return link.user_id


@transaction.atomic
def end_links(*, user_id: int, at: datetime) -> None:
    """The password was chosen anew: a link that was made before, and may be in other hands, opens nothing."""
    Link.objects.filter(user_id=user_id, used_at=None).update(used_at=at)


@transaction.atomic
def set_password(*, user_id: int, password: str, at: datetime) -> None:
    """Set a password from the console."""
    share_password(user_ids=[user_id], password=password, at=at)


@transaction.atomic
def share_password(*, user_ids: Collection[int], password: str, at: datetime) -> None:
    """One password for the accounts of a demonstration, hashed once."""
    User.objects.filter(pk__in=user_ids).update(password=make_password(password))


@transaction.atomic
def close_account(*, actor: Actor, user_id: int, at: datetime) -> None:
    """End all roles of an account and keep it from signing in; refuse with `OWN_ACCOUNT`, `LAST_ADMINISTRATOR`."""
    if user_id == actor.user_id:
        raise Refused(Refusal.OWN_ACCOUNT)
    for row in RoleHeld.objects.filter(live(at), user_id=user_id).order_by("pk"):
        end_role(actor=actor, role_id=row.pk, at=at)
    end_links(user_id=user_id, at=at)
    User.objects.filter(pk=user_id).update(is_active=False)


@transaction.atomic
def forget_helper(*, actor: Actor, user_id: int, at: datetime) -> bool:
    """End the role of helper; an account without another role is closed and its names go; return whether it was."""
    held = RoleHeld.objects.filter(live(at), user_id=user_id)
    held.filter(role=Role.CONTRIBUTOR).update(ends_at=at)
    if held.exists():
        return False
    close_account(actor=SYSTEM if actor.user_id == user_id else actor, user_id=user_id, at=at)
    account = User.objects.get(pk=user_id)
    account.login, account.display_name, account.first_name = f"parti-{user_id}", GONE, GONE
    account.mail = account.phone = ""
    account.set_unusable_password()
    account.save()
    if not User.objects.filter(human_id=account.human_id, is_active=True).exists():
        Human.objects.filter(pk=account.human_id).update(full_name=GONE)
    return True


@transaction.atomic
def reopen_account(*, actor: Actor, user_id: int, at: datetime) -> None:
    """Let an account sign in again; its roles stay ended."""
    User.objects.filter(pk=user_id).update(is_active=True)


@transaction.atomic
def add_team(*, actor: Actor, organization_id: int, name: str, at: datetime) -> int:
    """Add a team to a body; return its id; refuse with `NAME_TAKEN`."""
    if Team.objects.filter(organization_id=organization_id, name=name).exists():
        raise Refused(Refusal.NAME_TAKEN)
    return Team.objects.create(organization_id=organization_id, name=name).pk


@transaction.atomic
def add_human(*, actor: Actor, full_name: str, at: datetime) -> int:
    """Add somebody who takes part without account, such as a member drawn by lot; return her id."""
    return Human.objects.create(full_name=full_name).pk
