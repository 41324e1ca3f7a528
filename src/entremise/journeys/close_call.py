"""A call ends: what is typed is kept, then the outcome acts."""

from datetime import datetime

from entremise.accounts.vocabulary import Actor
from entremise.journeys.save_step import save_step
from entremise.outreach.operations import closing as outreach
from entremise.outreach.queries.calls import held_call_id_of
from entremise.outreach.vocabulary.calls import ClosedCall, Closing
from entremise.outreach.vocabulary.thread import SavedStep


def close_call(
    *,
    actor: Actor,
    call_id: int,
    token: int,
    closing: Closing,
    at: datetime,
    saved: SavedStep | None = None,
) -> ClosedCall:
    """Keep the note of the current step, then end the call; after the lease nothing but a note stays."""
    is_held = held_call_id_of(actor=actor, at=at) == call_id
    if is_held and saved is not None and (saved.note or saved.themes):
        save_step(actor=actor, call_id=call_id, token=token, saved=saved, at=at)
    return outreach.close_call(actor=actor, call_id=call_id, token=token, closing=closing, at=at)
