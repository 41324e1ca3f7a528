"""A death told on the phone: every lane stops, condolences are said, the steward confirms within a day."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import release_person
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.vocabulary.calls import ClosedCall, Closing, Outcome, StopReason


@transaction.atomic
def record_death(*, actor: Actor, call_id: int, token: int, at: datetime) -> ClosedCall:
    """End the call, stop all calls of the person and everybody's access; the task goes to the steward."""
    closing = Closing(outcome=Outcome.DECEASED)
    done = close_call(actor=actor, call_id=call_id, token=token, closing=closing, at=at)
    if not done.is_late:
        stop_calls_of(person=done.person, reason=StopReason.DEATH, at=at)
        release_person(person=done.person, at=at)
    return done
