"""Who asked or offered, and has neither need, offer, meeting nor mandate any more: when her last help ended."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from entremise.mutual_aid.models import Introduction, Mandate, Need, Offer
from entremise.mutual_aid.vocabulary.mandates import LIVING


def past_people(*, among: Collection[UUID], before: datetime) -> dict[UUID, datetime]:
    """Of these people, those whose last help ended before a moment, and when; five statements."""
    living = set(
        Mandate.objects.filter(person__in=among, state__in=sorted(LIVING)).values_list(
            "person", flat=True
        )
    )
    ended: dict[UUID, datetime] = {}
    for person, last, open_count in helps_of(among):
        if open_count:
            living.add(person)
        else:
            ended[person] = max(last, ended.get(person, last))
    return {one: at for one, at in ended.items() if one not in living and at < before}


def helps_of(among: Collection[UUID]) -> Iterator[tuple[UUID, datetime, int]]:
    """Needs, offers and meetings of each person: the last end, and how many have none."""
    tables: tuple[tuple[QuerySet[Any], str], ...] = (
        (Need.objects.all(), "person"),
        (Offer.objects.all(), "person"),
        (Introduction.objects.all(), "need__person"),
        (Introduction.objects.all(), "offer__person"),
    )
    for rows, person in tables:
        found = rows.filter(**{f"{person}__in": among}).values(person).order_by(person)
        counted = found.annotate(
            last=Max("closed_at"), open_count=Count("pk", filter=Q(closed_at=None))
        )
        yield from counted.values_list(person, "last", "open_count")
