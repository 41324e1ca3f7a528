"""Tips as the town reads them, and as the desk looks after them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from entremise.accounts.queries import organizations_by_id
from entremise.engines.holding import Hold
from entremise.engines.trigrams import plain
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Tip, TipReport
from entremise.mutual_aid.vocabulary.tips import (
    ENDS_SOON,
    TipCard,
    TipCategory,
    TipFault,
    TipFilters,
    TipRefusal,
    TipReportCard,
    TipState,
    TipText,
    TipView,
)

IN_SIGHT = (TipState.PUBLISHED, TipState.CONTESTED)
PRINTED_AT_MOST = 200
ORDER = ("category", "title", "pk")


def tips_shown(*, district: str | None = None, limit: int = 3, at: datetime) -> tuple[TipCard, ...]:
    """The tips checked last, for a district or for everybody; those contested are left out."""
    rows = in_sight(at).filter(state=TipState.PUBLISHED)
    if district:
        rows = rows.filter(district__in=[district, ""])
    return cards_of(rows.order_by("-checked_on", "-pk")[:limit])


def tips_listed(
    *, filters: TipFilters, at: datetime, offset: int = 0, size: int = PRINTED_AT_MOST
) -> tuple[TipCard, ...]:
    """One page of the tips in sight, by category."""
    return cards_of(filtered(filters, at).order_by(*ORDER)[offset : offset + size])


def tips_count(*, filters: TipFilters, at: datetime) -> int:
    """How many tips in sight pass the filters."""
    return filtered(filters, at).count()


def filtered(filters: TipFilters, at: datetime) -> QuerySet[Tip]:
    rows = in_sight(at)
    if filters.district:
        rows = rows.filter(district__in=[filters.district, ""])
    if filters.category:
        rows = rows.filter(category=filters.category)
    for word in plain(filters.text).split():
        rows = rows.filter(search_key__contains=word)
    return rows


def in_sight(at: datetime) -> QuerySet[Tip]:
    return Tip.objects.filter(state__in=IN_SIGHT, expires_on__gte=localdate(at))


def tip_shown(*, tip_id: int, at: datetime) -> TipCard:
    """One tip that everybody may read; refuse with `TIP_NOT_FOUND`."""
    return one_of(in_sight(at).filter(pk=tip_id))


def tip(*, tip_id: int) -> TipCard:
    """One tip in any state, for the desk; refuse with `TIP_NOT_FOUND`."""
    return one_of(Tip.objects.filter(pk=tip_id))


def one_of(rows: QuerySet[Tip]) -> TipCard:
    found = cards_of(rows.order_by("pk")[:1])
    if not found:
        raise Refused(TipRefusal.TIP_NOT_FOUND)
    return found[0]


def reports_open(*, tip_id: int) -> tuple[TipReportCard, ...]:
    """What readers said and the desk has not answered, oldest first."""
    rows = TipReport.objects.filter(tip_id=tip_id, answered_at=None).order_by("at", "pk")
    return tuple(TipReportCard(row.at, TipFault(row.fault), row.words) for row in rows)


def tips_at_desk(*, view: TipView, at: datetime, offset: int, size: int) -> tuple[TipCard, ...]:
    """One page of a list of the desk, the nearest date first."""
    rows = Tip.objects.filter(of_view(view, at)).order_by("next_on", "expires_on", "pk")
    return cards_of(rows[offset : offset + size])


def tip_counts(*, at: datetime) -> Counter[TipView]:
    """How many tips each list of the desk holds, in one statement."""
    found = Tip.objects.aggregate(
        **{view.value: Count("pk", filter=of_view(view, at)) for view in TipView}
    )
    return Counter({view: found[view.value] for view in TipView})


def of_view(view: TipView, at: datetime) -> Q:
    if view is TipView.ENDING:
        return Q(state=TipState.PUBLISHED, expires_on__lte=localdate(at) + ENDS_SOON)
    return Q(state=view.value)


def cards_of(rows: Iterable[Tip]) -> tuple[TipCard, ...]:
    found = tuple(rows)
    bodies = organizations_by_id({row.checked_for_id for row in found if row.checked_for_id})
    names = {body_id: body.name for body_id, body in bodies.items()}
    return tuple(card_of(row, names.get(row.checked_for_id or 0, "")) for row in found)


def card_of(row: Tip, checked_by: str) -> TipCard:
    return TipCard(
        tip_id=row.pk,
        key=row.key,
        text=TipText(
            title=row.title,
            words=row.words,
            place=row.place,
            district=row.district,
            category=TipCategory(row.category),
            source=row.source,
            contact=row.contact,
        ),
        state=TipState(row.state),
        expires_on=row.expires_on,
        checked_on=row.checked_on,
        checked_by=checked_by,
        next_on=row.next_on,
        proposed_at=row.proposed_at,
        published_at=row.published_at,
        changed_at=row.changed_at,
        holds=tuple(Hold(one) for one in row.holds),
        ending=row.ending,
    )
