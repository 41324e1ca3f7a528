"""Somebody calls the desk of mutual aid: what she asked or offered before, found by her number or name; each search is in the trace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.errors import Refused
from entremise.mutual_aid.queries.people import needs_of_people, offers_of_people
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.mutual_aid.vocabulary.offers import OfferCard
from entremise.people.vault.finding import find_by_name, find_by_phone, find_by_sound


@dataclass(frozen=True, slots=True)
class Known:
    """What one person asked and offered, without her name."""

    person: UUID
    needs: tuple[NeedCard, ...]
    offers: tuple[OfferCard, ...]


def search_grant(actor: Actor, register_id: int, at: datetime) -> int:
    """The grant by which the desk searches; refuse with `NOT_OPEN`."""
    grants = live_grants_of(
        actor=actor,
        purpose=Purpose.MATCH_NEED,
        reaches=(Reach.SEARCH,),
        register_id=register_id,
        at=at,
    )
    if not grants:
        raise Refused(Refusal.NOT_OPEN)
    return grants[0].grant_id


def known_with_phone(*, actor: Actor, number: str, at: datetime) -> tuple[Known, ...]:
    """Whoever asked or offered with this number; refuse with `NOT_OPEN`, `CAPPED`."""
    grant_id = search_grant(actor, aid_ground(at).register_id, at)
    return known(find_by_phone(actor=actor, grant_id=grant_id, number=number, at=at))


def known_with_name(
    *,
    actor: Actor,
    last: str,
    first: str,
    birth_year: int,
    at: datetime,
    born: date | None = None,
) -> tuple[Known, ...]:
    """Whoever has this name and year of birth; with the whole date, a name that sounds like it; refuse with `NOT_OPEN`, `CAPPED`."""
    grant_id = search_grant(actor, aid_ground(at).register_id, at)
    found = find_by_name(
        actor=actor, grant_id=grant_id, last=last, first=first, birth_year=birth_year, at=at
    )
    if not found and born is not None:
        found = find_by_sound(
            actor=actor, grant_id=grant_id, last=last, first=first, born=born, at=at
        )
    return known(found)


def known(people: Collection[UUID]) -> tuple[Known, ...]:
    """What each of them asked and offered, in two statements; whoever did neither is left out."""
    needs, offers = needs_of_people(people), offers_of_people(people)
    found = (
        Known(
            person,
            tuple(card for card in needs if card.person == person),
            tuple(card for card in offers if card.person == person),
        )
        for person in people
    )
    return tuple(one for one in found if one.needs or one.offers)
