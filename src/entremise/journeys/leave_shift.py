"""A shift ends: how it went is kept, and who wants to talk is rung by a referent within a day."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.journeys.raise_alarm import raise_hard_call
from entremise.solidarity.operations.shifts import end_shift
from entremise.solidarity.vocabulary.shifts import Debrief


@transaction.atomic
def leave_shift(*, actor: Actor, booking_id: int, debrief: Debrief, at: datetime) -> None:
    """End the shift with its debrief; refuse with `NOT_BOOKED`."""
    origin = end_shift(actor=actor, booking_id=booking_id, debrief=debrief, at=at)
    if debrief.wants_to_talk:
        raise_hard_call(actor=actor, campaign_id=origin.id, at=at)
