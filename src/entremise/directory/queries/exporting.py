"""Services and those who run them as others read them: under national codes, with the source that each has."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from django.utils.timezone import localdate

from entremise.accounts.queries import organizations_by_id
from entremise.accounts.vocabulary import OrganizationCard
from entremise.directory import models
from entremise.directory.queries.services import card_of, shown
from entremise.directory.queries.themes import kit_themes
from entremise.directory.vocabulary import SAID_BY_SOURCE, Here, ServiceCard
from entremise.engines.service_files.vocabulary import Entry, Structure
from entremise.kits.vocabulary import Theme

Pair = tuple[Entry, Structure]


def services_listed(*, is_own: bool = False) -> Iterator[ServiceCard]:
    """All services that are proposed, by name; those entered here alone when asked so."""
    rows = shown().filter(source=None) if is_own else shown()
    return map(card_of, rows.order_by("sort_key", "pk").iterator(1000))


def services_to_export(*, place: Here, is_own: bool = False) -> list[Pair]:
    """Services with their structures: the entries of this town have its own source."""
    themes = kit_themes()
    cards = list(services_listed(is_own=is_own))
    structures = known_structures({card.structure_id for card in cards if card.structure_id})
    bodies = organizations_by_id({card.organization_id for card in cards if card.organization_id})
    found = []
    for card in cards:
        entry = entry_of(card, place, themes)
        structure = structure_of(card, entry, structures, bodies)
        found.append((replace(entry, structure_id=structure.source_id), structure))
    return found


def known_structures(numbers: set[int]) -> dict[int, models.Structure]:
    rows = models.Structure.objects.filter(pk__in=numbers).order_by("pk")
    return {row.pk: row for row in rows}


def entry_of(card: ServiceCard, place: Here, themes: Mapping[str, Theme]) -> Entry:
    said = {name: getattr(card, name) for name in SAID_BY_SOURCE}
    codes = (themes[one].thematique or one if one in themes else one for one in card.themes)
    said["themes"] = tuple(dict.fromkeys(codes))
    is_own = not card.source
    if is_own:
        said["zone"] = card.zone or tuple(sorted(place.communes & place.zones)) or ("france",)
    return Entry(
        line=0,
        source=card.source or place.source,
        source_id=card.source_key or f"{place.source}--{card.service_id}",
        structure_id="" if not is_own else f"{place.source}--org-{card.organization_id}",
        updated_on=max(filter(None, (card.updated_on, localdate(card.checked_at)))),
        **said,
    )


def structure_of(
    card: ServiceCard,
    entry: Entry,
    structures: Mapping[int, models.Structure],
    bodies: Mapping[int, OrganizationCard],
) -> Structure:
    """As its source says it; a body of the accounts; or the service alone."""
    row = structures.get(card.structure_id or 0)
    if row is not None:
        return published_structure(row, entry)
    body = bodies.get(card.organization_id or 0)
    return Structure(
        source=entry.source,
        source_id=entry.structure_id or f"{entry.source_id}--structure",
        name=body.name if body is not None else card.name,
        phone=body.phone if body is not None else card.phone,
        mail=body.mail if body is not None else "",
        address=body.address if body is not None else "",
        updated_on=entry.updated_on,
    )


def published_structure(row: models.Structure, entry: Entry) -> Structure:
    known = {one.name for one in fields(Structure)}
    said = {name: value for name, value in row.published.items() if name in known}
    said["networks"] = tuple(said.get("networks", ()))
    on = said.get("updated_on")
    said["updated_on"] = date.fromisoformat(str(on)) if on else entry.updated_on
    own = {"source": row.source_id, "source_id": row.source_key, "name": row.name}
    return Structure(**(said | own))
