"""A pair that the machine found is decided from the desk: the need is taken, and its helper asked."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.operations.proposals import send_proposal
from entremise.mutual_aid.queries.matching import proposal


@transaction.atomic
def take_and_send(*, actor: Actor, proposal_id: int, at: datetime) -> int:
    """Take the need if nobody has it, and ask the helper; return the need; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `OFFER_FULL`."""
    need_id = proposal(proposal_id).need_id
    take_need(actor=actor, need_id=need_id, at=at)
    send_proposal(actor=actor, proposal_id=proposal_id, at=at)
    return need_id
