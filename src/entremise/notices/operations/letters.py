"""Letters that are asked for, printed, noted as sent."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.kernel.origin import Origin
from entremise.notices.models import Letter
from entremise.notices.vocabulary import LetterState, Template


@transaction.atomic
def ask_letter(*, template: Template, fact: Origin, person: UUID, at: datetime) -> int:
    """Queue a letter about a fact; of a fact that comes again, one letter waits, the last; return its id."""
    waiting = {"state": LetterState.TO_PRINT, "made_at": at, "sent_at": None, "sent_by": None}
    row, _made = Letter.objects.update_or_create(
        template=template,
        fact_kind=fact.kind,
        fact_id=fact.id,
        defaults={"person": person, **waiting},
    )
    return row.pk


@transaction.atomic
def note_sent(*, user_id: int | None, letter_ids: Collection[int], at: datetime) -> int:
    """The letters were printed and left; return how many still waited."""
    waiting = Letter.objects.filter(pk__in=letter_ids, state=LetterState.TO_PRINT)
    return waiting.update(state=LetterState.SENT, sent_at=at, sent_by=user_id)


@transaction.atomic
def forget_sent(*, letter_ids: Collection[int], sent_at: datetime, at: datetime) -> int:
    """Those noted as sent at this moment wait again; return how many."""
    noted = Letter.objects.filter(pk__in=letter_ids, state=LetterState.SENT, sent_at=sent_at)
    return noted.update(state=LetterState.TO_PRINT, sent_at=None, sent_by=None)


@transaction.atomic
def drop_letters(*, kind: str, ids: Collection[int], at: datetime) -> int:
    """What these letters ask for is not asked any more: those that wait are not printed; return how many."""
    waiting = Letter.objects.filter(state=LetterState.TO_PRINT, fact_kind=kind, fact_id__in=ids)
    return waiting.delete()[0]


@transaction.atomic
def drop_letters_to(*, person: UUID, at: datetime) -> int:
    """Her address is gone: what waits for her can never be printed; return how many letters."""
    return Letter.objects.filter(state=LetterState.TO_PRINT, person=person).delete()[0]


@transaction.atomic
def forget_letters(*, kind: str, ids: Collection[int], at: datetime) -> int:
    """Nobody knows any more to whom was written about these things, which are over; return how many letters."""
    return Letter.objects.filter(fact_kind=kind, fact_id__in=ids).delete()[0]
