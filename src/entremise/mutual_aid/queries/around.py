"""What everybody may read of needs and offers: sentences people agreed to, by district; never a place, a number or a key.

Nothing here reads the coarse position of a row: whoever asks from many places learns the district that stands on the page, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from entremise.mutual_aid.models import Need, Offer
from entremise.mutual_aid.vocabulary.common import DAYS, MOMENTS
from entremise.mutual_aid.vocabulary.needs import LOOKING, Deadline
from entremise.mutual_aid.vocabulary.offers import USABLE

FEW: Final = 5  # below, no number is told
STEPS: Final = (5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class AroundFilters:
    """`districts`: the nearest first; none: the whole town."""

    districts: tuple[str, ...] = ()
    category: str = ""
    day: str = ""  # of the week, « MON »


@dataclass(frozen=True, slots=True)
class ShownNeed:
    sentence: str
    category: str
    district: str
    deadline: Deadline
    on: date | None
    slots: tuple[str, ...]
    quantity: int


def needs_around(*, filters: AroundFilters, offset: int, size: int) -> tuple[ShownNeed, ...]:
    """One page of needs whose owner agreed that everybody reads them: the nearest district first, then the newest."""
    rows = shown(filters).order_by(rank_of(filters.districts), "-opened_at", "-pk")
    return tuple(
        ShownNeed(
            sentence=row.sentence,
            category=row.category,
            district=row.district,
            deadline=Deadline(row.deadline),
            on=row.due_on,
            slots=tuple(row.slots),
            quantity=row.quantity,
        )
        for row in rows[offset : offset + size]
    )


def needs_around_count(*, filters: AroundFilters) -> int:
    """How many there are."""
    return shown(filters).count()


def shown(filters: AroundFilters) -> QuerySet[Need]:
    rows = Need.objects.filter(is_shown=True, state__in=sorted(LOOKING)).exclude(sentence="")
    if filters.districts:
        rows = rows.filter(district__in=filters.districts)
    if filters.category:
        rows = rows.filter(category=filters.category)
    return rows.filter(suits(filters.day)) if filters.day else rows


def suits(day: str) -> Q:
    """On that day of the week, or on no day in particular."""
    slots = [f"{day}-{moment}" for moment in MOMENTS]
    is_on = Q(deadline=Deadline.ON, due_on__iso_week_day=DAYS.index(day) + 1)
    return is_on | (~Q(deadline=Deadline.ON) & (Q(slots=[]) | Q(slots__overlap=slots)))


def rank_of(districts: Sequence[str]) -> Case | Value:
    if not districts:
        return Value(0)
    ranks = [When(district=code, then=Value(rank)) for rank, code in enumerate(districts)]
    return Case(*ranks, default=Value(len(districts)), output_field=IntegerField())


def offers_around(*, districts: Sequence[str]) -> dict[str, int]:
    """By category, the step that the number of usable offers has reached, 0 below five: a class says nobody's coming or going."""
    rows = Offer.objects.filter(state__in=sorted(USABLE))
    if districts:
        rows = rows.filter(district__in=districts)
    found: dict[str, int] = {}
    for categories in rows.order_by("pk").values_list("categories", flat=True):
        for name in categories:
            found[name] = found.get(name, 0) + 1
    return {name: step_of(count) for name, count in sorted(found.items())}


def step_of(count: int) -> int:
    return max((step for step in STEPS if step <= count), default=0)
