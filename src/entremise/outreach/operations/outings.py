"""What the two who go do: they call in before, at the door and after, and say what they found."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.assignments import release
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Alarm, Visit
from entremise.outreach.operations.visits import (
    close,
    let_pair_see,
    locked,
    note,
    start_over,
    visits_within,
)
from entremise.outreach.rules import may_lead
from entremise.outreach.vocabulary.visits import (
    AT_THE_DOOR,
    CARD_LASTS,
    CARD_OPENS_BEFORE,
    ON_THE_WAY,
    ORIGIN,
    Rescue,
    Sign,
    VisitEnding,
    VisitMove,
    VisitRefusal,
    VisitState,
)

FOUND: Final = (VisitState.SEEN, VisitState.NOT_FOUND, VisitState.HANDED_OVER)


@transaction.atomic
def set_out(*, actor: Actor, visit_id: int, at: datetime) -> None:
    """The two leave together; the door is called in within the hour; refuse with `NOT_YOUR_VISIT`, `WRONG_STATE`, `TOO_EARLY`."""
    row = own(actor, visit_id, VisitState.NAMED)
    if row.due_at is not None and at < row.due_at - CARD_OPENS_BEFORE:
        raise Refused(VisitRefusal.TOO_EARLY)
    row.state, row.left_at, row.call_in_by = VisitState.GONE, at, at + ON_THE_WAY
    row.due_at = row.call_in_by
    row.rounds_count += 1
    row.save(update_fields=["state", "left_at", "call_in_by", "due_at", "rounds_count"])
    note(row, actor, VisitMove.GONE, at)
    let_pair_see(row, since=at, until=at + CARD_LASTS, at=at)


@transaction.atomic
def call_in(*, actor: Actor, visit_id: int, at: datetime) -> None:
    """At the door, or later: all is well with the two; refuse with `WRONG_STATE` when nobody is out."""
    row = own(actor, visit_id, VisitState.GONE, *FOUND, VisitState.CLOSED)
    if row.call_in_by is None:
        raise Refused(VisitRefusal.WRONG_STATE)
    row.door_at, row.call_in_by = row.door_at or at, at + AT_THE_DOOR
    if row.state != VisitState.CLOSED:
        row.due_at = row.call_in_by
    row.save(update_fields=["door_at", "call_in_by", "due_at"])
    note(row, actor, VisitMove.AT_DOOR, at)
    is_heard_from(row, at)


@transaction.atomic
def note_seen(*, actor: Actor, visit_id: int, is_well: bool, at: datetime) -> None:
    """She was seen, well or not; refuse with `WRONG_STATE` before the door was called in."""
    row = at_the_door(actor, visit_id)
    row.state, row.is_well = VisitState.SEEN, is_well
    row.save(update_fields=["state", "is_well"])
    note(row, actor, VisitMove.SEEN, at, "WELL" if is_well else "DIFFICULTY")


@transaction.atomic
def note_not_found(*, actor: Actor, visit_id: int, signs: Collection[Sign], at: datetime) -> None:
    """The door stayed shut: what was noticed, the notice is left; refuse with `WRONG_STATE`."""
    row = at_the_door(actor, visit_id)
    row.state, row.signs = VisitState.NOT_FOUND, sorted(signs)
    row.save(update_fields=["state", "signs"])
    note(row, actor, VisitMove.NOT_FOUND, at, " ".join(row.signs)[:60])


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    visit_id: int,
    rescue: Rescue,
    signs: Collection[Sign],
    number: str,
    at: datetime,
) -> None:
    """Police, fire brigade or doctors were called, with these signs, and gave this number; refuse with `WRONG_STATE`."""
    row = own(actor, visit_id, VisitState.GONE, VisitState.NOT_FOUND, VisitState.SEEN)
    row.state, row.rescue, row.rescue_number = VisitState.HANDED_OVER, rescue, number
    row.signs = sorted({*row.signs, *signs})
    row.due_at = at + visits_within(row.campaign)
    row.save(update_fields=["state", "rescue", "rescue_number", "signs", "due_at"])
    note(row, actor, VisitMove.HANDED_OVER, at, f"{rescue} {number}".strip())


@transaction.atomic
def come_back(*, actor: Actor, visit_id: int, at: datetime) -> None:
    """Both are back, safe; a visit where all is well ends here; refuse with `WRONG_STATE` before what was found is noted."""
    row = own(actor, visit_id, *FOUND, VisitState.CLOSED)  # stopped while they were out
    if row.call_in_by is None:
        return  # said twice
    row.back_at, row.call_in_by = at, None
    if row.state != VisitState.CLOSED:
        row.due_at = at + visits_within(row.campaign)  # by then its lead says what comes next
    row.save(update_fields=["back_at", "call_in_by", "due_at"])
    note(row, actor, VisitMove.BACK, at)
    is_heard_from(row, at)
    release(origin=Origin(ORIGIN, row.pk), at=at)  # nobody reads the address any more
    if row.state == VisitState.SEEN and row.is_well:
        close(row, actor, VisitEnding.WELL, at)


@transaction.atomic
def turn_back(*, actor: Actor, visit_id: int, at: datetime) -> None:
    """They cannot go: the visit waits for two others, with its date; refuse with `WRONG_STATE`."""
    row = own(actor, visit_id, VisitState.NAMED, VisitState.GONE)
    note(row, actor, VisitMove.AGAIN, at)
    release(origin=Origin(ORIGIN, row.pk), at=at)
    start_over(row, at + visits_within(row.campaign))
    is_heard_from(row, at)


def at_the_door(actor: Actor, visit_id: int) -> Visit:
    row = own(actor, visit_id, VisitState.GONE)
    if row.door_at is None:
        raise Refused(VisitRefusal.WRONG_STATE)
    return row


def is_heard_from(row: Visit, at: datetime) -> None:
    """Whoever was looking for the two may stop."""
    Alarm.objects.filter(visit=row, closed_at=None).update(closed_at=at)


def own(actor: Actor, visit_id: int, *states: VisitState) -> Visit:
    """A visit of one of the two, or of the lead to whom they rang; refuse with `NOT_YOUR_VISIT`, `WRONG_STATE`."""
    row = locked(visit_id)
    is_of_pair = actor.user_id is not None and actor.user_id in {row.first_id, row.second_id}
    if not is_of_pair and not (may_lead(row.campaign, actor) and actor.has(Role.CAMPAIGN_LEAD)):
        raise Refused(VisitRefusal.NOT_YOUR_VISIT)
    if row.state not in states:
        raise Refused(VisitRefusal.WRONG_STATE)
    return row
