"""Loading the official codes, and naming the districts of the commune."""

import gzip
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from entremise.engines.trigrams import plain
from entremise.territory.models import District, Place
from entremise.territory.vocabulary import DistrictCard

SHIPPED: Final = Path(__file__).resolve().parent / "content" / "places.json.gz"


@transaction.atomic
def load_places(*, path: Path = SHIPPED) -> int:
    """Replace all places by those of a file; return how many."""
    rows = json.loads(gzip.decompress(path.read_bytes()))
    Place.objects.all().delete()
    Place.objects.bulk_create(
        (
            Place(
                code=code,
                name=name,
                kind=kind,
                parent=parent,
                group=group,
                postcodes=postcodes,
                population=population,
                sort_key=plain(name),
            )
            for code, name, kind, parent, group, postcodes, population in rows
        ),
        batch_size=5000,
    )
    return len(rows)


def districts_in(text: str) -> tuple[DistrictCard, ...]:
    """The districts of a file, « code;name » a line; a line that says less raises ValueError with its number."""
    cards = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        code, _, name = (part.strip() for part in line.partition(";"))
        if not (code and name and len(code) <= 10 and len(name) <= 80):
            raise ValueError(f"ligne {number} : il faut « code;nom », 10 et 80 signes au plus.")
        cards.append(DistrictCard(code, name))
    return tuple(cards)


@transaction.atomic
def name_districts(*, cards: Iterable[DistrictCard], at: datetime) -> None:
    """Name the districts of the commune; those left out are forgotten."""
    known = tuple(cards)
    District.objects.exclude(code__in=[card.code for card in known]).delete()
    District.objects.bulk_create(
        (District(code=card.code, name=card.name) for card in known),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
