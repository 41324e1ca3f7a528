"""The sheet of a difficulty while it is typed: sealed with the steps of the talk, so that nothing is typed twice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.journeys.save_step import draft_of, keep
from entremise.kernel.errors import Refused
from entremise.outreach.operations.calls import lock_held_call, note_sign_of_life
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import Refusal


@transaction.atomic
def save_sheet(
    *, actor: Actor, call_id: int, token: int, sheet: Mapping[str, str], at: datetime
) -> None:
    """Keep what is typed so far; refuse with `NOT_HELD`, `NOTICE_NOT_GIVEN`."""
    lock_held_call(actor=actor, call_id=call_id, token=token, at=at)
    call = held_call(actor=actor, call_id=call_id, at=at)
    if call.notice_given_at is None:
        raise Refused(Refusal.NOTICE_NOT_GIVEN)
    draft = replace(draft_of(actor=actor, call=call, at=at), sheet=dict(sheet))
    note_sign_of_life(actor=actor, call_id=call_id, token=token, at=at)
    keep(actor, call, draft, at)
