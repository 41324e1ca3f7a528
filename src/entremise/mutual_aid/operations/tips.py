"""A tip is proposed by anybody, checked and published by the desk until a day, contested, retired."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.engines.holding import holds
from entremise.engines.trigrams import plain
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Tip, TipReport
from entremise.mutual_aid.vocabulary.tips import (
    KEPT_AT_MOST,
    READ_WITHIN,
    TipEnding,
    TipFault,
    TipRefusal,
    TipState,
    TipText,
)


@transaction.atomic
def propose_tip(*, actor: Actor, key: UUID, text: TipText, at: datetime) -> int:
    """A draft that the desk reads within two days; the same key twice is one tip; return its id."""
    row, _is_new = Tip.objects.get_or_create(
        key=key,
        defaults={
            **columns(text),
            "state": TipState.DRAFT,
            "proposed_at": at,
            "changed_at": at,
            "next_on": localdate(at + READ_WITHIN),
        },
    )
    return row.pk


def columns(text: TipText) -> dict[str, object]:
    """What the words give; what needs a human's eye is said in `holds`."""
    said = (text.title, text.words, text.place, text.source)
    return {
        "title": text.title,
        "words": text.words,
        "place": text.place,
        "district": text.district,
        "category": text.category,
        "source": text.source,
        "contact": text.contact,
        "search_key": plain(" ".join(said)),
        "holds": [reason.value for reason in holds("\n".join(said))],
    }


@transaction.atomic
def correct_tip(*, actor: Actor, tip_id: int, text: TipText, at: datetime) -> None:
    """New words by the desk, who has read them; refuse with `TIP_WRONG_STATE` once retired."""
    row = locked(tip_id)
    if row.state == TipState.RETIRED:
        raise Refused(TipRefusal.TIP_WRONG_STATE)
    given = columns(text)
    if row.state != TipState.DRAFT:  # shown already: the desk answers for its words
        given["holds"] = []
    Tip.objects.filter(pk=row.pk).update(**given, changed_at=at)


@transaction.atomic
def publish_tip(*, actor: Actor, tip_id: int, until: date, at: datetime) -> None:
    """Somebody of the desk has checked it: shown until a day; reports are answered. Refuse a day past or too far."""
    row, today = locked(tip_id), localdate(at)
    if row.state == TipState.RETIRED:
        raise Refused(TipRefusal.TIP_WRONG_STATE)
    if until < today:
        raise Refused(TipRefusal.TIP_DATE_PAST)
    if until > today + KEPT_AT_MOST:
        raise Refused(TipRefusal.TIP_DATE_TOO_FAR)
    row.state, row.expires_on, row.next_on, row.holds = TipState.PUBLISHED, until, None, []
    row.checked_on, row.checked_by_id, row.checked_for_id = (
        today,
        actor.user_id,
        actor.organization_id,
    )
    row.published_at, row.changed_at = row.published_at or at, at
    row.save()
    answer_reports(row, at)


@transaction.atomic
def contest_tip(*, tip_id: int, fault: TipFault, words: str, at: datetime) -> None:
    """A reader says what is wrong: the desk checks today or tomorrow; the tip stays in sight, marked."""
    row = locked(tip_id)
    if row.state not in (TipState.PUBLISHED, TipState.CONTESTED):
        raise Refused(TipRefusal.TIP_NOT_FOUND)
    TipReport.objects.create(tip=row, at=at, fault=fault, words=words)
    if row.state == TipState.PUBLISHED:
        row.state, row.next_on, row.changed_at = TipState.CONTESTED, localdate(at), at
        row.save()


@transaction.atomic
def retire_tip(*, actor: Actor, tip_id: int, ending: TipEnding, at: datetime) -> None:
    """Taken away by the desk, with a reason; words that were private go."""
    row = locked(tip_id)
    if row.state == TipState.RETIRED:
        raise Refused(TipRefusal.TIP_WRONG_STATE)
    row.state, row.ending, row.next_on, row.changed_at = TipState.RETIRED, ending, None, at
    if ending == TipEnding.PRIVATE:
        row.title = row.words = row.place = row.source = row.contact = row.search_key = ""
    row.save()
    answer_reports(row, at)


@transaction.atomic
def expire_tips(*, actor: Actor, at: datetime) -> int:
    """Tips whose day is over leave the list and wait for the desk; return how many."""
    today = localdate(at)
    return Tip.objects.filter(
        state__in=[TipState.PUBLISHED, TipState.CONTESTED], expires_on__lt=today
    ).update(state=TipState.DRAFT, next_on=today, changed_at=at)


def answer_reports(row: Tip, at: datetime) -> None:
    TipReport.objects.filter(tip=row, answered_at=None).update(answered_at=at, words="")


def locked(tip_id: int) -> Tip:
    row = Tip.objects.select_for_update(of=("self",)).filter(pk=tip_id).order_by("pk").first()
    if row is None:
        raise Refused(TipRefusal.TIP_NOT_FOUND)
    return row
