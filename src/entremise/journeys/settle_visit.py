"""What the lead decides of a visit: a letter first, an ending; a death stops everything else."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import release_person
from entremise.kernel.origin import Origin
from entremise.notices.operations import ask_letter
from entremise.notices.vocabulary import Template
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.operations.visits import end_visit, wait_for_letter
from entremise.outreach.vocabulary.calls import StopReason
from entremise.outreach.vocabulary.visits import ORIGIN, VisitEnding


@transaction.atomic
def settle_visit(*, actor: Actor, visit_id: int, ending: VisitEnding, at: datetime) -> None:
    """End a visit; refuse with `NOT_YOUR_VISIT`, `WRONG_STATE`, `NOT_BACK_YET`."""
    person = end_visit(actor=actor, visit_id=visit_id, ending=ending, at=at)
    if ending is VisitEnding.DECEASED:
        stop_calls_of(person=person, reason=StopReason.DEATH, at=at)
        release_person(person=person, at=at)


@transaction.atomic
def write_first(*, actor: Actor, visit_ids: Collection[int], at: datetime) -> None:
    """Letters to people without a number, printed at the desk; each visit waits ten days for an answer; refuse with `WRONG_STATE`."""
    for visit_id in visit_ids:
        person = wait_for_letter(actor=actor, visit_id=visit_id, at=at)
        fact = Origin(ORIGIN, visit_id)
        ask_letter(template=Template.NO_NUMBER, fact=fact, person=person, at=at)
