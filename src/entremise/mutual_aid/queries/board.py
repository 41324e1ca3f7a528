"""The go-betweens' first screen, in few statements whatever the number of needs: what waits, what lacks, what was found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.utils.timezone import localdate

from entremise.mutual_aid.models import Need, Offer, Proposal
from entremise.mutual_aid.queries.cards import need_card, offer_card, proposal_card
from entremise.mutual_aid.queries.desk import (
    DeskCounts,
    NeedView,
    is_alone,
    is_due,
    is_idle,
    is_lacking,
    open_needs,
)
from entremise.mutual_aid.vocabulary.matching import ProposalCard, ProposalState
from entremise.mutual_aid.vocabulary.needs import LOOKING, NeedCard
from entremise.mutual_aid.vocabulary.offers import OfferCard, OfferState

Place = tuple[str, str]  # category, district
COUNTED: Final = tuple(one.name for one in fields(DeskCounts))


@dataclass(frozen=True, slots=True)
class Held:
    """A need, and the names of whoever has it: a go-between, an association."""

    need: NeedCard
    owner: str
    association: str


@dataclass(frozen=True, slots=True)
class FirstNeeds:
    alone: tuple[Held, ...]
    due: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    proposal: ProposalCard
    need: NeedCard
    offer: OfferCard


@dataclass(frozen=True, slots=True)
class Gap:
    """Of one category in one district: needs that look for somebody, offers that serve nobody now."""

    category: str
    district: str
    needs: int
    offers: int


@dataclass(frozen=True, slots=True)
class Tally:
    counts: DeskCounts
    gaps: tuple[Gap, ...]  # the greatest lack first


def first_needs(*, at: datetime, limit: int) -> FirstNeeds:
    """What nobody has or has no date, danger first, then the most urgent, the oldest; and what is due, the latest first."""
    alone = waiting(is_alone(), NeedView.ALONE, "-is_danger", "urgency", "opened_at", "pk")
    due = waiting(is_due(localdate(at)), NeedView.DUE, "next_on", "urgency", "pk")
    rows = list(alone[:limit].union(due[:limit], all=True))
    return FirstNeeds(
        held(sorted(of_view(rows, NeedView.ALONE), key=lonely_order)),
        held(sorted(of_view(rows, NeedView.DUE), key=due_order)),
    )


def waiting(which: Q, view: NeedView, *order: str) -> QuerySet[Need]:
    rows = open_needs().filter(which).order_by(*order)
    return rows.annotate(
        view=Value(view.value),
        owner_name=F("owner__display_name"),
        body_name=F("organization__name"),
    )


def of_view(rows: Iterable[Need], view: NeedView) -> list[Need]:
    return [row for row in rows if getattr(row, "view") == view]  # noqa: B009 -- annotated


def lonely_order(row: Need) -> tuple[bool, int, datetime, int]:
    return not row.is_danger, row.urgency, row.opened_at, row.pk


def due_order(row: Need) -> tuple[date, int, int]:
    return row.next_on or date.max, row.urgency, row.pk


def held(rows: Iterable[Need]) -> tuple[Held, ...]:
    return tuple(
        Held(need_card(row), getattr(row, "owner_name") or "", getattr(row, "body_name") or "")  # noqa: B009 -- annotated
        for row in rows
    )


def tally(*, user_id: int | None, at: datetime, limit: int) -> Tally:
    """How many open needs wait in each view, and where helpers lack: needs and idle offers by category and district, in one statement."""
    rows = list(needs_counted(user_id, localdate(at)).union(idle_counted(), all=True))
    counts: Counter[str] = Counter()
    missing: Counter[Place] = Counter()
    idle: Counter[Place] = Counter()
    for category, district, *numbers, unused in rows:
        found = dict(zip(COUNTED, numbers, strict=True))
        counts.update(found)
        missing[category, district] += found["lacking"]
        idle[category, district] += unused
    return Tally(
        DeskCounts(**{name: counts[name] for name in COUNTED}), gaps_of(missing, idle, limit)
    )


def needs_counted(user_id: int | None, today: date) -> QuerySet[Need, tuple[Any, ...]]:
    rows = (
        open_needs()
        .values("category", "district")
        .annotate(
            alone=Count("pk", filter=is_alone()),
            due=Count("pk", filter=is_due(today)),
            mine=Count("pk", filter=Q(owner_id=user_id)),
            lacking=Count("pk", filter=is_lacking()),
            open=Count("pk"),
            danger=Count("pk", filter=Q(is_danger=True, owner=None)),
            unused=Value(0),
        )
    )
    return rows.values_list("category", "district", *COUNTED, "unused").order_by()


def idle_counted() -> QuerySet[Offer, tuple[Any, ...]]:
    """Offers that serve nobody, under each category that they name."""
    one = Func("categories", function="unnest", output_field=CharField(), set_returning=True)
    rows = Offer.objects.filter(is_idle()).annotate(category=one).values("category", "district")
    nothing = {name: Value(0) for name in COUNTED}
    counted = rows.annotate(unused=Count("pk"), **nothing)
    return counted.values_list("category", "district", *COUNTED, "unused").order_by()


def gaps_of(missing: Counter[Place], idle: Counter[Place], limit: int) -> tuple[Gap, ...]:
    places = {place for place in (*missing, *idle) if missing[place] or idle[place]}
    found = [Gap(*place, missing[place], idle[place]) for place in places]
    ordered = sorted(found, key=lambda gap: (gap.offers - gap.needs, gap.category, gap.district))
    return tuple(ordered[:limit])


def offers_waiting(*, limit: int) -> tuple[OfferCard, ...]:
    """Offers without a first answer, the oldest first: 48 hours, even for a no."""
    rows = Offer.objects.filter(state=OfferState.WAITING).order_by("opened_at", "pk")
    return tuple(map(offer_card, rows[:limit]))


def pairs_to_decide(*, limit: int) -> tuple[Pair, ...]:
    """What the machine proposes, for the most urgent needs first; in one statement."""
    rows = Proposal.objects.filter(
        state=ProposalState.PROVISIONAL, need__state__in=sorted(LOOKING)
    ).select_related("need", "offer")
    ordered = rows.order_by("need__urgency", "need__opened_at", "pk")[:limit]
    return tuple(
        Pair(proposal_card(row), need_card(row.need), offer_card(row.offer)) for row in ordered
    )
