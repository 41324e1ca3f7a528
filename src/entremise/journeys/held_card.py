"""Read the one person a caller holds: a ticket for each of her grants of the campaign, then the card."""

from collections.abc import Collection
from datetime import datetime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import GrantCard
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.origin import Origin
from entremise.outreach.vocabulary.calls import HeldCall
from entremise.people.vault.cards import open_card
from entremise.people.vocabulary import Card

BEFORE = (
    FieldGroup.NAME,
    FieldGroup.AGE_BAND,
    FieldGroup.DISTRICT,
    FieldGroup.SITUATION,
    FieldGroup.CONTACT,
    FieldGroup.AROUND,
)
TALKING = (*BEFORE, FieldGroup.PHONE, FieldGroup.ANSWERS)


def held_card(
    *, actor: Actor, call: HeldCall, groups: Collection[FieldGroup], at: datetime
) -> Card:
    """The card of the person held, with these groups; refuse with `NOT_AVAILABLE` or `CAPPED`."""
    grants = grants_for(actor=actor, call=call, at=at)
    tickets = ask(
        actor=actor,
        grant_ids=[grant.grant_id for grant in grants],
        person=call.person,
        groups=groups,
        at=at,
    )
    return open_card(tickets=tickets, at=at)


def grants_for(*, actor: Actor, call: HeldCall, at: datetime) -> tuple[GrantCard, ...]:
    """The caller's live grants of the campaign she calls for."""
    return live_grants_of(
        actor=actor,
        purpose=call.purpose,
        origin=Origin("CAMPAIGN", call.campaign_id),
        at=at,
    )
