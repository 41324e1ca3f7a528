"""A go-between takes a need; whoever shares a number, or name and year, with its person is suggested, without opening anybody."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.journeys.find_in_aid import search_grant
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.operations.resemblances import note_resemblances
from entremise.mutual_aid.queries.needs import need
from entremise.people.vault.finding import find_alike


@transaction.atomic
def take_in_hand(*, actor: Actor, need_id: int, at: datetime) -> None:
    """Become its owner, and look once whether she is known; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    card = need(need_id)
    take_need(actor=actor, need_id=need_id, at=at)
    if card.owner_id is not None:
        return
    try:
        grant_id = search_grant(actor, aid_ground(at).register_id, at)
        people = find_alike(actor=actor, grant_id=grant_id, person=card.person)
    except Refused:  # no search is open now, or too many this hour: the need is hers all the same
        return
    note_resemblances(actor=actor, need_id=need_id, people=people, at=at)
