"""The code of a need or an offer with its second element: five mistakes, then the desk gives another."""

from datetime import datetime
from hmac import compare_digest
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Mandate, Need, Offer, Task
from entremise.mutual_aid.operations.tracing import locked_offer, note, open_need, own_need
from entremise.mutual_aid.rules import is_past
from entremise.mutual_aid.vocabulary.common import TRIES_AT_MOST, Followed, Refusal, Thing
from entremise.mutual_aid.vocabulary.needs import TaskState, Urgency, When
from entremise.mutual_aid.vocabulary.offers import OfferState

SECONDS_AT_MOST: Final = 4  # each is one more guess


@transaction.atomic
def follow(*, code: bytes, second: bytes, at: datetime) -> Followed | None:
    """What the code and its second element open, or none: unknown, wrong, or tried too often; a mistake is counted."""
    for model in (Need, Offer, Mandate):
        row = model.objects.select_for_update().filter(code=code).order_by("pk").first()
        if row is None:
            continue
        if row.tries >= TRIES_AT_MOST:
            return None
        if any(compare_digest(bytes(one), second) for one in row.seconds):
            row.tries = 0
        else:
            row.tries += 1
        row.save(update_fields=["tries"])
        return opened(row) if row.tries == 0 else None
    return None


def opened(row: Need | Offer | Mandate) -> Followed:
    if isinstance(row, Mandate):
        return Followed(Thing.NEED, row.need_id, mandate_id=row.pk)
    return Followed(Thing.NEED if isinstance(row, Need) else Thing.OFFER, row.pk)


@transaction.atomic
def note_correction(*, what: Followed, is_danger: bool, second: bytes | None, at: datetime) -> None:
    """She changed her words: the desk reads them today, at once when they sound like danger; refuse with `WRONG_STATE`."""
    row = open_need(what.id) if what.kind is Thing.NEED else locked_offer(what.id)
    if row.state == OfferState.RELEASED:
        raise Refused(Refusal.WRONG_STATE)
    row.next_on = min(row.next_on or localdate(at), localdate(at))
    if second is not None:
        row.seconds = [second, *row.seconds][:SECONDS_AT_MOST]
    if isinstance(row, Need) and is_danger:
        row.is_danger, row.urgency = True, Urgency.NOW
    row.save()
    note(row, RESIDENT, at, "CORRECTED", is_by_person=True)


@transaction.atomic
def change_moment(*, need_id: int, when: When, at: datetime) -> None:
    """Another day or other moments, said by herself: the desk looks at it today, and tells the helper if there is one; refuse with `WRONG_STATE`, `DATE_PAST`."""
    row = open_need(need_id)
    if when.on is not None and is_past(when.on, at):
        raise Refused(Refusal.DATE_PAST)
    row.deadline, row.due_on, row.slots = when.deadline, when.on, list(when.slots)
    row.next_on = min(row.next_on or localdate(at), localdate(at))
    row.save(update_fields=["deadline", "due_on", "slots", "next_on"])
    Task.objects.filter(need=row, state=TaskState.PLANNED).update(due_on=when.on)
    note(row, RESIDENT, at, "MOMENT_CHANGED", is_by_person=True)


@transaction.atomic
def change_code(
    *, actor: Actor, need_id: int, code: bytes, seconds: tuple[bytes, ...], at: datetime
) -> bytes | None:
    """Another code for a need, with all its tries; return the former one; refuse with `HELD_BY_ANOTHER`, `NOT_FOUND`, `WRONG_STATE`."""
    row = own_need(need_id, actor)
    former = None if row.code is None else bytes(row.code)
    row.code, row.seconds, row.tries = code, list(seconds), 0
    row.save(update_fields=["code", "seconds", "tries"])
    note(row, actor, at, "CODE_GIVEN")
    return former
