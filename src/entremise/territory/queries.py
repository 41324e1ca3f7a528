"""What may be asked of places."""

import re
from collections import Counter
from typing import Final

from django.db.models import Avg, Q, QuerySet

from entremise.engines.trigrams import plain
from entremise.kernel.compiled import compiled
from entremise.territory import models
from entremise.territory.rules import (
    DistrictIndex,
    letters_of,
    likeness,
    name_key,
    street_key,
)
from entremise.territory.vocabulary import DistrictCard, Place, StreetCard

FOUND_AT_MOST: Final = 20
POSTCODE: Final = re.compile(r"\b\d{5}\b")
SURE: Final = 0.6  # likeness from which a line of address names a street


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


def district_index(street: str = "") -> DistrictIndex:
    """What leads from words to a district: of all streets, or of those that this line of address may name.

    A name that two districts share leads nowhere; a code always leads to its own."""
    cards = districts()
    named = Counter(name_key(one.name) for one in cards)
    names = {key: one.code for one in cards if named[key := name_key(one.name)] == 1}
    names |= {name_key(one.code): one.code for one in cards}
    rows = models.Street.objects.exclude(district="").order_by("pk")
    if street:
        rows = rows.filter(sort_key=street_key(street))
    found = tuple(rows.values_list("place_code", "sort_key", "district")) if names else ()
    communes = models.Place.objects.filter(pk__in={code for code, _key, _district in found})
    towns = {code: name_key(name) for code, name in communes.values_list("pk", "name")}
    streets = {(towns.get(code, ""), key): district for code, key, district in found}
    return DistrictIndex(names, streets)


def street_count() -> int:
    """How many streets of the national address base are loaded."""
    return models.Street.objects.count()


def spot_of(line: str) -> StreetCard | None:
    """The street of a written address (« 12 bis rue de la Butte, 00100 Aubrelle »), typing mistakes forgiven.

    None when no street looks like it, or when two do equally: rather no place than a wrong one."""
    key = street_key(line)
    if not key:
        return None
    row = models.Street.objects.filter(sort_key=key).order_by("place_code", "pk").first()
    row = row or nearest_street(key)
    return None if row is None else street_card(row)


def nearest_street(key: str) -> models.Street | None:
    scores = street_scores(key)
    best = max(scores.values(), default=(0.0, False))
    found = [pk for pk, score in scores.items() if score == best]
    if best[0] < SURE or len(found) != 1:
        return None
    return models.Street.objects.filter(pk=found[0]).order_by("pk").first()


def street_scores(key: str) -> dict[int, tuple[float, bool]]:
    """Of each street, how much its name looks like this key, and whether it is the same kind of way."""
    asked, kind = letters_of(key), key.split(maxsplit=1)[0]
    rows = models.Street.objects.order_by("pk").values_list("pk", "sort_key")
    return {
        pk: (likeness(asked, letters_of(known)), known.split()[0] == kind) for pk, known in rows
    }


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


def commune_outside(line: str, *, territory: str) -> str:
    """The commune that a written address names, when it is none of this territory; else nothing.

    Read after the last comma or from the postcode on; what names no commune is not judged."""
    here = place(territory)
    said = POSTCODE.search(line)
    if here is None or (said is None and "," not in line):
        return ""
    if said is not None:
        found = places_named(said[0])
        is_inside = said[0] in here.postcodes or any(is_within(one, here) for one in found)
        return "" if is_inside else line[said.start() :].strip(" ,")
    name = line.rpartition(",")[2].strip()
    found = tuple(one for one in places_named(name) if plain(one.name) == plain(name))
    return name if found and not any(is_within(one, here) for one in found) else ""


def end_of_address(line: str, *, territory: str) -> tuple[str, str]:
    """Postcode and town for an address that names none, as neighbours write theirs; no postcode where a commune has several, nothing outside a commune."""
    if POSTCODE.search(line):
        return "", ""
    here = place(territory)
    if here is None or here.kind != "COMMUNE":
        return "", ""
    return here.postcodes[0] if len(here.postcodes) == 1 else "", here.name


def is_within(inner: Place, outer: Place) -> bool:
    return outer.code in (inner.code, inner.group, inner.parent)


def middles() -> dict[str, tuple[float, float]]:
    """The middle of each district in degrees, by code: of the middles of its streets."""
    rows = models.Street.objects.exclude(district="").values("district").order_by("district")
    return {
        row["district"]: (row["lat"] / 1e6, row["lon"] / 1e6)
        for row in rows.annotate(lat=Avg("lat_e6"), lon=Avg("lon_e6"))
    }


def zones_of_commune(code: str) -> frozenset[str]:
    """The official codes of the places that hold a commune, itself among them; none for a code of no commune."""
    here = place(code)
    if here is None or here.kind != "COMMUNE":
        return frozenset()
    return frozenset({here.code, here.group, here.parent} - {""})


def communes_of(code: str) -> tuple[Place, ...]:
    """The communes of a place: itself, or those of a group or a département."""
    rows = models.Place.objects.filter(kind="COMMUNE")
    found = rows.filter(Q(pk=code) | Q(group=code) | Q(parent=code))
    return tuple(map(place_of, found.order_by("pk")))
