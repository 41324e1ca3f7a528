"""A refusal told on the web, at the desk, by phone or on paper: it acts at once; an alert has it checked by another channel."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.queries.objections import objections_of
from entremise.commons.vocabulary.access import (
    Channel,
    NewObjection,
    ObjectionScope,
    ObjectionState,
    ToldBy,
)
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.object_everywhere import object_everywhere
from entremise.people.vault.refusing import people_refusing

CHECKED_WITHIN = timedelta(hours=4)
UNPROVEN_CHECKED_WITHIN = timedelta(days=2)  # in quiet times, for words that came without any proof


def checked_by(at: datetime, *, is_proven: bool) -> datetime | None:
    """Until when somebody asks the person by another channel; nobody does for proven words in quiet times."""
    if activations_in_force(at=at):
        return at + CHECKED_WITHIN
    return None if is_proven else at + UNPROVEN_CHECKED_WITHIN


@transaction.atomic
def say_no(
    *,
    actor: Actor,
    person: UUID,
    purpose: Purpose | None,
    channel: Channel,
    at: datetime,
    is_proven: bool = True,
    told_by: ToldBy = ToldBy.PERSON,
) -> int:
    """Stop one purpose, or every optional use when none is named; return the objection."""
    new = NewObjection(
        person=person,
        scope=ObjectionScope.ALL if purpose is None else ObjectionScope.PURPOSE,
        channel=channel,
        purpose=purpose,
        verify_by=checked_by(at, is_proven=is_proven),
        told_by=told_by,
    )
    return object_everywhere(actor=actor, new=new, at=at)


@transaction.atomic
def say_no_without_code(*, first: str, number: str, purpose: Purpose | None, at: datetime) -> None:
    """A first name and a number typed on the web: stop at once, check with her afterwards; refuse with `CAPPED`.

    Nothing says whether somebody was found."""
    for person in people_refusing(first=first, number=number, at=at):
        if not is_stopped(person, purpose):
            say_no(
                actor=RESIDENT,
                person=person,
                purpose=purpose,
                channel=Channel.WEB,
                at=at,
                is_proven=False,
            )


def is_stopped(person: UUID, purpose: Purpose | None) -> bool:
    """Sent twice, it counts once: no second letter, no second check."""
    return any(
        one.state is not ObjectionState.WITHDRAWN and one.purpose in {None, purpose}
        for one in objections_of(person)
        if one.origin is None
    )
