"""Near somebody: needs whose owner agreed that neighbours see them, offers for a need; by coarse distance, one statement a page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from math import cos, hypot, radians
from typing import Final

from django.db.models import Case, F, FloatField, Q, QuerySet, When
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast, Sqrt

from entremise.mutual_aid.models import Credential, Need, Offer
from entremise.mutual_aid.queries.cards import need_card, offer_card
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.needs import LOOKING, NeedCard
from entremise.mutual_aid.vocabulary.offers import USABLE, OfferCard

METRES_A_MILLIONTH: Final = 6_371_008.8 * 3.141592653589793 / 180 / 1e6


@dataclass(frozen=True, slots=True)
class NearNeed:
    need: NeedCard
    distance_m: int


@dataclass(frozen=True, slots=True)
class NearOffer:
    offer: OfferCard
    distance_m: int


def distance_from(spot: Spot) -> Sqrt:
    """Metres on a plane that touches the Earth here: some metres beside the sphere at twenty kilometres."""
    east = METRES_A_MILLIONTH * cos(radians(spot.lat))
    north = squared(F("lat_e6") - round(spot.lat * 1e6), METRES_A_MILLIONTH)
    across = squared(F("lon_e6") - round(spot.lon * 1e6), east)
    return Sqrt(north + across)


def squared(millionths: Combinable, metres: float) -> CombinedExpression:
    """By a product, which costs less than `power` for each row of the box."""
    ground = Cast(millionths, FloatField()) * metres
    return ground * ground


def metres_between(one: Spot, other: Spot) -> int:
    """The same for two places."""
    east = METRES_A_MILLIONTH * 1e6 * cos(radians(one.lat))
    north = METRES_A_MILLIONTH * 1e6
    return round(hypot((other.lat - one.lat) * north, (other.lon - one.lon) * east))


def metres_to(spot: Spot, row: Need | Offer) -> int:
    there = Spot((row.lat_e6 or 0) / 1e6, (row.lon_e6 or 0) / 1e6)
    return metres_between(spot, there)


def box(spot: Spot, radius_m: int) -> Q:
    """A square that holds the circle: what an index can find."""
    north = round(radius_m / METRES_A_MILLIONTH) + 1
    east = round(radius_m / (METRES_A_MILLIONTH * cos(radians(spot.lat)))) + 1
    lat, lon = round(spot.lat * 1e6), round(spot.lon * 1e6)
    return Q(lat_e6__range=(lat - north, lat + north), lon_e6__range=(lon - east, lon + east))


def shown_needs(spot: Spot, radius_m: int, categories: Collection[str]) -> QuerySet[Need]:
    rows = Need.objects.filter(box(spot, radius_m), is_shown=True, state__in=sorted(LOOKING))
    if categories:
        rows = rows.filter(category__in=categories)
    return rows.annotate(metres=distance_from(spot)).filter(metres__lte=radius_m)


def needs_nearby(
    *, spot: Spot, radius_m: int, categories: Collection[str], offset: int, size: int
) -> tuple[NearNeed, ...]:
    """One page of shown needs around a place, the most urgent of a distance class first."""
    rows = shown_needs(spot, radius_m, categories).order_by(F("metres"), "urgency", "pk")
    return tuple(
        NearNeed(need_card(row), metres_to(spot, row)) for row in rows[offset : offset + size]
    )


def needs_nearby_count(*, spot: Spot, radius_m: int, categories: Collection[str]) -> int:
    """How many shown needs are around a place."""
    return shown_needs(spot, radius_m, categories).count()


def offers_for(
    need: NeedCard, *, limit: int, credential: str, is_for_adults: bool, on: date
) -> tuple[NearOffer, ...]:
    """Usable offers of its category whose radius reaches a need, the nearest first; without place, all of the category. Her own is not one of them.

    Who does not speak its language comes last: a neighbour who interprets may do. Where a `credential` is asked for, only of helpers whom the desk has checked, for that day; what `is_for_adults`, of nobody of 16 or 17."""
    spot, language = need.spot, need.language
    rows = Offer.objects.filter(state__in=sorted(USABLE), categories__contains=[need.category])
    rows = rows.exclude(person=need.person)
    if is_for_adults:
        rows = rows.filter(is_minor=False)
    if credential:
        checked = Credential.objects.filter(kind=credential, until__gte=on)
        rows = rows.filter(pk__in=checked.values("offer_id"))
    speaks = Q(languages__contains=[language]) if language else Q(pk__isnull=False)
    rows = rows.annotate(is_foreign=Case(When(speaks, then=False), default=True))
    if spot is None:
        return tuple(
            NearOffer(offer_card(row), 0)
            for row in rows.order_by("is_foreign", "helped_count", "pk")[:limit]
        )
    near = rows.annotate(metres=distance_from(spot)).filter(metres__lte=F("radius_m"))
    return tuple(
        NearOffer(offer_card(row), metres_to(spot, row))
        for row in near.order_by("is_foreign", "metres", "helped_count", "pk")[:limit]
    )
