"""A helper whose offer was accepted gets an account: hers to answer with, to pause, to leave."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from entremise.accounts.operations import NewAccount, give_role, make_invitation, open_account
from entremise.accounts.vocabulary import Actor, Role
from entremise.mutual_aid.operations.offers import join_account


@dataclass(frozen=True, slots=True)
class NewHelper:
    login: str
    first_name: str
    last_name: str


@transaction.atomic
def welcome_helper(*, actor: Actor, offer_id: int, new: NewHelper, at: datetime) -> str:
    """Open the account, join it to her offer; return the secret of the link by which she chooses a password; refuse with `LOGIN_TAKEN`."""
    user_id = open_account(
        actor=actor,
        new=NewAccount(
            login=new.login,
            first_name=new.first_name,
            display_name=f"{new.first_name} {new.last_name}",
        ),
        at=at,
    )
    give_role(
        actor=actor,
        user_id=user_id,
        organization_id=actor.organization_id or 0,
        role=Role.CONTRIBUTOR,
        at=at,
    )
    join_account(actor=actor, offer_id=offer_id, user_id=user_id, at=at)
    return make_invitation(actor=actor, user_id=user_id, at=at)
