"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.accounts.queries import organizations_with_role
from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.queries.sharing import needs_shared

Sample = Mapping[str, str | int]


def a_need() -> Sample:
    bodies = organizations_with_role(role=Role.PARTNER, at=now())
    found = (card for body in bodies for card in needs_shared(body.organization_id))
    return {"need_id": next(found).need_id}


NAMES = ("need", "take", "refuse", "tell")
SAMPLES: dict[str, Callable[[], Sample]] = dict.fromkeys(
    (f"partner:{name}" for name in NAMES), a_need
)
