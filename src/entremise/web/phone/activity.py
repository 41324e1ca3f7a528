"""A held call is work: its caller is not signed out while it lasts."""

from datetime import datetime

from entremise.accounts.vocabulary import Actor
from entremise.outreach.queries.calls import held_call_id_of


def is_active(actor: Actor, at: datetime) -> bool:
    return held_call_id_of(actor=actor, at=at) is not None
