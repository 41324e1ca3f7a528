"""What of a campaign is about somebody: whom, and how many rows; nobody is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from entremise.commons.vocabulary.purges import Deleted
from entremise.outreach.models import Call, Pair, Review, Sheet, Task, Visit

COUNTED: Final = (Deleted.CALLS, Deleted.VISITS, Deleted.TASKS, Deleted.SHEETS)


@dataclass(frozen=True, slots=True)
class KeptOfPeople:
    people: frozenset[UUID]
    counts: Mapping[Deleted, int]


def kept_of_people(*, campaign_id: int) -> KeptOfPeople:
    """What the deletion of this campaign would part from people."""
    rows = rows_with_a_person(campaign_id)
    people = {one for table in rows for one in people_in(table)}
    counts = {what: table.count() for what, table in zip(COUNTED, rows, strict=False)}
    return KeptOfPeople(people=frozenset(people), counts=counts)


def people_in(rows: QuerySet[Any]) -> QuerySet[Any, UUID]:
    return rows.order_by("person").values_list("person", flat=True).distinct()


def rows_with_a_person(campaign_id: int) -> tuple[QuerySet[Any], ...]:
    """Calls, visits, tasks, sheets, pairs, reviews."""
    return (
        Call.objects.filter(campaign=campaign_id),
        Visit.objects.filter(campaign=campaign_id),
        Task.objects.filter(campaign=campaign_id),
        Sheet.objects.filter(bundle__campaign=campaign_id),
        Pair.objects.filter(campaign=campaign_id),
        Review.objects.filter(campaign=campaign_id),
    )
