"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from django.utils.timezone import now

from entremise.accounts.queries import accounts_listed, organizations
from entremise.accounts.vocabulary import AccountRow
from entremise.notices.queries import messages_listed

Sample = Mapping[str, str | int]


def an_account() -> Sample:
    return {"user_id": next(row.user_id for row in first_accounts())}


def a_role() -> Sample:
    return {"role_id": next(held.role_id for row in first_accounts() for held in row.roles)}


def first_accounts() -> tuple[AccountRow, ...]:
    return accounts_listed(search="", offset=0, size=25, at=now())


def a_message() -> Sample:
    return {"message_id": next(row.message_id for row in messages_listed(offset=0, size=1))}


def an_organization() -> Sample:
    return {"organization_id": next(card.organization_id for card in organizations())}


SAMPLES: dict[str, Callable[[], Sample]] = {
    "administrator:account": an_account,
    "administrator:give_role": an_account,
    "administrator:make_link": an_account,
    "administrator:contact": an_account,
    "administrator:retry_message": a_message,
    "administrator:give_up_message": a_message,
    "administrator:close_account": an_account,
    "administrator:reopen_account": an_account,
    "administrator:end_role": a_role,
    "administrator:organization": an_organization,
    "administrator:change_organization": an_organization,
}
