"""What everybody may know of how mutual aid goes, from rows: offers that met a need, days to a first answer; small numbers hidden."""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from django.db.models import Exists, OuterRef

from entremise.engines.small_numbers import FEW, Table, protected
from entremise.mutual_aid.models import Introduction, Need, Offer
from entremise.mutual_aid.vocabulary.offers import OfferState, ReleaseReason

A_DAY: Final = 86_400
ALL: Final = ""  # all groups together
NOWHERE: Final = "-"  # no district is known


@dataclass(frozen=True, slots=True)
class Counter:
    """Of one group; None: hidden, or not known. `group` is empty for all of them together."""

    group: str
    offers: int | None
    met: int | None
    needs: int | None
    median_days: float | None  # to a first answer, of those that have one; of eleven at least

    @property
    def share(self) -> int | None:
        """Of the offers, how many in a hundred met a need."""
        return None if self.met is None or not self.offers else round(100 * self.met / self.offers)


@dataclass(frozen=True, slots=True)
class OfferFact:
    district: str
    categories: tuple[str, ...]
    is_met: bool


@dataclass(frozen=True, slots=True)
class NeedFact:
    district: str
    category: str
    days: float | None


@dataclass(frozen=True, slots=True)
class Counters:
    by_district: tuple[Counter, ...]
    by_category: tuple[Counter, ...]  # an offer of several kinds counts in each


def counters(*, since: datetime, until: datetime) -> Counters:
    """What came in from one moment to another, counted now; two statements."""
    offers, needs = offer_facts(since, until), need_facts(since, until)
    by_kind = [
        OfferFact(one.district, (kind,), one.is_met) for one in offers for kind in one.categories
    ]
    return Counters(
        counted(
            offers, needs, lambda one: one.district or NOWHERE, lambda one: one.district or NOWHERE
        ),
        counted(by_kind, needs, lambda one: one.categories[0], lambda one: one.category),
    )


def offer_facts(since: datetime, until: datetime) -> list[OfferFact]:
    """Offers that the desk accepted; met: both have said yes to a meeting at least once."""
    meetings = Introduction.objects.filter(offer=OuterRef("pk"), revealed_at__lt=until)
    rows = (
        Offer.objects.filter(opened_at__gte=since, opened_at__lt=until)
        .exclude(state=OfferState.WAITING)
        .exclude(release_reason=ReleaseReason.DECLINED)
        .annotate(is_met=Exists(meetings))
        .order_by("pk")
        .values_list("district", "categories", "is_met")
    )
    return [OfferFact(district, tuple(kinds), is_met) for district, kinds, is_met in rows]


def need_facts(since: datetime, until: datetime) -> list[NeedFact]:
    rows = (
        Need.objects.filter(opened_at__gte=since, opened_at__lt=until)
        .order_by("pk")
        .values_list("district", "category", "opened_at", "first_answered_at")
    )
    return [
        NeedFact(
            district, category, None if first is None else (first - at).total_seconds() / A_DAY
        )
        for district, category, at, first in rows
    ]


def counted(
    offers: Sequence[OfferFact],
    needs: Sequence[NeedFact],
    offer_group: Callable[[OfferFact], str],
    need_group: Callable[[NeedFact], str],
) -> tuple[Counter, ...]:
    """A line for each group, that of all of them last."""
    groups = sorted({*map(offer_group, offers), *map(need_group, needs)})
    met = shares(groups, ((offer_group(one), one.is_met) for one in offers))
    came = sums(groups, map(need_group, needs))
    days: dict[str, list[float]] = defaultdict(list)
    for one in needs:
        if one.days is not None:
            days[need_group(one)].append(one.days)
            days[ALL].append(one.days)
    return tuple(
        Counter(group, all_offers, yes, all_needs, middle(days[group]))
        for group, (yes, _no, all_offers), (all_needs, _same) in zip(
            [*groups, ALL], met, came, strict=True
        )
    )


def shares(groups: Sequence[str], facts: Iterable[tuple[str, bool]]) -> Table:
    """By group and together: how many did, did not, and both; small numbers hidden, and what would give them back."""
    table = {group: [0, 0, 0] for group in [*groups, ALL]}
    for group, did in facts:
        for line in (table[group], table[ALL]):
            line[0 if did else 1] += 1
            line[2] += 1
    return protected([table[group] for group in [*groups, ALL]])


def sums(groups: Sequence[str], found: Iterable[str]) -> Table:
    """By group and together, alike."""
    count = Tally(found)
    numbers = [*(count[group] for group in groups), count.total()]
    return protected([[number, number] for number in numbers])


def middle(days: Sequence[float]) -> float | None:
    """The median, when it points to nobody."""
    return round(median(days), 1) if len(days) >= FEW else None
