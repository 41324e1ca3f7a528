"""What may be asked of places."""

from django.db.models import QuerySet

from entremise.engines.trigrams import plain
from entremise.kernel.compiled import compiled
from entremise.territory import models
from entremise.territory.vocabulary import DistrictCard, Place

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
