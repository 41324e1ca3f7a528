"""The votes are counted; what an accepted use opens is open at once."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.votes import close_vote
from entremise.journeys.open_mutual_aid import open_when_decided


@transaction.atomic
def count_vote(
    *, actor: Actor, request_id: int, minutes: str, conditions: str, at: datetime
) -> bool:
    """Whether the use is accepted; raise `Refused` as `close_vote` does."""
    decision_id = close_vote(
        actor=actor, request_id=request_id, minutes=minutes, conditions=conditions, at=at
    )
    if decision_id is None:
        return False
    open_when_decided(at=at)
    return True
