"""What may be asked about the yearly exercise: the open one, whom somebody holds, reports to place, measures by year."""

from datetime import datetime, timedelta
from typing import Final

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Drill, DrillPerson
from entremise.outreach.vocabulary.drills import (
    PLACES,
    DrillCard,
    DrillCase,
    DrillMeasures,
    DrillPersonCard,
    DrillRefusal,
    DrillState,
)

HOUR: Final = timedelta(hours=1)
LEFT: Final = (DrillState.READY, DrillState.HELD, DrillState.LATER)


def drills_of(*, organization_id: int | None) -> tuple[DrillCard, ...]:
    """The exercises of a body, the last first."""
    rows = Drill.objects.filter(organization_id=organization_id or 0).order_by("-begun_at", "-pk")
    return tuple(map(card, rows))


def drill_open(*, organization_id: int | None) -> DrillCard | None:
    """The exercise that goes on now, or none."""
    rows = Drill.objects.filter(organization_id=organization_id or 0, ended_at=None)
    row = rows.order_by("pk").first()
    return None if row is None else card(row)


def drill_person(*, actor: Actor, person_id: int) -> DrillPersonCard:
    """The invented person this account holds; refuse with `NOT_HELD`."""
    rows = DrillPerson.objects.filter(pk=person_id, held_by_id=actor.user_id or 0)
    row = rows.order_by("pk").first()
    if row is None:
        raise Refused(DrillRefusal.NOT_HELD)
    return person_card(row)


def reports_to_place(*, drill_id: int) -> tuple[DrillPersonCard, ...]:
    """Reports of the exercise that wait for an orienteur, the gravest first."""
    rows = DrillPerson.objects.filter(
        drill_id=drill_id, reported_at__isnull=False, placed_at=None
    ).order_by("said_severity", "reported_at", "pk")
    return tuple(map(person_card, rows))


def measures_of(*, drill: DrillCard, at: datetime) -> DrillMeasures:
    """The figures of one exercise, in one statement."""
    rows = tuple(DrillPerson.objects.filter(drill_id=drill.drill_id).order_by("pk"))
    reached = [row for row in rows if row.reached_at is not None]
    firsts = [row.first_called_at for row in rows if row.first_called_at is not None]
    promises = [row.is_promise_kept for row in rows if row.promised_at is not None]
    reports = [row for row in rows if row.reported_at is not None]
    tried = [row for row in rows if row.tries]
    hours = ((drill.ended_at or at) - drill.begun_at) / HOUR
    first = min(firsts, default=None)
    return DrillMeasures(
        people=len(rows),
        reached=len(reached),
        unreached=sum(row.state == DrillState.UNREACHED for row in rows),
        left=sum(row.state in LEFT for row in rows),
        callers=len({row.reached_by_id for row in reached}),
        minutes_to_first_call=None
        if first is None
        else round((first - drill.begun_at) / timedelta(minutes=1)),
        reached_per_hour=round(len(reached) / hours) if reached and hours > 0 else None,
        well_noted=part(sum(not row.mistakes for row in tried), len(tried)),
        callbacks_kept=part(sum(one is True for one in promises), len(promises)),
        reports=len(reports),
        triaged_in_time=part(sum(map(is_in_time, reports)), len(reports)),
        well_placed=part(
            sum(row.place == PLACES.get(DrillCase(row.case)) for row in reports), len(reports)
        ),
    )


def is_in_time(row: DrillPerson) -> bool:
    due_at = person_card(row).due_at
    return row.placed_at is not None and due_at is not None and row.placed_at <= due_at


def part(count: int, whole: int) -> int | None:
    """A share of 100, none of nothing."""
    return round(100 * count / whole) if whole else None


def card(row: Drill) -> DrillCard:
    """A drill as others see it."""
    return DrillCard(
        drill_id=row.pk,
        title=row.title,
        year=row.year,
        organization_id=row.organization_id,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
    )


def person_card(row: DrillPerson) -> DrillPersonCard:
    """An invented person as others see her; `is_answering` is of the try that goes on."""
    answers = bool(row.answers_at) and row.tries + 1 >= row.answers_at
    return DrillPersonCard(
        person_id=row.pk,
        drill_id=row.drill_id,
        name=row.name,
        age=row.age,
        case=DrillCase(row.case),
        tries=row.tries,
        is_answering=answers,
        is_to_call_back=row.is_to_call_back and row.promised_at is None,
        said_severity=row.said_severity,
        reported_at=row.reported_at,
    )
