"""Asking for a letter, and noting that it left."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.models import Letter
from entremise.notices.vocabulary import LetterState, Refusal, Template


@transaction.atomic
def ask_letter(*, template: Template, fact: Origin, person: UUID, at: datetime) -> int:
    """Queue a letter about a fact, once; return its id."""
    row, _made = Letter.objects.get_or_create(
        template=template,
        fact_kind=fact.kind,
        fact_id=fact.id,
        defaults={"person": person, "state": LetterState.TO_PRINT, "made_at": at},
    )
    return row.pk


@transaction.atomic
def note_sent(*, user_id: int | None, letter_id: int, at: datetime) -> None:
    """The letter was printed and left; refuse with `NO_LETTER` when it waits no more."""
    waiting = Letter.objects.filter(pk=letter_id, state=LetterState.TO_PRINT)
    if not waiting.update(state=LetterState.SENT, sent_at=at, sent_by=user_id):
        raise Refused(Refusal.NO_LETTER)
