"""The best three services for a difficulty, with the reasons."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Final

from django.utils.timezone import localdate

from entremise.directory.queries.search import (
    facts_of,
    metres_of,
    narrowed,
    rank_of,
    room_rank,
)
from entremise.directory.queries.services import card_of, is_fresh, room_on, shown
from entremise.directory.queries.themes import codes_of
from entremise.directory.vocabulary import Proposal, Reason, SearchFilters, ServiceCard, Spot
from entremise.territory.queries import spot_of_district

Measure = Callable[[Collection[int]], Mapping[int, float]]
PROPOSED: Final = 3
LOOKED_AT: Final = 60  # with room first: what is beyond would not be among the best
QUICK_DAYS: Final = 2
FAR_M: Final = 1_000_000  # of a service whose place nobody knows
UNKNOWN_DAYS: Final = (
    7.0  # a service that nobody has asked yet comes after those known to answer in a week
)


def services_for(
    *,
    theme: str,
    district: str,
    at: datetime,
    without: Collection[int] = (),
    public: str = "",
    answer_days: Measure | None = None,
) -> tuple[Proposal, ...]:
    """The three best services for a theme in a district: room first, then the speed of their answers, checked, near.

    `answer_days` measures them on past referrals, by service; what a service says of itself counts where none are."""
    near = spot_of_district(district)
    filters = SearchFilters(
        themes=codes_of(theme),
        district=district,
        public=public,
        near=None if near is None else Spot(near.lat, near.lon),
    )
    found = candidates(filters, without, at)
    measured = answer_days([card.service_id for card, _metres in found]) if answer_days else {}
    proposals = [
        proposal_of(card, filters, metres, measured.get(card.service_id), at)
        for card, metres in found
    ]
    return tuple(sorted(proposals, key=lambda one: rank_among(one, at))[:PROPOSED])


def candidates(
    filters: SearchFilters, without: Collection[int], at: datetime
) -> list[tuple[ServiceCard, int | None]]:
    """Those who do this here, with their distance: one statement."""
    today = localdate(at)
    rows = (
        narrowed(shown(), filters, today)
        .exclude(pk__in=without)
        .annotate(room=room_rank(today))
        .order_by("room", "-districts", "reply_days", "-checked_at", "sort_key", "pk")
    )
    return [(card_of(row), metres_of(row)) for row in rows[:LOOKED_AT]]


def proposal_of(
    card: ServiceCard, filters: SearchFilters, metres: int | None, days: float | None, at: datetime
) -> Proposal:
    return Proposal(card, reasons_for(card, filters, metres, days, at), metres, days)


def rank_among(one: Proposal, at: datetime) -> tuple[float, ...]:
    """Room, then days to answer, then whether the entry is checked, then kilometres."""
    card, far = one.service, one.metres if one.metres is not None else FAR_M
    said = UNKNOWN_DAYS if card.reply_days is None else float(card.reply_days)
    return (
        rank_of(room_on(card, localdate(at))),
        said if one.answer_days is None else one.answer_days,
        not is_fresh(card, at),
        far // 1000,
    )


def reasons_for(
    card: ServiceCard, filters: SearchFilters, metres: int | None, days: float | None, at: datetime
) -> tuple[Reason, ...]:
    """Its theme, then what is measured or said of its speed, then the facts."""
    speed: tuple[Reason, ...] = ()
    if days is not None:
        speed = (Reason.ANSWERS,)
    elif card.reply_days is not None and card.reply_days <= QUICK_DAYS:
        speed = (Reason.QUICK,)
    checked = (Reason.CHECKED,) if is_fresh(card, at) else ()
    return (Reason.THEME, *facts_of(card, filters, metres, at), *speed, *checked)
