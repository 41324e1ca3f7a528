"""The last import of a register is taken back whole."""

from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.objections import objected_people
from entremise.commons.queries.registers import people_in
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.import_register import upkeep_grant
from entremise.kernel.errors import Refused
from entremise.outreach.queries.calls import has_calls
from entremise.people.vault.deliveries import undo_batch
from entremise.people.vocabulary import Undone
from entremise.registers.operations import mark_undone
from entremise.registers.queries import delivery, latest_done
from entremise.registers.vocabulary import Refusal

LINES_AT_MOST: Final = 250_000


@transaction.atomic
def undo_import(*, actor: Actor, delivery_id: int, at: datetime) -> Undone:
    """Take back the last delivery while nothing hangs on its lines; return what went and what stays; refuse with `NOT_LATEST`, `SOMETHING_HANGS`."""
    card = delivery(delivery_id=delivery_id)
    if latest_done(register_id=card.register_id) != delivery_id:
        raise Refused(Refusal.NOT_LATEST)
    new = people_in(register_id=card.register_id, batch=delivery_id, limit=LINES_AT_MOST)
    if has_calls(people=new) or any(
        objected_people(purpose=purpose, among=new) for purpose in Purpose
    ):
        raise Refused(Refusal.SOMETHING_HANGS)
    mark_undone(actor=actor, delivery_id=delivery_id, at=at)
    return undo_batch(
        actor=actor,
        grant_id=upkeep_grant(actor, card.register_id, at),
        register_id=card.register_id,
        batch=delivery_id,
        at=at,
    )
