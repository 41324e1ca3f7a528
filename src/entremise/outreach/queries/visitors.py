"""Who may be named for a visit."""

from datetime import datetime
from typing import Final

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Account, Role

# The law lets these read an address under vital interest, one person at a time.
GO_ON_VISITS: Final = (Role.VISITOR, Role.CALLER, Role.ORIENTEUR)


def visitors_of(organization_id: int, at: datetime) -> tuple[Account, ...]:
    """Visitors of a body first, then its callers and orienteurs, each once."""
    found = (
        account
        for role in GO_ON_VISITS
        for account in accounts_with_role(role=role, organization_id=organization_id, at=at)
    )
    return tuple({one.user_id: one for one in found}.values())
