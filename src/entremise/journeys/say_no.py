"""A refusal told on the web, at the desk, by phone or on paper: it acts at once; an alert has it checked by another channel."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.object_everywhere import object_everywhere
from entremise.people.vault.erasing import marks_of

CHECKED_WITHIN = timedelta(hours=4)


@transaction.atomic
def say_no(
    *, actor: Actor, person: UUID, purpose: Purpose | None, channel: Channel, at: datetime
) -> int:
    """Stop one purpose, or every optional use when none is named; return the objection."""
    is_alert = bool(activations_in_force(at=at))
    new = NewObjection(
        person=person,
        scope=ObjectionScope.ALL if purpose is None else ObjectionScope.PURPOSE,
        channel=channel,
        purpose=purpose,
        marks=marks_of(person=person),
        verify_by=at + CHECKED_WITHIN if is_alert else None,
    )
    return object_everywhere(actor=actor, new=new, at=at)
