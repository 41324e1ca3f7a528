"""Le Fil d'Aubrelle is asked for some needs of the demonstration, helps one, and has said no once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from entremise.accounts.queries import organizations_with_role
from entremise.accounts.vocabulary import Actor, Role
from entremise.mutual_aid.operations.sharing import (
    SHAREABLE,
    refuse_charge,
    share_need,
    take_charge,
)
from entremise.mutual_aid.queries.desk import NeedFilters, needs_listed
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.needs import NeedCard

SHARED: Final = 5
LOOKED_AT: Final = 200


def share_some_needs(*, partner: Actor, now: datetime) -> None:
    """Four stay with the association, one of them in its charge; the first went back."""
    bodies = [one.organization_id for one in organizations_with_role(role=Role.PARTNER, at=now)]
    asked_at = now - timedelta(hours=6)
    for number, card in enumerate(ready(now)):
        share_need(
            actor=Actor(user_id=card.owner_id),
            need_id=card.need_id,
            organization_id=bodies[0],
            at=asked_at,
        )
        if number == 0:
            reason = RefusalReason.ALREADY_BUSY
            refuse_charge(actor=partner, need_id=card.need_id, reason=reason, at=now)
        elif number == 1:
            take_charge(actor=partner, need_id=card.need_id, at=now)


def ready(now: datetime) -> Iterator[NeedCard]:
    """The last by date: the first are on the screens of the day."""
    rows = needs_listed(filters=NeedFilters(), at=now, offset=0, size=LOOKED_AT)
    found = [one for one in rows if one.state in SHAREABLE and one.owner_id is not None]
    return iter(found[-SHARED:])
