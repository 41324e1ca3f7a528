"""What may be asked of mandates: one, those of a person."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Mandate
from entremise.mutual_aid.vocabulary.mandates import (
    MandateCard,
    MandateRefusal,
    MandateState,
    Proof,
    Tie,
)


def mandate(mandate_id: int) -> MandateCard:
    """One mandate; refuse with `MANDATE_NOT_FOUND`."""
    row = Mandate.objects.filter(pk=mandate_id).order_by("pk").first()
    if row is None:
        raise Refused(MandateRefusal.MANDATE_NOT_FOUND)
    return mandate_card(row)


def mandates_of(person: UUID) -> tuple[MandateCard, ...]:
    """All that were asked for to act for a person, the last first."""
    rows = Mandate.objects.filter(person=person).order_by("-asked_at", "-pk")
    return tuple(map(mandate_card, rows))


def is_standing(card: MandateCard, at: datetime) -> bool:
    """Whether somebody may act under it now."""
    is_confirmed = card.state is MandateState.CONFIRMED
    return is_confirmed and card.until is not None and card.until >= localdate(at)


def mandate_card(row: Mandate) -> MandateCard:
    return MandateCard(
        mandate_id=row.pk,
        key=row.key,
        person=row.person,
        need_id=row.need_id,
        tie=Tie(row.tie),
        state=MandateState(row.state),
        seconds=tuple(bytes(one) for one in row.seconds),
        asked_at=row.asked_at,
        proof=Proof(row.proof) if row.proof else None,
        confirmed_on=row.confirmed_on,
        until=row.until,
        ended_at=row.ended_at,
        is_ended_by_person=row.is_ended_by_person,
    )
