"""The town's bodies and accounts at work: opened once, then looked up by their name."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model

from entremise.accounts.operations import (
    NewAccount,
    NewOrganization,
    add_organization,
    give_role,
    open_account,
)
from entremise.accounts.queries import actor_for
from entremise.accounts.vocabulary import SECOND_FACTOR_ROLES, SYSTEM, Actor, Role
from entremise.jobs.town.staff import BODIES, CALLERS, GUESTS, LEARNERS, TOWN_HALL, WORKERS, Worker

PASSWORD = "aubrelle-demo-2026"  # noqa: S105 -- an invented town, on this machine only
START_PAGES = {
    Role.ADMINISTRATOR: "/administration/",
    Role.CALLER: "/appeler/",
    Role.CAMPAIGN_LEAD: "/campagnes/",
    Role.CLERK: "/guichet/",
    Role.CONTRIBUTOR: "/aider/",
    Role.DECIDER: "/decision/",
    Role.DPO: "/instruction/",
    Role.GO_BETWEEN: "/entraide/",
    Role.LEGAL_OFFICER: "/instruction/",
    Role.MEMBER: "/comite/",
    Role.ORIENTEUR: "/orientation/",
    Role.PARTNER: "/partenaire/",
    Role.SERVICE: "/service/",
    Role.STEWARD: "/registres/",
    Role.VISITOR: "/visites/",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Organizations by key, users by full name."""

    bodies: dict[str, int]
    users: dict[str, int]

    @property
    def host(self) -> int:
        return self.bodies[TOWN_HALL]

    def actor(self, name: str, at: datetime) -> Actor:
        return actor_for(user_id=self.users[name], organization_id=None, at=at)

    def by_id(self, user_id: int, at: datetime) -> Actor:
        return actor_for(user_id=user_id, organization_id=None, at=at)


def open_bodies(at: datetime) -> dict[str, int]:
    return {
        body.key: add_organization(
            actor=SYSTEM,
            new=NewOrganization(
                name=body.name,
                name_with_article=body.with_article,
                name_after_de=body.after_de,
                kind=body.kind,
                territory_code=body.territory,
                phone=body.phone,
                hue=152,
                is_host=body.key == TOWN_HALL,
                address=body.address,
                opening_hours=body.hours,
            ),
            at=at,
        )
        for body in BODIES
    }


def open_accounts(bodies: dict[str, int], at: datetime) -> dict[str, int]:
    """One account a worker, with its roles."""
    users = {}
    for worker in dict.fromkeys((*WORKERS, *CALLERS, *LEARNERS)):
        users[worker.name] = open_worker(worker, bodies, at)
    return users


def open_worker(worker: Worker, bodies: dict[str, int], at: datetime) -> int:
    user_id = open_account(
        actor=SYSTEM,
        new=NewAccount(
            login=worker.login,
            first_name=worker.first,
            display_name=worker.name,
            is_elected=worker.is_elected,
        ),
        at=at,
    )
    for body, role in (*((worker.body, role) for role in worker.roles), *worker.others):
        give_role(actor=SYSTEM, user_id=user_id, organization_id=bodies[body], role=role, at=at)
    if set(worker.roles) & SECOND_FACTOR_ROLES:
        TOTP.activate(get_user_model().objects.get(pk=user_id), totp_secret(worker.login))
    return user_id


def totp_secret(login: str) -> str:
    """The same secret at each build, so that a phone keeps working."""
    return base64.b32encode(hashlib.sha256(f"aubrelle {login}".encode()).digest()[:20]).decode()


def account_lines() -> list[dict[str, str]]:
    """The accounts as they are printed: a line a role."""
    lines = []
    for worker in dict.fromkeys((*WORKERS, *CALLERS, *LEARNERS, *GUESTS)):
        needs_code = bool(set(worker.roles) & SECOND_FACTOR_ROLES)
        lines += [line(role, worker.login, needs_code=needs_code) for role in worker.roles]
    return sorted(lines, key=lambda one: list(Role).index(Role(one["role"])))


def line(role: Role, login: str, *, needs_code: bool) -> dict[str, str]:
    return {
        "role": role.value,
        "login": login,
        "password": PASSWORD,
        "totp_secret": totp_secret(login) if needs_code else "",
        "start_page": START_PAGES[role],
    }
