"""What several people asked and offered, and which of them the desk says are one."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from entremise.mutual_aid.models import Need, Offer, Resemblance
from entremise.mutual_aid.queries.cards import need_card, offer_card
from entremise.mutual_aid.vocabulary.matching import ResemblanceCard, Verdict
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.mutual_aid.vocabulary.offers import OfferCard


def needs_of_people(people: Collection[UUID]) -> tuple[NeedCard, ...]:
    """All that they asked for, the last first, in one statement."""
    rows = Need.objects.filter(person__in=people).order_by("-opened_at", "-pk")
    return tuple(map(need_card, rows))


def offers_of_people(people: Collection[UUID]) -> tuple[OfferCard, ...]:
    """All that they offered, the last first, in one statement."""
    rows = Offer.objects.filter(person__in=people).order_by("-opened_at", "-pk")
    return tuple(map(offer_card, rows))


def resemblances_of(*, need_id: int, person: UUID) -> tuple[ResemblanceCard, ...]:
    """Whom the person of a need resembles; and whom a later need was said to be the same as, its person being the other one."""
    rows = Resemblance.objects.filter(
        Q(need_id=need_id) | Q(person=person, verdict=Verdict.SAME)
    ).select_related("need")
    return tuple(
        ResemblanceCard(
            resemblance_id=row.pk,
            need_id=row.need_id,
            person=row.person if row.need_id == need_id else row.need.person,
            verdict=Verdict(row.verdict),
        )
        for row in rows.order_by("pk")
    )
