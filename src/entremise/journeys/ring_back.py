"""« Qui m'a appelé ? »: find the call of somebody who rings back, know her name to compare it, stop what she refuses."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import (
    Channel,
    GrantCard,
    NewObjection,
    ObjectionScope,
    Reach,
)
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.desk_reading import people_with_name, people_with_phone
from entremise.journeys.object_everywhere import object_everywhere
from entremise.kernel.origin import Origin
from entremise.outreach.operations.ring_backs import begin_ring_back, note_stopped, open_desk
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.queries.ring_backs import call_of_attempt, calls_of_people
from entremise.outreach.vocabulary.ring_backs import FoundBy, RingBackCard
from entremise.people.vault.cards import open_card
from entremise.people.vault.finding import find_by_name, find_by_phone
from entremise.people.vocabulary import Card

TO_COMPARE = (FieldGroup.NAME, FieldGroup.AGE_BAND, FieldGroup.CONTACT)
Search = Callable[[int], tuple[UUID, ...]]


def answer_by_time(*, actor: Actor, attempt_id: int, at: datetime) -> int:
    """She says when it rang, and it was this call; return the ring-back; refuse with `NO_DESK`, `NO_CALL_OF_OURS`, `CAPPED`."""
    open_desk(actor=actor, at=at)
    call_id, purpose = call_of_attempt(actor=actor, attempt_id=attempt_id, at=at)
    return begin_ring_back(
        actor=actor, call_id=call_id, purpose=purpose, found_by=FoundBy.TIME, at=at
    )


def answer_by_phone(*, actor: Actor, number: str, at: datetime) -> int | None:
    """She says her number: a search, capped and traced; return the ring-back, or none when it is not one person
    with a call of ours; refuse with `NO_DESK`, `CAPPED`."""
    found = searched(
        actor,
        at,
        lambda grant_id: find_by_phone(actor=actor, grant_id=grant_id, number=number, at=at),
        lambda: people_with_phone(actor=actor, number=number, at=at),
    )
    return one_of(actor, found, FoundBy.PHONE, at)


def answer_by_name(
    *, actor: Actor, last: str, first: str, birth_year: int, at: datetime
) -> int | None:
    """She says her name and the year of her birth; as `answer_by_phone`."""
    found = searched(
        actor,
        at,
        lambda grant_id: find_by_name(
            actor=actor, grant_id=grant_id, last=last, first=first, birth_year=birth_year, at=at
        ),
        lambda: people_with_name(actor=actor, last=last, first=first, birth_year=birth_year, at=at),
    )
    return one_of(actor, found, FoundBy.NAME, at)


def searched(
    actor: Actor, at: datetime, of_grant: Search, of_clerk: Callable[[], tuple[UUID, ...]]
) -> tuple[UUID, ...]:
    """Under the grants of her campaigns; a clerk who calls nobody searches for the rights of the person."""
    campaigns = open_desk(actor=actor, at=at)
    if not campaigns and actor.has(Role.CLERK):
        return of_clerk()
    grants = [grant for one in campaigns for grant in desk_grants(actor, one, at)]
    found = [person for grant in grants for person in of_grant(grant.grant_id)]
    return tuple(dict.fromkeys(found))


def desk_grants(actor: Actor, campaign_id: int, at: datetime) -> tuple[GrantCard, ...]:
    return live_grants_of(
        actor=actor,
        purpose=campaign(campaign_id).purpose,
        origin=Origin("CAMPAIGN", campaign_id),
        reaches=(Reach.SEARCH,),
        at=at,
    )


def one_of(actor: Actor, people: tuple[UUID, ...], found_by: FoundBy, at: datetime) -> int | None:
    """One person with a call of ours; none, several, or another campaign's: one answer for all."""
    calls = calls_of_people(actor=actor, people=people) if people else ()
    if len(calls) != 1:
        return None
    _, call_id, purpose = calls[0]
    return begin_ring_back(actor=actor, call_id=call_id, purpose=purpose, found_by=found_by, at=at)


def card_to_compare(*, actor: Actor, one: RingBackCard, at: datetime) -> Card:
    """Her name, to be heard from her and compared; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    grants = desk_grants(actor, one.campaign_id, at) or live_grants_of(
        actor=actor, purpose=Purpose.SUBJECT_RIGHTS, reaches=(Reach.SEARCH,), at=at
    )
    tickets = ask(
        actor=actor,
        grant_ids=[grant.grant_id for grant in grants],
        person=one.person,
        groups=TO_COMPARE,
        at=at,
    )
    return open_card(tickets=tickets, at=at)


@transaction.atomic
def stop_on_the_line(
    *, actor: Actor, one: RingBackCard, scope: ObjectionScope, at: datetime
) -> int:
    """She says no: it acts at once, and a letter confirms it; return the objection; refuse with `NOT_CONFIRMED`."""
    person = note_stopped(actor=actor, ring_back_id=one.ring_back_id, at=at)
    origin = Origin("CAMPAIGN", one.campaign_id)
    new = NewObjection(
        person=person,
        scope=scope,
        channel=Channel.PHONE,
        purpose=one.purpose if scope is ObjectionScope.PURPOSE else None,
        origin=origin if scope is ObjectionScope.CAMPAIGN else None,
    )
    return object_everywhere(actor=actor, new=new, at=at)
