"""Builders of humans, accounts, bodies and roles."""

from datetime import UTC, datetime
from itertools import count

from entremise.accounts.models import Human, Organization, RoleHeld, Team, User
from entremise.accounts.vocabulary import Actor, OrganizationKind, Role

LONG_AGO = datetime(2026, 1, 5, 8, tzinfo=UTC)
numbers = count(100_000)  # as many digits each, so that names sort as they were made


def organization(**given: object) -> Organization:
    number = next(numbers)
    defaults = {
        "name": f"CCAS numéro {number}",
        "name_with_article": f"le CCAS numéro {number}",
        "name_after_de": f"du CCAS numéro {number}",
        "kind": OrganizationKind.CCAS,
    }
    return Organization.objects.create(**(defaults | given))


def host(**given: object) -> Organization:
    """The body whose instance this is."""
    defaults = {
        "name": "Mairie d'Aubrelle",
        "name_with_article": "la mairie d'Aubrelle",
        "name_after_de": "de la mairie d'Aubrelle",
        "kind": OrganizationKind.COMMUNE,
        "territory_code": "00001",
        "phone": "+33199001200",
        "is_host": True,
    }
    return organization(**(defaults | given))


def team(**given: object) -> Team:
    defaults = {"name": f"Équipe {next(numbers)}"}
    defaults |= {} if "organization" in given else {"organization": organization()}
    return Team.objects.create(**(defaults | given))


def human(**given: object) -> Human:
    return Human.objects.create(**({"full_name": f"Humain {next(numbers)}"} | given))


def user(**given: object) -> User:
    """An account without role."""
    number = next(numbers)
    defaults = {
        "login": f"compte{number}",
        "first_name": "Awa",
        "display_name": f"Awa Diarra {number}",
        "created_at": LONG_AGO,
    }
    defaults |= {} if "human" in given else {"human": human()}
    return User.objects.create(**(defaults | given))


def role_held(**given: object) -> RoleHeld:
    defaults: dict[str, object] = {"role": Role.CALLER, "starts_at": LONG_AGO}
    defaults |= {} if "user" in given else {"user": user()}
    defaults |= {} if "organization" in given else {"organization": organization()}
    return RoleHeld.objects.create(**(defaults | given))


def actor(
    *roles: Role, organization: Organization | None = None, user: User | None = None
) -> Actor:
    """Somebody at work with these roles, in one body."""
    body = organization or make_organization()
    account = user or make_user()
    for role in roles:
        role_held(user=account, organization=body, role=role)
    return Actor(
        user_id=account.pk,
        human_id=account.human_id,
        organization_id=body.pk,
        roles=frozenset(roles),
    )


make_organization, make_user = organization, user
