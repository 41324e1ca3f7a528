"""What may be asked of places."""

from django.db.models import Avg, QuerySet

from entremise.engines.trigrams import plain
from entremise.kernel.compiled import compiled
from entremise.territory import models
from entremise.territory.rules import street_key
from entremise.territory.vocabulary import DistrictCard, Place, StreetCard

FOUND_AT_MOST = 20


def place(code: str) -> Place | None:
    """The place of an official code."""
    row = models.Place.objects.filter(pk=code).first()
    return None if row is None else place_of(row)


def places_named(text: str) -> tuple[Place, ...]:
    """Communes whose name begins like this, or whose postcode is this, by name."""
    rows = models.Place.objects.filter(kind="COMMUNE")
    rows = (
        rows.filter(postcodes__contains=[text])
        if text.isdigit()
        else rows.filter(sort_key__startswith=plain(text))
    )
    return tuple(map(place_of, rows.order_by("sort_key", "pk")[:FOUND_AT_MOST]))


def place_of(row: models.Place) -> Place:
    return Place(
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent=row.parent,
        group=row.group,
        postcodes=tuple(row.postcodes),
        population=row.population,
    )


def districts() -> tuple[DistrictCard, ...]:
    """The districts of the commune, by code."""
    return tuple(DistrictCard(row.code, row.name) for row in district_rows())


@compiled
def district_rows() -> QuerySet[models.District]:
    return models.District.objects.order_by("pk")


def spot_of(line: str) -> StreetCard | None:
    """The street of a written address (« 12 bis rue de la Butte, 00100 Aubrelle »), or none."""
    key = street_key(line)
    if not key:
        return None
    row = models.Street.objects.filter(sort_key=key).order_by("place_code", "pk").first()
    return None if row is None else street_card(row)


def spot_of_district(code: str) -> StreetCard | None:
    """The middle of a district: of the middles of its streets, or none."""
    if not code:
        return None
    middle = models.Street.objects.filter(district=code).aggregate(
        lat=Avg("lat_e6"), lon=Avg("lon_e6")
    )
    if middle["lat"] is None:
        return None
    return StreetCard(code, middle["lat"] / 1e6, middle["lon"] / 1e6, district=code)


def street_card(row: models.Street) -> StreetCard:
    return StreetCard(row.name, row.lat_e6 / 1e6, row.lon_e6 / 1e6, row.district, row.place_code)
