"""The person of a report, as the one who holds it may read her; and what is written back into her record."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach, Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault.cards import open_card
from entremise.people.vault.writing import store_text
from entremise.people.vocabulary import Card
from entremise.referral.vocabulary.facts import Facts

SEEN = (
    FieldGroup.NAME,
    FieldGroup.PHONE,
    FieldGroup.AGE_BAND,
    FieldGroup.DISTRICT,
    FieldGroup.CONTACT,
    FieldGroup.FACTS,
)


def grants(actor: Actor, register_id: int, at: datetime) -> list[int]:
    found = live_grants_of(
        actor=actor,
        purpose=Purpose.REFERRAL,
        reaches=(Reach.ASSIGNED,),
        register_id=register_id,
        at=at,
    )
    if not found:
        raise Refused(Refusal.NOT_AVAILABLE)
    return [grant.grant_id for grant in found]


def report_card(
    *,
    actor: Actor,
    person: UUID,
    register_id: int,
    at: datetime,
    groups: tuple[FieldGroup, ...] = SEEN,
) -> tuple[Card, Facts]:
    """The card and the facts of the campaign's record; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    grant_ids = grants(actor, register_id, at)
    tickets = ask(actor=actor, grant_ids=grant_ids, person=person, groups=groups, at=at)
    card = open_card(tickets=tickets, at=at)
    return card, Facts.opened(card.facts)


def write_facts(
    *,
    actor: Actor,
    person: UUID,
    register_id: int,
    change: Callable[[Facts], Facts],
    at: datetime,
) -> Facts:
    """Change the sealed facts of a record, keeping what others wrote; return them."""
    grant_ids = grants(actor, register_id, at)
    groups = (FieldGroup.FACTS,)
    tickets = ask(actor=actor, grant_ids=grant_ids, person=person, groups=groups, at=at)
    facts = change(Facts.opened(open_card(tickets=tickets, at=at).facts))
    store_text(
        actor=actor,
        grant_id=grant_ids[0],
        register_id=register_id,
        person=person,
        group=FieldGroup.FACTS,
        text=facts.text(),
        at=at,
    )
    return facts
