"""A closed campaign at its date: its people are parted from what was done with them, words typed about them go, counts stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.vocabulary.purges import Deleted
from entremise.kernel.errors import Refused
from entremise.kernel.strangers import replace_people
from entremise.outreach.models import (
    Alarm,
    Attempt,
    Bundle,
    Call,
    Campaign,
    Review,
    RingBack,
    Sheet,
    Visit,
    VisitStep,
)
from entremise.outreach.operations.campaigns import locked, note
from entremise.outreach.queries.archiving import COUNTED, kept_of_people, rows_with_a_person
from entremise.outreach.rules import archive_due_at
from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.outreach.vocabulary.visits import ORIGIN as VISIT

GONE = "–"  # where a constraint asks for words


@dataclass(frozen=True, slots=True)
class Archived:
    """What was counted, and the things whose assignments have no reason any more."""

    counts: dict[Deleted, int]
    things: dict[str, tuple[int, ...]]


def hold_for_archive(*, campaign_id: int, at: datetime) -> tuple[UUID, ...]:
    """Lock a closed campaign whose date has come and return its people; refuse with `WRONG_STATE` before, or when it is done."""
    row = locked(SYSTEM, campaign_id, CampaignState.CLOSED)
    due_at = archive_due_at(row)
    if due_at is None or due_at > at:
        raise Refused(Refusal.WRONG_STATE)
    return tuple(sorted(kept_of_people(campaign_id=row.pk).people))


@transaction.atomic
def archive_calls(*, campaign_id: int, strangers: Mapping[UUID, UUID], at: datetime) -> Archived:
    """Part its people from their rows and drop the words about them; refuse with `WRONG_STATE`."""
    row = locked(SYSTEM, campaign_id, CampaignState.CLOSED)
    parted = [replace_people(rows, strangers) for rows in rows_with_a_person(row.pk)]
    things = things_of(row)
    forget_words(row)
    row.state, row.archived_at = CampaignState.ARCHIVED, at
    row.save(update_fields=["state", "archived_at"])
    note(row, SYSTEM, CampaignState.CLOSED, CampaignState.ARCHIVED, at)
    counts = dict(zip(COUNTED, parted, strict=False))
    return Archived(counts=counts, things=things)


def forget_words(row: Campaign) -> None:
    """What told something of somebody: why she came first, when she may be reached, with whom she lives, what was noted."""
    Call.objects.filter(campaign=row).update(reasons=[], half_hours=-1, household=b"", owner=None)
    Attempt.objects.filter(campaign=row).update(late_outcome="", late_at=None)
    Alarm.objects.filter(campaign=row).update(words="")
    Visit.objects.filter(campaign=row).update(signs=[], rescue_number="")
    VisitStep.objects.filter(visit__campaign=row).update(detail="")
    Sheet.objects.filter(bundle__campaign=row).update(closing_note="")
    Bundle.objects.filter(campaign=row).exclude(opening_reason="").update(opening_reason=GONE)
    Review.objects.filter(campaign=row).exclude(sentence="").update(sentence=GONE)


def things_of(row: Campaign) -> dict[str, tuple[int, ...]]:
    """The origins by which somebody might see somebody else."""
    calls = Call.objects.filter(campaign=row)
    found: dict[str, QuerySet[Any]] = {
        "CALL": calls,
        "LATE_REPORT": Attempt.objects.filter(campaign=row),
        "RING_BACK": RingBack.objects.filter(call__in=calls),
        "SHEET": Sheet.objects.filter(bundle__campaign=row),
        "REVIEW": Review.objects.filter(campaign=row),
        VISIT: Visit.objects.filter(campaign=row),
    }
    return {
        kind: tuple(rows.order_by("pk").values_list("pk", flat=True))
        for kind, rows in found.items()
    }
