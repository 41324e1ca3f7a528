"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.accounts.queries import accounts_with_role, roles_of
from entremise.accounts.vocabulary import Role
from entremise.referral.queries.inbox import service_inbox

Sample = Mapping[str, str | int]


def a_referral() -> Sample:
    """One that waits for a service with an account of its own."""
    people = accounts_with_role(role=Role.SERVICE, organization_id=None, at=now())
    bodies = [
        held.organization_id
        for account in people
        if not account.login.endswith("-porte")
        for held in roles_of(user_id=account.user_id, at=now())
    ]
    found = [card for body in bodies for card in service_inbox(organization_id=body, is_open=True)]
    return {"referral_id": found[0].referral_id}


def a_link_not_opened() -> Sample:
    return {"referral_id": 1}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(
        (
            "service:referral",
            "service:accept",
            "service:refuse",
            "service:question",
            "service:answer",
        ),
        a_referral,
    ),
    **dict.fromkeys(
        (
            "service:link_opened",
            "service:link_accept",
            "service:link_refuse",
            "service:link_question",
            "service:link_answer",
        ),
        a_link_not_opened,
    ),
    "service:link": lambda: {"secret": "perime"},
    "service:link_code": lambda: {"secret": "perime"},
}
