"""One of the two who go reads whom they go to: name, address, way in, whom to ring from the door; never a list."""

from datetime import datetime
from typing import Final

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.outreach.vocabulary.visits import VisitCard
from entremise.people.vault.cards import open_card
from entremise.people.vocabulary import Card

AT_THE_DOOR: Final = (
    FieldGroup.NAME,
    FieldGroup.ADDRESS,
    FieldGroup.PHONE,
    FieldGroup.CONTACT,
    FieldGroup.THIRD_PARTY,
)


def visit_card(*, actor: Actor, visit: VisitCard, at: datetime) -> Card:
    """Under vital interest, while her assignment lasts; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    grants = live_grants_of(actor=actor, purpose=Purpose.VITAL_INTEREST, at=at)
    tickets = ask(
        actor=actor,
        grant_ids=[grant.grant_id for grant in grants],
        person=visit.person,
        groups=AT_THE_DOOR,
        at=at,
    )
    return open_card(tickets=tickets, at=at)
